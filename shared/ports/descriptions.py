"""Documents about the API and its events, as they are served."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Description:
    """The document as JSON, and what names this state of it."""

    text: str
    entity_tag: str
