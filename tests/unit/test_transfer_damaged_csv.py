"""Damaged CSV: no line is lost, and only lines that are damaged are rejected."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.transfer.files import CSV, Line, Place, lines_of
from cli.transfer.lines import MAX_LINE_BYTES
from shared.domain.errors import DomainError

HEADER = ["id", "firstName", "lastName", "active", "mixins"]
MIXINS = '{"loyalty":{"points":5}}'


def read(content: bytes, *, ignored: tuple[str, ...] = ()) -> list[Line]:
    return list(lines_of(io.BytesIO(content), CSV, Place(), ignored=ignored))


def outcomes(lines: list[Line]) -> tuple[list[dict[str, Any]], dict[int, Any]]:
    """Return the records, and what is known of the lines that are rejected, by number."""
    records, rejected = [], {}
    for line in lines:
        try:
            records.append(line.record())
        except DomainError:
            rejected[line.number] = line.as_read()
    return records, rejected


def rows(*names: str, quoting: Any = csv.QUOTE_MINIMAL) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=quoting)
    writer.writerows([HEADER, *([name, "Anna", f"We{name}ber", "true", MIXINS] for name in names)])
    return file.getvalue().encode()


def not_covered(content: bytes, lines: list[Line]) -> list[bytes]:
    """Return the lines of the file that are in none of these; each must be in one at most."""
    all_lines = dict(enumerate(content.split(b"\n"), 1))
    for line in lines:
        for number in range(line.number, line.behind.line + 1):
            del all_lines[number]
    return [text for number, text in all_lines.items() if number > 1]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
@pytest.mark.parametrize("opened", [b',"Anna', b',Anna"', b',"An"na', b',""Anna'])
def test_of_one_quote_too_many_or_too_few_that_row_alone_is_rejected(quoting: int, opened: bytes) -> None:
    good = [f"n{number}" for number in range(5_000)]
    content = rows("first", "broken", *good, quoting=quoting)
    begun = content.index(b"broken")
    anna = content.index(b'"Anna"' if quoting != csv.QUOTE_MINIMAL else b"Anna", begun)
    end = content.index(b",", anna)
    content = content[: anna - 1] + opened + content[end:]

    records, rejected = outcomes(read(content))

    # A quote within a cell that has none around it is a letter.
    assert [record["id"] for record in records if record["id"] != "broken"] == ["first", *good]
    assert len(records) + len(rejected) == 2 + len(good)
    assert not rejected or rejected[3]["id"] == "broken"


def test_the_row_with_an_unclosed_quote_is_in_the_rejects_with_its_record() -> None:
    content = b'id,firstName,lastName,active\nn1,"Anna,Weber,yes\n' + b"".join(
        b"n%d,Ben,Maier,no\n" % number for number in range(2, 40_000)
    )
    assert len(content) < MAX_LINE_BYTES

    records, rejected = outcomes(read(content))

    guess = {"id": "n1", "firstName": "Anna", "lastName": "Weber", "active": True, "guessed": True}
    assert rejected == {2: guess}
    assert len(records) == 39_998


def test_quotes_lost_in_two_rows_take_no_row_between_them() -> None:
    content = b'id,firstName,lastName\nn1,"Anna,Weber\nn2,Ben,Maier\nn3,Cleo",Kunz\nn4,Dora,Lang\n'

    records, rejected = outcomes(read(content))

    assert [record["id"] for record in records] == ["n2", "n3", "n4"]
    assert list(rejected) == [2]


def test_rows_that_may_be_text_in_a_cell_that_is_not_imported_are_all_rejected() -> None:
    content = b'id,notes,lastName\nn1,"Hello\nn2,x,Maier\nBye",Kunz\nn3,"a\nb",Lang\n'

    records, rejected = outcomes(read(content, ignored=("notes",)))

    assert [record["id"] for record in records] == ["n3"]
    # Nobody is made of them, as their records have only cells: without those that may be of `notes`.
    assert rejected == {
        2: {"cells": [None, None]},
        3: {"cells": ["n2", None, "Maier"]},
        4: {"cells": [None, None]},
    }


@pytest.mark.parametrize(
    "content",
    [
        b'id,account.email,notes\nn1,a@example.com,"Hello\nmallory,evil@example.com,hi\nBye"\n',
        b'notes,id\n"Hello\nhi,mallory\nBye",n1\n',
        b'id;notes;account.email\nn1;"Hello\r\n;hi;evil@example.com\r\nBye";a@example.com\r\n',
        b'lastName,notes,account.email\nWeber,"\nM,x,evil@example.com\n",a@example.com\n',
    ],
)
def test_text_in_a_cell_that_is_not_imported_never_becomes_a_record(content: bytes) -> None:
    records, rejected = outcomes(read(content, ignored=("notes",)))

    assert records == []
    assert all(list(shown) == ["cells"] for shown in rejected.values())


def test_json_in_a_cell_may_have_several_lines() -> None:
    content = b'id,mixins,notes\nn1,"{\n""a"": 1,\n""b"": 2\n}","x\r\ny"\nn2,,\n'

    records, rejected = outcomes(read(content, ignored=("notes",)))

    assert records == [{"id": "n1", "mixins": {"a": 1, "b": 2}}, {"id": "n2"}]
    assert rejected == {}


def test_text_of_several_lines_is_one_row_unless_there_are_rows_in_it() -> None:
    records, rejected = outcomes(read(b'id,lastName\nn1,"We\nber"\nn2,"x\nn3,y\nn4"\n'))

    assert records == [{"id": "n1", "lastName": "We\nber"}, {"id": "n3", "lastName": "y"}]
    assert rejected == {4: {"id": "n2", "lastName": "x", "guessed": True}, 6: {"cells": ['n4"']}}


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("n1,yes please,x", {"id": "n1", "active": "yes please", "mixins": "x"}),
        ("n1", {"cells": ["n1"]}),
        ("n1,true,{},more", {"cells": ["n1", "true", "{}", "more"]}),
        ("n1,true,\udcfc", {"id": "n1", "active": True, "mixins": "\\xfc", "guessed": True}),
        ("n1,tr\rue,", {"id": "n1", "active": "tr\rue", "guessed": True}),
    ],
)
def test_what_is_rejected_has_its_record_as_far_as_it_can_be_told(row: str, shown: dict[str, Any]) -> None:
    content = f"id,active,mixins\n{row}\n".encode(errors="surrogateescape")

    records, rejected = outcomes(read(content))

    assert (records, rejected) == ([], {2: shown})


@pytest.mark.parametrize(
    "row",
    [
        "n1,$2b$s3cret,Weber,perhaps",
        'n1,"$2b$s3cret,Weber,true',
        "n1,x,$2b$s3cret,Weber,true",
        "$2b$s3cret,Weber,true",
        'n1,x"$2b$s3cret',
        'n1,"$2b$s3cret',
    ],
)
def test_hashes_are_not_in_what_is_rejected_wherever_they_have_slipped_to(row: str) -> None:
    content = f"id,account.passwordHash,lastName,active\n{row}\n".encode()

    ((_, shown),) = outcomes(read(content))[1].items()

    assert shown
    assert "s3cret" not in str(shown)


def test_nor_is_what_is_not_imported() -> None:
    content = b'id,Password,lastName\nn1,s3cret\nn2,x,s3cret,Weber\nn3,"s3cret\nn4,s3cret,We\xffber\n'

    records, rejected = outcomes(read(content, ignored=("Password",)))

    assert records == []
    assert "s3cret" not in str(rejected)
    assert list(rejected) == [2, 3, 4, 5]
    assert rejected[5] == {"id": "n4", "lastName": "We\\xffber", "guessed": True}


def test_of_a_line_that_is_too_long_the_beginning_is_shown() -> None:
    content = b"id,lastName\nn1,Weber," + b"x" * MAX_LINE_BYTES + b"\nn2,Maier\n"

    records, rejected = outcomes(read(content))

    assert records == [{"id": "n2", "lastName": "Maier"}]
    assert rejected[2]["cells"][:2] == ["n1", "Weber"]
    assert len(str(rejected[2])) < 2_000


@given(
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    damage=st.lists(
        st.tuples(
            st.integers(0, 10**6),
            st.integers(0, 2),
            st.sampled_from([b'"', b",", b"\n", b'",', b"\xff", b"\r"]),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_whatever_the_damage_each_line_is_imported_or_rejected_with_its_record(
    quoting: int, damage: list[tuple[int, int, bytes]]
) -> None:
    # Given a file with some bytes lost, others inserted
    content = rows(*(f"n{number}" for number in range(12)), quoting=quoting)
    behind_header = content.index(b"\n") + 1
    for at, lost, inserted in damage:
        position = behind_header + at % (len(content) - behind_header)
        content = content[:position] + inserted + content[position + lost :]

    # When it is read
    lines = read(content)
    records, rejected = outcomes(lines)

    # Then each line that is not empty is in one row, which is a record or is rejected
    assert len(records) + len(rejected) == len(lines)
    assert all(not text.strip(b'," \r\n') for text in not_covered(content, lines))
    assert all(rejected.values())


@given(
    number=st.integers(0, 11),
    at=st.integers(0, 10**6),
    lost=st.integers(0, 1),
    inserted=st.sampled_from([b'"', b"", b'""', b'",', b',"']),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_damage_within_one_row_leaves_all_others(
    number: int, at: int, lost: int, inserted: bytes, quoting: int
) -> None:
    content = rows(*(f"n{each}" for each in range(12)), quoting=quoting).splitlines(keepends=True)
    row = content[number + 1].removesuffix(b"\r\n")
    position = at % (len(row) + 1)
    damaged = row[:position] + inserted + row[position + lost :]

    records, _ = outcomes(read(b"".join([*content[: number + 1], damaged + b"\r\n", *content[number + 2 :]])))

    others = outcomes(read(b"".join([*content[: number + 1], *content[number + 2 :]])))[0]
    assert [record for record in records if record in others] == others
    assert len(records) - len(others) in (0, 1)
