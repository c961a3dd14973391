"""`customers import`: the records of a file become customers, each exactly once, however often it is killed.

Each new customer is written together with a receipt for its line of the file. A checkpoint records the
progress, before the first batch of lines and after every one, so that the next run resumes there. Within a
batch that was begun, the receipts tell which lines have created a customer; a change of a known customer is
applied again, and then changes nothing.
"""

from __future__ import annotations

import itertools
import shlex
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cli.terminal.output import say
from cli.transfer.checkpoint import Checkpoint, Counts, Undertaking, read_checkpoint, write_checkpoint
from cli.transfer.encodings import MAC_ROMAN, NAMES, WINDOWS_1252
from cli.transfer.failures import TransferFailed
from cli.transfer.files import contents_of, format_of, lines_of
from cli.transfer.modes import Mode
from cli.transfer.progress import progress
from cli.transfer.records import IMPORTED_BY, names_of, number_name, only_email_of, without_secrets
from cli.transfer.rejects import Rejects
from cli.transfer.writing import Before, Known, Writer, Written
from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.keys import customer_key, receipt_key
from shared.domain.customers.customer import Customer
from shared.domain.errors import DomainError, StorageUnavailable
from shared.domain.idempotency import LIFETIME, Receipt
from shared.use_cases.migration.import_customer import Imported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cli.transfer.columns import Record
    from cli.transfer.lines import Line
    from cli.transfer.records import Name
    from shared.adapters.dynamodb.table import Table
    from shared.use_cases.migration.import_customer import ImportPorts

BATCH_LINES = 200
_RECEIPTS_LAST = LIFETIME - timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Job:
    """An import to run.

    `target`: in words. `workers`: how many customers are written at a time. `codec`: of the file's encoding,
    if it is given. `raw`, `delimiter` and `ignored`: see `lines_of`.
    """

    path: Path
    tenant: str
    target: str
    rejects: Path
    workers: int
    restart: bool = False
    raw: bool = False
    mode: Mode = Mode.CREATE
    codec: str | None = None
    delimiter: str | None = None
    ignored: tuple[str, ...] = ()

    @property
    def reading(self) -> str:
        """The options that say how the file is read, as they are given."""
        options = {"--encoding": self.codec, "--delimiter": self.delimiter}
        given = [f"{option} {shlex.quote(value)}" for option, value in options.items() if value]
        ignored = [f"--ignore-columns {shlex.quote(name)}" for name in sorted(self.ignored)]
        return " ".join([*given, *ignored, *(["--raw"] if self.raw else [])])

    @property
    def checkpoint_path(self) -> Path:
        """The file of the checkpoint while the import is not finished."""
        return self.path.with_name(f"{self.path.name}.progress")


@dataclass(frozen=True, slots=True)
class Report:
    """The file's lines by outcome: `imported` in this run, `already_imported` in earlier ones.

    `updated` and `unchanged`: customers who were known, by whether their line changed anything. See `Counts`.
    """

    imported: int
    already_imported: int
    rejected: int
    reset_needed: int
    updated: int = 0
    unchanged: int = 0
    passwords_left: int = 0


@dataclass(frozen=True, slots=True)
class _Refused:
    error: DomainError
    record: Record | None


_Outcome = Written | _Refused


@dataclass(frozen=True, slots=True)
class _Read:
    """A line as it was read: its record, or why it has none."""

    number: int
    content: Record | _Refused


