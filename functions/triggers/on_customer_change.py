"""Changes of the table, in batches from its stream, and one by one where a projection has failed."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.runtime.batches import stream_trigger
from shared.runtime.observability import log_unforeseen
from shared.runtime.wiring import Wiring
from shared.use_cases.projections.project_changes import ProjectionPorts, project_again, project_changes


def retry(message: Mapping[str, Any], ports: ProjectionPorts) -> None:
    """Make the projection that has failed of a record."""
    project_again(ports, message["projection"], message["record"])


@stream_trigger(uses=Wiring.projection_ports, retries=retry)
def lambda_handler(records: Sequence[Mapping[str, Any]], ports: ProjectionPorts) -> Mapping[int, Exception]:
    """Make all projections of the changes. A record of which one failed waits in a queue, for that one alone.

    Only a record that the queue does not take is reported, so that Lambda tries it again.
    """
    failures = project_changes(ports, records)
    for failure in failures:
        log_unforeseen(failure.error, failure.projection)
    return {failure.position: failure.refusal for failure in failures if failure.refusal is not None}
