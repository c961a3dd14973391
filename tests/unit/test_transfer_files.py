"""Files of records: read from any place on, written line by line (`customers import` and `export`)."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.transfer.columns import COLUMNS, record_of_row, row_of
from cli.transfer.failures import TransferFailed
from cli.transfer.files import (
    CSV,
    FORMATS,
    MAX_LINE_BYTES,
    NDJSON,
    Line,
    Place,
    contents_of,
    format_of,
    lines_of,
    writer_to,
)
from shared.domain.errors import DomainError, ValidationFailed

BOM = b"\xef\xbb\xbf"


def read(content: bytes, format_: str, start: Place | None = None) -> list[Line]:
    return list(lines_of(io.BytesIO(content), format_, start or Place()))


def records(content: bytes, format_: str) -> list[Any]:
    return [line.record() for line in read(content, format_)]


def refusal(line: Line) -> str:
    with pytest.raises(DomainError) as error:
        line.record()
    return "; ".join([error.value.message, *(f"{p.field} {p.message}" for p in error.value.problems)])


class TestNdjson:
    def test_a_line_is_a_record_and_empty_lines_are_skipped(self) -> None:
        content = BOM + b'{"id": "a"}\n\n  \r\n{"id": "b", "mixins": {"n": 1.50}}\r\n{"id": "c"}'

        lines = read(content, NDJSON)

        assert [line.number for line in lines] == [1, 4, 5]
        assert [line.record() for line in lines] == [
            {"id": "a"},
            {"id": "b", "mixins": {"n": Decimal("1.50")}},
            {"id": "c"},
        ]

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            (b'{"id": ', "is not JSON"),
            (b'{"id": "\xff"}', "is not JSON"),
            (b'{"id": NaN}', "is not JSON"),
            (b'{"id": "\\ud800"}', "is not JSON"),
            (b"[" * 100_000, "is not JSON"),
            (b'["a"]', "is not a JSON object"),
            (b'{"id": "a", "id": "b"}', "id is given more than once"),
            (b'{"id": "' + b"a" * MAX_LINE_BYTES + b'"}', "is longer than 1048576 bytes"),
        ],
    )
    def test_a_line_that_is_not_a_record_is_reported_and_the_next_is_read(
        self, line: bytes, says: str
    ) -> None:
        _, bad, good = read(b'{"id": "first"}\n' + line + b'\n{"id": "good"}\n', NDJSON)

        assert says in refusal(bad)
        assert (good.number, good.record()) == (3, {"id": "good"})

    @pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
    @pytest.mark.parametrize("text", ["id,lastName\na,Weber\n", "\n \n[\n", '["a"]\n', "x"])
    def test_a_file_that_does_not_begin_with_an_object_is_refused_as_a_whole(
        self, text: str, codec: str
    ) -> None:
        with pytest.raises(TransferFailed, match="the first line is not a JSON object"):
            read(text.encode(codec), NDJSON)

    def test_a_line_that_is_too_long_may_be_the_last(self) -> None:
        (line,) = read(b"{" * (MAX_LINE_BYTES + 1), NDJSON)

        assert "longer" in refusal(line)

    def test_a_line_of_just_the_length_that_is_taken_is_read(self) -> None:
        content = b'{"id": "' + b"a" * (MAX_LINE_BYTES - 11) + b'"}\n'

        assert len(content) == MAX_LINE_BYTES
        assert len(records(content, NDJSON)) == 1


class TestCsv:
    def test_a_row_is_a_record_whose_first_line_names_the_members(self) -> None:
        content = (
            b"lastName,id,active,account.email,account.initialPassword,b2b.legalEntities,mixins\r\n"
            b'"Weber, ""Jo""",a,TRUE,a@example.com,false,"[{""id"": ""le""}]","{""n"": 1.50}"\r\n'
        )

        assert records(BOM + content, CSV) == [
            {
                "lastName": 'Weber, "Jo"',
                "id": "a",
                "active": True,
                "account": {"email": "a@example.com", "initialPassword": False},
                "b2b": {"legalEntities": [{"id": "le"}]},
                "mixins": {"n": Decimal("1.50")},
            }
        ]

    @pytest.mark.parametrize(
        ("cell", "text"), [("", None), ('""""""', ""), ('"""x"""', '"x"'), ('""""', '"'), ("  ", "  ")]
    )
    def test_an_empty_cell_is_absent_and_two_quote_characters_are_the_empty_text(
        self, cell: str, text: str | None
    ) -> None:
        (record,) = records(f"id,title\na,{cell}\n".encode(), CSV)

        assert record.get("title") == text

    def test_a_row_may_have_several_lines_and_is_numbered_by_its_first(self) -> None:
        content = b'id,mixins\na,"{\n""n"": 1\n}"\n\nb,\n'

        lines = read(content, CSV)

        assert [(line.number, line.behind.line) for line in lines] == [(2, 4), (6, 6)]
        assert lines[0].record() == {"id": "a", "mixins": {"n": 1}}

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            (b"a", "has 1 cells, but the first line has 3"),
            (b"a,,,b", "has 4 cells, but the first line has 3"),
            (b"a,perhaps,", "active must be true or false"),
            (b'a,,"{"', "mixins must be JSON"),
            (b'a,,"{""n"":1,""n"":2}"', "mixins names a member more than once"),
            (b'a,,"x"y', "is not CSV"),
            (b"\xff,,", "is not in UTF-8"),
            (b"a" * (MAX_LINE_BYTES + 1) + b",,", "is longer than 1048576 bytes"),
        ],
    )
    def test_a_row_that_is_not_a_record_is_reported_and_the_next_is_read(self, row: bytes, says: str) -> None:
        bad, good = read(b"id,active,mixins\n" + row + b"\ngood,,\n", CSV)

        assert says in refusal(bad)
        assert good.record() == {"id": "good"}

    def test_a_quote_that_is_never_closed_is_one_bad_row(self) -> None:
        bad, good = read(b'id,title\na,"x\nb,y\n', CSV)

        assert "is not CSV" in refusal(bad)
        assert good.record() == {"id": "b", "title": "y"}

    @pytest.mark.parametrize(
        ("header", "says"),
        [
            (b"", "the file is empty"),
            (b"id,email\n", "columns that are not known: 'email'"),
            (b"id,title,id\n", "the first line names the column id twice"),
            (b"id,\xff\n", "does not name columns"),
            (b"id," + b"x" * MAX_LINE_BYTES + b"\n", "does not name columns"),
        ],
    )
    def test_a_first_line_that_does_not_name_columns_ends_it_all(self, header: bytes, says: str) -> None:
        with pytest.raises(TransferFailed, match=says):
            read(header + b"a,b\n", CSV) if header else read(b"", CSV)