def import_file(job: Job, importing: ImportPorts, table: Table) -> Report:
    """Import the rest of the file, or with `restart` all that is not there yet.

    Raises `TransferFailed` before anything is written, and `StorageUnavailable` when the table does not keep
    up; the next run resumes there.
    """
    format_ = format_of(job.path)
    if job.rejects.resolve() == job.path.resolve():
        raise TransferFailed("--rejects must not be the file that is imported; name another file")
    resumes = job.restart or job.checkpoint_path.exists()
    if job.restart:
        job.checkpoint_path.unlink(missing_ok=True)
    with job.path.open("rb") as file:
        contents = contents_of(file, job.codec)
        undertaking = Undertaking(
            contents.sha256, job.target, str(job.rejects.resolve()), str(job.mode), job.reading
        )
        checkpoint = _as_far_as_true(job, read_checkpoint(job.checkpoint_path, undertaking), table)
        lines = lines_of(
            file,
            format_,
            checkpoint.place,
            raw=job.raw,
            encoding=contents.encoding,
            delimiter=job.delimiter,
            ignored=job.ignored,
        )
        first = list(itertools.islice(lines, 1))  # a wrong header fails before anything else happens
        if contents.encoding.codec in (WINDOWS_1252, MAC_ROMAN) and job.codec is None:
            name = NAMES[contents.encoding.codec]
            say(f"the file is not in UTF-8: it is read as {name}; name another with --encoding")
        with Rejects(job.rejects, checkpoint.rejects_size) as rejects:
            if not job.checkpoint_path.exists():
                write_checkpoint(job.checkpoint_path, checkpoint)
            run = _Run(job, importing, table, rejects, checkpoint, resumes=resumes)
            run.go_through(itertools.chain(first, lines), contents.lines)
    job.checkpoint_path.unlink(missing_ok=True)
    return run.report(since=checkpoint.counts)


class _Run:
    def __init__(
        self,
        job: Job,
        importing: ImportPorts,
        table: Table,
        rejects: Rejects,
        checkpoint: Checkpoint,
        *,
        resumes: bool,
    ) -> None:
        self._job = job
        self._table = table
        self._rejects = rejects
        self._checkpoint = checkpoint
        self._found_imported = 0
        self._writer = Writer(importing, table, job.tenant, job.mode, resumes=resumes)

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
            already_imported=since.imported + since.updated + since.unchanged + self._found_imported,
            rejected=counts.rejected,
            reset_needed=counts.reset_needed,
            updated=counts.updated - since.updated,
            unchanged=counts.unchanged - since.unchanged,
            passwords_left=counts.passwords_left,
        )

    def _import(self, batch: Sequence[Line], pool: ThreadPoolExecutor) -> None:
        file = self._checkpoint.undertaking.sha256
        receipts = {line.number: _receipt(self._job.tenant, file, line.number) for line in batch}
        answered = (
            frozenset(_answered(self._table, receipts)) if self._job.mode != Mode.UPDATE else frozenset()
        )

        def outcomes_of(lines: Sequence[_Read]) -> list[tuple[int, _Outcome]]:
            return [
                (each.number, self._outcome(each, receipts[each.number], is_answered=each.number in answered))
                for each in lines
            ]

        read = [_read(line) for line in batch]
        groups = _by_customer(read, self._numbers_of_log_ins(read))
        found = dict(itertools.chain.from_iterable(pool.map(outcomes_of, groups)))
        outcomes = [found[line.number] for line in batch]
        for line, result in zip(batch, outcomes, strict=True):
            if isinstance(result, _Refused):
                self._rejects.add(line.number, result.error, result.record, last=line.behind.line)
        made = {n.number for n, result in zip(batch, outcomes, strict=True) if isinstance(result, Imported)}
        self._found_imported += sum(1 for result in outcomes if isinstance(result, Before))
        self._checkpoint = replace(
            self._checkpoint,
            place=batch[-1].behind,
            counts=_with(self._checkpoint.counts, outcomes),
            rejects_size=self._rejects.sync(),
            latest=tuple(sorted(made | answered)),
            versions={each.number: each.version for each in outcomes if isinstance(each, Known)},
        )
        write_checkpoint(self._job.checkpoint_path, self._checkpoint)

    def _numbers_of_log_ins(self, lines: Iterable[_Read]) -> Mapping[int, str]:
        """Return by line the number of the known customer whom it names by the log-in alone."""
        if self._job.mode == Mode.CREATE:
            return {}
        emails = {
            line.number: email
            for line in lines
            if not isinstance(line.content, _Refused) and (email := only_email_of(line.content)) is not None
        }
        numbers = self._writer.numbers_of(frozenset(emails.values()))
        return {line: numbers[email] for line, email in emails.items() if email in numbers}

    def _outcome(self, line: _Read, receipt: Receipt, *, is_answered: bool) -> _Outcome:
        if isinstance(line.content, _Refused):
            return line.content
        try:
            return self._writer.write(line.content, receipt, is_answered=is_answered)
        except StorageUnavailable:
            raise
        except DomainError as error:
            return _Refused(error, without_secrets(line.content))


