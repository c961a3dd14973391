"""State as earlier versions have written it: a line per partition, and a file of stream records."""

import json
from pathlib import Path
from uuid import uuid4

from local.engine.snapshot import STATE_FILE, BrokenState, State, broken, table_id

STREAMS_FILE = "streams.jsonl"


def is_first_format(folder: Path) -> bool:
    """Return whether the folder has such a state."""
    try:
        with (folder / STATE_FILE).open("rb") as file:
            return file.readline().startswith(b'{"format":1,')
    except FileNotFoundError:
        return False


def read_first_format(folder: Path) -> State:
    """Return the state. Raises `BrokenState`, `OSError`."""
    state, path = State(), folder / STATE_FILE
    try:
        with path.open(encoding="utf-8") as file:
            header = json.loads(next(file))
            state.tables = [{"scope": scope[:2], "table": table} for scope, table in header["tables"]]
            for each in state.tables:
                each["table"].setdefault("TableId", str(uuid4()))
            ids = [table_id(each["table"]) for each in state.tables]
            state.time_to_live = header["timeToLive"]
            for partitions, entry in enumerate(map(json.loads, file)):
                if isinstance(entry, dict):
                    if entry["partitions"] == partitions:
                        _read_streams(folder / STREAMS_FILE, state)
                        return state
                    break
                number, pk, items = entry
                state.items[ids[number]][pk] = items
    except (ValueError, KeyError, IndexError, TypeError):
        raise BrokenState(broken(path, "it is damaged")) from None
    raise BrokenState(broken(path, "it is cut short"))


def _read_streams(path: Path, state: State) -> None:
    ids = {(*each["scope"], each["table"]["TableName"]): table_id(each["table"]) for each in state.tables}
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            if not line.endswith("\n"):
                return  # a crash has cut it short
            try:
                scope, record = json.loads(line)
                number = int(record["dynamodb"]["SequenceNumber"][-10:])
            except (ValueError, KeyError, TypeError):
                raise BrokenState(broken(path, "it is damaged")) from None
            if (table := ids.get(tuple(scope))) is not None:
                state.streams[table].append(record)
                state.sequence = max(state.sequence, number)