@pytest.mark.parametrize("format_", FORMATS)
def test_reading_goes_on_from_behind_any_line(format_: str) -> None:
    file = io.BytesIO()
    writer = writer_to(file, format_)
    for number in range(5):
        writer.write({"id": f"n{number}", "title": 'Ünï, "x"', "mixins": {"n": [number]}})
    lines = read(BOM + file.getvalue(), format_)

    rest = {line.number: read(BOM + file.getvalue(), format_, line.behind) for line in lines}

    for position, line in enumerate(lines):
        behind = [(each.number, each.behind, each.record()) for each in rest[line.number]]
        assert behind == [(each.number, each.behind, each.record()) for each in lines[position + 1 :]]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(['"', '""', '"""'])
documents = st.dictionaries(texts, texts | st.integers() | st.booleans() | st.lists(texts), max_size=3)
whole_records = st.fixed_dictionaries(
    {},
    optional={
        "id": texts,
        "account": st.fixed_dictionaries({"email": texts}, optional={"initialPassword": st.booleans()}),
        "title": texts,
        "onHold": st.booleans(),
        "mixins": documents,
        "metadata": st.fixed_dictionaries({"mixins": documents}),
        "addresses": st.lists(documents, max_size=2),
    },
)


@given(record=whole_records)
def test_every_record_comes_back_from_its_row(record: dict[str, Any]) -> None:
    assert record_of_row(COLUMNS, row_of(record)) == record


@pytest.mark.parametrize("format_", FORMATS)
@given(written=st.lists(whole_records.filter(bool), max_size=3))
def test_every_record_comes_back_from_its_file(format_: str, written: list[dict[str, Any]]) -> None:
    file = io.BytesIO()
    writer = writer_to(file, format_)
    for record in written:
        writer.write(record)

    assert records(file.getvalue(), format_) == written


