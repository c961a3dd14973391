"""`customers import`: the records of a file become customers, each exactly once, however often it is killed.

Each customer is written together with a receipt for its line of the file. A checkpoint records the progress
after every batch of lines, so that the next run resumes there. Within a batch that was begun, the receipts
tell which lines are done.
"""

from __future__ import annotations

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cli.terminal.output import say
from cli.transfer.checkpoint import Checkpoint, Counts, Undertaking, read_checkpoint, write_checkpoint
from cli.transfer.failures import TransferFailed
from cli.transfer.files import Line, contents_of, format_of, lines_of
from cli.transfer.pace import CUSTOMERS_PER_SECOND, Pace
from cli.transfer.progress import progress
from cli.transfer.records import IMPORTED_BY, imported_customer
from cli.transfer.rejects import Rejects
from shared.adapters.dynamodb.keys import receipt_key
from shared.domain.callers.access import EVERYWHERE
from shared.domain.errors import DomainError, StorageUnavailable
from shared.domain.idempotency import LIFETIME, Receipt
from shared.use_cases.migration.import_customer import Imported, import_customer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cli.transfer.columns import Record
    from shared.adapters.dynamodb.table import Table
    from shared.use_cases.migration.import_customer import ImportPorts

BATCH_LINES = 200
_RECEIPTS_LAST = LIFETIME - timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Job:
    """An import to run.

    `target`: in words. `workers`: how many customers are written at a time. `raw`: see `lines_of`.
    """

    path: Path
    tenant: str
    target: str
    rejects: Path
    workers: int
    restart: bool = False
    raw: bool = False

    @property
    def checkpoint_path(self) -> Path:
        """The file of the checkpoint while the import is not finished."""
        return self.path.with_name(f"{self.path.name}.progress")


@dataclass(frozen=True, slots=True)
class Report:
    """The file's lines by outcome: `imported` in this run, `already_imported` in earlier ones."""

    imported: int
    already_imported: int
    rejected: int
    reset_needed: int


@dataclass(frozen=True, slots=True)
class _Refused:
    error: DomainError
    record: Record | None


_Outcome = Imported | _Refused


def import_file(job: Job, importing: ImportPorts, table: Table) -> Report:
    """Import the rest of the file, or with `restart` all that is not there yet.

    Raises `TransferFailed` before anything is written, and `StorageUnavailable` when the table does not keep
    up; the next run resumes there.
    """
    format_ = format_of(job.path)
    if job.rejects.resolve() == job.path.resolve():
        raise TransferFailed("--rejects must not be the file that is imported; name another file")
    if job.restart:
        job.checkpoint_path.unlink(missing_ok=True)
    with job.path.open("rb") as file:
        contents = contents_of(file)
        undertaking = Undertaking(contents.sha256, job.target, str(job.rejects.resolve()))
        checkpoint = _as_far_as_true(job, read_checkpoint(job.checkpoint_path, undertaking), table)
        lines = lines_of(file, format_, checkpoint.place, raw=job.raw)
        first = list(itertools.islice(lines, 1))  # a wrong header fails before anything else happens
        with Rejects(job.rejects, checkpoint.rejects_size) as rejects:
            run = _Run(job, importing, table, rejects, checkpoint)
            run.go_through(itertools.chain(first, lines), contents.lines)
    job.checkpoint_path.unlink(missing_ok=True)
    return run.report(since=checkpoint.counts)


