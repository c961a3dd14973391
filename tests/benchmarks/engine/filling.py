"""Fills the embedded engine without writing to it: its state is written as it keeps it, and started with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.engine import start_engine
from local.engine.journal import log_file, read_log
from local.engine.snapshot import STATE_FILE, State, table_id, write_snapshot
from local.environment import TABLE_NAME, adopt, function_environment
from local.http.signature import AccessKey
from local.stack.table import create_table
from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.adapters.dynamodb.table import Table
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from local.engine import Endpoint
    from shared.adapters.dynamodb.writes import Item

KEY = AccessKey("local", "local")


def use(folder: Path, engine: Endpoint) -> None:
    """Have this process work on an engine."""
    adopt(function_environment(folder, engine, issuer=engine.url))


def fill(folder: Path, tenant: str, restrictions: Sequence[str], items: Callable[[], Iterable[Item]]) -> None:
    """Write the state of an engine with a tenant and these items."""
    with start_engine(folder, key=KEY) as engine:
        use(folder, engine.endpoint)
        create_table(aws_session().create_client("dynamodb", endpoint_url=engine.url), TABLE_NAME)
        tenants = Tenants(
            Table(make_client(lambda: None, engine.url), TABLE_NAME, lambda: None),
            lambda: wiring().key_cipher,
        )
        create_tenant(tenants, tenant, restrictions=restrictions)
    state = State()
    for effects in read_log(log_file(folder, 1), is_last=True):
        state.apply(effects)
    (table,) = (table_id(each["table"]) for each in state.tables)
    state.streams.clear()
    for item in items():
        state.items[table].setdefault(item["pk"]["S"], {})[item["sk"]["S"]] = item
    write_snapshot(folder / STATE_FILE, state, 2)
    log_file(folder, 1).unlink()