def test_a_row_with_several_wrong_cells_names_each() -> None:
    with pytest.raises(ValidationFailed) as error:
        record_of_row(["active", "onHold"], ["x", "y"])

    assert [problem.field for problem in error.value.problems] == ["active", "onHold"]


@pytest.mark.parametrize(("content", "lines"), [(b"", 0), (b"a", 1), (b"a\n", 1), (b"a\nb", 2), (b"\n\n", 2)])
def test_contents_are_identified_by_their_hash_and_their_lines_are_counted(
    content: bytes, lines: int
) -> None:
    contents = contents_of(io.BytesIO(content))

    assert contents.lines == lines
    assert contents == contents_of(io.BytesIO(content))
    assert contents.sha256 != contents_of(io.BytesIO(content + b"x")).sha256


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.ndjson", NDJSON),
        ("a.b.CSV", CSV),
        ("Unicode Text.txt", CSV),
        ("a.tsv", CSV),
        ("a.jsonl", NDJSON),
    ],
)
def test_a_files_name_shows_its_format(name: str, format_: str) -> None:
    assert format_of(Path(name)) == format_


@pytest.mark.parametrize("name", ["a", "a.json", ".csv"])
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(TransferFailed, match=r"\.ndjson or \.csv"):
        format_of(Path(name))


class TestTextThatASpreadsheetWouldRun:
    @pytest.mark.parametrize(
        "name",
        [
            '=HYPERLINK("https://evil.example","click")',
            "+49 89 1234567",
            "-1+1|cmd",
            "@SUM(A1)",
            "\t=1",
            "\uff1d1+1",
            "'=1",
            "''=1",
        ],
    )
    def test_it_has_an_apostrophe_in_front_until_it_is_read_again(self, name: str) -> None:
        file = io.BytesIO()
        writer_to(file, CSV).write({"id": "1", "firstName": name})

        (row,) = csv.DictReader(io.StringIO(file.getvalue().decode(), newline=""))

        assert row["firstName"] == f"'{name}"
        assert records(file.getvalue(), CSV) == [{"id": "1", "firstName": name}]

    @pytest.mark.parametrize("name", ["O'Neill", "'", "'quoted'", "a=b", "Jean-Luc"])
    def test_other_text_stays_as_it_is(self, name: str) -> None:
        file = io.BytesIO()
        writer_to(file, CSV).write({"id": "1", "firstName": name})

        assert name in file.getvalue().decode()
        assert f"'{name}" not in file.getvalue().decode()
        assert records(file.getvalue(), CSV) == [{"id": "1", "firstName": name}]

    @pytest.mark.parametrize(
        ("name", "cell"),
        [
            ("x;=cmd|'/C calc'!A0", "x;'=cmd|'/C calc'!A0"),
            ("x;;+1;y", "x;;'+1;y"),
            ("=1;'=2", "'=1;''=2"),
            ("a; =1;b", "a; =1;b"),
        ],
    )
    def test_so_has_what_is_behind_a_semicolon_which_may_begin_a_cell_elsewhere(
        self, name: str, cell: str
    ) -> None:
        file = io.BytesIO()
        writer_to(file, CSV).write({"id": "1", "firstName": name})

        (row,) = csv.DictReader(io.StringIO(file.getvalue().decode(), newline=""))

        assert row["firstName"] == cell
        assert records(file.getvalue(), CSV) == [{"id": "1", "firstName": name}]

    @given(st.text("'=+-@ab;\t\uff0b", max_size=8))
    def test_whatever_is_written_is_read_again(self, name: str) -> None:
        for raw in (False, True):
            file = io.BytesIO()
            writer_to(file, CSV, raw=raw).write({"id": "1", "firstName": name})
            (line,) = lines_of(io.BytesIO(file.getvalue()), CSV, Place(), raw=raw)

            assert line.record() == {"id": "1", "firstName": name}

    def test_raw_it_is_neither_changed_nor_changed_back(self) -> None:
        file = io.BytesIO()
        writer_to(file, CSV, raw=True).write({"id": "1", "firstName": "=1", "lastName": "'=1"})
        written = file.getvalue()

        (line,) = lines_of(io.BytesIO(written), CSV, Place(), raw=True)

        assert written.decode().splitlines()[1].startswith("1,")
        assert ",=1," in written.decode()
        assert line.record() == {"id": "1", "firstName": "=1", "lastName": "'=1"}