class _Run:
    def __init__(
        self, job: Job, importing: ImportPorts, table: Table, rejects: Rejects, checkpoint: Checkpoint
    ) -> None:
        self._job = job
        self._importing = importing
        self._table = table
        self._rejects = rejects
        self._checkpoint = checkpoint
        self._found_imported = 0
        configuration = importing.tenants.of(job.tenant)
        self._restrictions = frozenset(configuration.restrictions)
        self._pace = Pace(CUSTOMERS_PER_SECOND * configuration.shards)

    def go_through(self, lines: Iterator[Line], total: int) -> None:
        done = self._checkpoint.place.line
        pool = ThreadPoolExecutor(self._job.workers, thread_name_prefix="import")
        try:
            with progress("importing", "lines", total, initial=done) as advance:
                while batch := list(itertools.islice(lines, BATCH_LINES)):
                    self._import(batch, pool)
                    advance(self._checkpoint.place.line - done)
                    done = self._checkpoint.place.line
        finally:
            pool.shutdown(cancel_futures=True)

    def report(self, *, since: Counts) -> Report:
        counts = self._checkpoint.counts
        return Report(
            imported=counts.imported - since.imported - self._found_imported,
            already_imported=since.imported + self._found_imported,
            rejected=counts.rejected,
            reset_needed=counts.reset_needed,
        )

    def _import(self, batch: Sequence[Line], pool: ThreadPoolExecutor) -> None:
        file = self._checkpoint.undertaking.sha256
        receipts = {line.number: _receipt(self._job.tenant, file, line.number) for line in batch}
        imported_before = _answered(self._table, receipts)
        rest = [line for line in batch if line.number not in imported_before]
        outcomes = list(pool.map(lambda line: self._outcome(line, receipts[line.number]), rest))
        imported = set(imported_before)
        for line, outcome in zip(rest, outcomes, strict=True):
            if isinstance(outcome, _Refused):
                self._rejects.add(line.number, outcome.error, outcome.record)
            else:
                imported.add(line.number)
        self._found_imported += len(imported_before)
        self._checkpoint = replace(
            self._checkpoint,
            place=batch[-1].behind,
            counts=_with(self._checkpoint.counts, outcomes, len(imported_before)),
            rejects_size=self._rejects.sync(),
            latest=tuple(sorted(imported)),
        )
        write_checkpoint(self._job.checkpoint_path, self._checkpoint)

    def _outcome(self, line: Line, receipt: Receipt) -> _Outcome:
        record = None
        try:
            record = line.record()
            item = imported_customer(record, tenant=self._job.tenant, receipt=receipt)
            restriction = item.members.get("restriction")
            self._pace.wait(restriction if restriction in self._restrictions else None)
            return import_customer(self._importing, EVERYWHERE, item)
        except StorageUnavailable:
            raise
        except DomainError as error:
            return _Refused(error, record)


def _as_far_as_true(job: Job, checkpoint: Checkpoint, table: Table) -> Checkpoint:
    """Return the checkpoint, or the beginning if the table has lost what the last batch wrote.

    A table that was restored may be older than the checkpoint. Then receipts tell what is there, line by
    line. Once they may have expired, the checkpoint is all there is.
    """
    if not checkpoint.latest or _age(job.checkpoint_path) > _RECEIPTS_LAST:
        return checkpoint
    file = checkpoint.undertaking.sha256
    receipts = {number: _receipt(job.tenant, file, number) for number in checkpoint.latest}
    if len(_answered(table, receipts)) == len(receipts):
        return checkpoint
    say("the table lacks customers that were imported before; looking at every line of the file again")
    return Checkpoint(checkpoint.undertaking)


def _age(path: Path) -> timedelta:
    return timedelta(seconds=time.time() - path.stat().st_mtime)


def _receipt(tenant: str, file: str, number: int) -> Receipt:
    return Receipt(tenant=tenant, principal=IMPORTED_BY, path=file, key=str(number), fingerprint=file)


def _answered(table: Table, receipts: Mapping[int, Receipt]) -> set[int]:
    """Return the numbers of the lines whose customers were imported before."""
    keys = {number: receipt_key(receipt) for number, receipt in receipts.items()}
    found = table.batch_get(keys.values())
    return {number for number, key in keys.items() if key in found}


def _with(counts: Counts, outcomes: Sequence[_Outcome], imported_before: int) -> Counts:
    imported = [outcome for outcome in outcomes if isinstance(outcome, Imported)]
    return Counts(
        imported=counts.imported + imported_before + len(imported),
        rejected=counts.rejected + len(outcomes) - len(imported),
        reset_needed=counts.reset_needed + sum(1 for each in imported if each.reset_needed is not None),
    )
