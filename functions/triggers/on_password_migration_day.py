"""Every day at 02:00 UTC."""

from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent

from shared.domain.instants import now
from shared.runtime.trigger import Invocation, trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.migration.on_migration_day import on_migration_day
from shared.use_cases.migration.password_migration import MigrationDayPorts


@trigger(uses=Wiring.migration_day_ports, event_class=EventBridgeEvent)
def lambda_handler(invocation: Invocation[EventBridgeEvent], ports: MigrationDayPorts) -> None:
    """Remind customers of the end of their tenant's password migration, or erase their legacy hashes."""
    on_migration_day(ports, now().date(), invocation.seconds_left)
