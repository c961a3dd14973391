"""Metrics of triggers that have a dimension of their own, and so a line of their own (EMF)."""

import json
import sys
from collections.abc import Sequence
from datetime import timedelta

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from shared.domain.webhooks.deliveries import Delivery, Result


def measure_projection(projection: str, *, lag: timedelta | None, queued: int) -> None:
    """See `ProjectionMeter`. The stream says when the table was written in whole seconds, rounded down."""
    metrics = _by("projection", projection)
    if lag is not None:
        metrics.add_metric("ProjectionLag", MetricUnit.Seconds, max(0.0, round(lag.total_seconds(), 3)))
    if queued:
        metrics.add_metric("QueuedRetries", MetricUnit.Count, queued)
    _write(metrics)


def count_deliveries(ended: Sequence[Delivery], /) -> None:
    """See `DeliveryMeter`. Besides its metric, the line says to which webhooks an event did not go."""
    for result in Result:
        of_result = [delivery for delivery in ended if delivery.result is result]
        if of_result:
            metrics = _by("outcome", result)
            metrics.add_metric("Deliveries", MetricUnit.Count, len(of_result))
            if result is not Result.DELIVERED:
                webhooks = {f"{delivery.tenant}/{delivery.code}" for delivery in of_result}
                metrics.add_metadata("webhooks", sorted(webhooks))
            _write(metrics)


def _by(dimension: str, value: str) -> EphemeralMetrics:
    """Return metrics of their own, as triggers of a laptop share a process."""
    metrics = EphemeralMetrics()
    metrics.add_dimension(dimension, value)
    return metrics


def _write(metrics: EphemeralMetrics) -> None:
    sys.stdout.write(json.dumps(metrics.serialize_metric_set(), separators=(",", ":")) + "\n")