def _read(line: Line) -> _Read:
    try:
        return _Read(line.number, line.record())
    except DomainError as error:
        return _Read(line.number, _Refused(error, line.as_read()))


def _by_customer(lines: Sequence[_Read], numbers: Mapping[int, str]) -> list[list[_Read]]:
    """Return the lines in groups that can be written side by side: those of one customer in their order.

    Lines are of one group if they share a name, or if others join theirs. `numbers`: of customers whom a line
    names by the log-in alone.
    """
    parents: dict[Name, Name] = {}

    def root(name: Name) -> Name:
        while (parent := parents.setdefault(name, name)) != name:
            name = parent
        return name

    names = {line.number: _names(line, numbers.get(line.number)) for line in lines}
    for first, *others in names.values():
        for other in others:
            parents[root(other)] = root(first)
    groups: dict[Name, list[_Read]] = {}
    for line in lines:
        groups.setdefault(root(names[line.number][0]), []).append(line)
    return list(groups.values())


def _names(line: _Read, number: str | None) -> tuple[Name, ...]:
    found = () if isinstance(line.content, _Refused) else names_of(line.content)
    if number is not None:
        found = (*found, number_name(number))
    return found or (("line", str(line.number)),)


def _as_far_as_true(job: Job, checkpoint: Checkpoint, table: Table) -> Checkpoint:
    """Return the checkpoint, or the beginning if the table has lost what the last batch wrote.

    A table that was restored may be older than the checkpoint. Then receipts tell which lines have created a
    customer, and updates can be applied again. Once receipts may have expired, the checkpoint is believed,
    except where nobody is created.
    """
    if not checkpoint.latest and not checkpoint.versions:
        return checkpoint
    if job.mode != Mode.UPDATE and _age(job.checkpoint_path) > _RECEIPTS_LAST:
        return checkpoint
    file = checkpoint.undertaking.sha256
    receipts = {number: _receipt(job.tenant, file, number) for number in checkpoint.latest}
    lacks_none = len(_answered(table, receipts)) == len(receipts)
    if lacks_none and not _has_lost_changes(job.tenant, checkpoint.versions, table):
        return checkpoint
    say("the table lacks what was imported before; looking at every line of the file again")
    return Checkpoint(checkpoint.undertaking)


def _has_lost_changes(tenant: str, versions: Mapping[str, int], table: Table) -> bool:
    """Return whether a customer has an earlier version than one of these; who was deleted since has none."""
    found = table.batch_get(customer_key(tenant, number) for number in versions)
    customers = map(customer_from, found.values())
    return any(isinstance(each, Customer) and each.version < versions[each.number] for each in customers)


def _age(path: Path) -> timedelta:
    return timedelta(seconds=time.time() - path.stat().st_mtime)


def _receipt(tenant: str, file: str, number: int) -> Receipt:
    return Receipt(tenant=tenant, principal=IMPORTED_BY, path=file, key=str(number), fingerprint=file)


def _answered(table: Table, receipts: Mapping[int, Receipt]) -> set[int]:
    """Return the numbers of the lines whose customers were imported before."""
    keys = {number: receipt_key(receipt) for number, receipt in receipts.items()}
    found = table.batch_get(keys.values())
    return {number for number, key in keys.items() if key in found}


def _with(counts: Counts, outcomes: Sequence[_Outcome]) -> Counts:
    created = [outcome for outcome in outcomes if isinstance(outcome, Imported | Before)]
    known = [outcome for outcome in outcomes if isinstance(outcome, Known)]
    updated = sum(1 for outcome in known if outcome.changed)
    return Counts(
        imported=counts.imported + len(created),
        rejected=counts.rejected + len(outcomes) - len(created) - len(known),
        reset_needed=counts.reset_needed + sum(1 for each in created if each.reset_needed is not None),
        updated=counts.updated + updated,
        unchanged=counts.unchanged + len(known) - updated,
        passwords_left=counts.passwords_left + sum(1 for each in known if each.password_left),
    )
