"""JSON in items that is packed where that may save write units."""

from __future__ import annotations

from base64 import b85decode, b85encode
from typing import TYPE_CHECKING
from zlib import compress, decompressobj

from shared.adapters.dynamodb.items.item import DocumentAttribute
from shared.domain import json_text

if TYPE_CHECKING:
    from shared.domain.json_text import Json

_PACKED = "z"
"""No JSON text of an entry begins so."""
_UNPACKED_CHARACTERS = 700
"""With its key and its other attributes, an entry of so many is one write unit."""
_MOST_UNPACKED = 16 * 1024 * 1024
"""Bytes to which a text is unpacked at most: what was packed here has a third of that at most."""


class TooLargeToUnpack(ValueError):
    """A packed text has more than any that was packed here."""


class PackedDocumentAttribute(DocumentAttribute):
    """A JSON object as text, which is packed where that may save write units."""

    def serialize(self, value: Json) -> str:
        """Return the text, packed if it is long."""
        text = json_text.dumps(value)
        if len(text) <= _UNPACKED_CHARACTERS:
            return text
        return _PACKED + b85encode(compress(text.encode(), 9)).decode()

    def deserialize(self, value: str) -> Json:
        """Return the object of a text. Raises `TooLargeToUnpack`."""
        return json_text.loads(unpacked(value))


def unpacked(value: str) -> str:
    """Return the text of an attribute. Raises `TooLargeToUnpack`: a few bytes could fill all memory."""
    if not value.startswith(_PACKED):
        return value
    unpacking = decompressobj()
    text = unpacking.decompress(b85decode(value[len(_PACKED) :]), _MOST_UNPACKED)
    if not unpacking.eof:
        raise TooLargeToUnpack
    return text.decode()
