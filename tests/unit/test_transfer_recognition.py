"""Files of other programs: encodings, delimiters, names of columns and flags are recognised."""

import codecs
import io
import re
from pathlib import Path
from typing import Any

import pytest

from cli.transfer.commands import import_customers
from cli.transfer.encodings import NAMES, named_encoding
from cli.transfer.failures import TransferFailed
from cli.transfer.files import CSV, FORMATS, NDJSON, Place, contents_of, format_of, lines_of
from shared.domain.errors import DomainError

ZOE = {"id": "n1", "firstName": "Zoë", "lastName": "Øst, “X”", "active": True}
TEXT = 'id,firstName,lastName,active\r\nn1,Zoë,"Øst, “X”",true\r\n'


def records(content: bytes, format_: str = CSV, codec: str | None = None, **options: Any) -> list[Any]:
    file = io.BytesIO(content)
    contents = contents_of(file, codec)
    lines = list(lines_of(file, format_, Place(), encoding=contents.encoding, **options))
    assert not lines or lines[-1].behind.line == contents.lines
    return [line.record() for line in lines]


class TestEncodings:
    @pytest.mark.parametrize(
        "content",
        [
            TEXT.encode(),
            codecs.BOM_UTF8 + TEXT.encode(),
            codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
            TEXT.encode("utf-16-le"),
            TEXT.encode("utf-16-be"),
            codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
            TEXT.encode("cp1252"),
            TEXT.replace("\r\n", "\r").encode(),
            TEXT.replace("\r\n", "\r").encode("utf-16"),
            TEXT.replace("\r\n", "\n").encode("utf-16"),
            TEXT.removesuffix("\r\n").encode("utf-16"),
        ],
    )
    def test_a_file_is_read_in_the_encoding_that_it_is_in(self, content: bytes) -> None:
        assert records(content) == [ZOE]

    @pytest.mark.parametrize("codec", ["utf-16", "cp1252", "utf-8-sig"])
    def test_so_is_one_of_json(self, codec: str) -> None:
        content = '{"id": "n1", "firstName": "Zoë"}\r\n{"id": "n2"}\r\n'.encode(codec)

        assert records(content, NDJSON) == [{"id": "n1", "firstName": "Zoë"}, {"id": "n2"}]

    @pytest.mark.parametrize("codec", ["cp850", "mac-roman", "utf-16-be", "latin-1"])
    @pytest.mark.parametrize("format_", FORMATS)
    def test_another_one_is_read_if_it_is_named(self, format_: str, codec: str) -> None:
        text = "id,firstName\nn1,Zoë\n" if format_ == CSV else '{"id":"n1","firstName":"Zoë"}\n'

        read = records(text.encode(codec), format_, named_encoding(codec))

        assert read == [{"id": "n1", "firstName": "Zoë"}]

    def test_a_character_may_contain_the_byte_that_ends_lines(self) -> None:
        content = "id,lastName\nn1,\u0a0a\u0a00\u010a\n".encode("utf-16")

        assert records(content) == [{"id": "n1", "lastName": "\u0a0a\u0a00\u010a"}]

    def test_long_files_are_read_to_their_end_from_any_place(self) -> None:
        rows = [f"n{number},Zoë {'x' * (number % 50)}\r\n" for number in range(6_000)]
        content = ("id,lastName\r\n" + "".join(rows)).encode("utf-16")
        file = io.BytesIO(content)
        encoding = contents_of(file).encoding

        lines = list(lines_of(file, CSV, Place(), encoding=encoding))
        rest = list(lines_of(file, CSV, lines[4_321].behind, encoding=encoding))

        assert [line.record()["id"] for line in lines] == [f"n{number}" for number in range(6_000)]
        assert [line.number for line in rest] == [line.number for line in lines[4_322:]]
        assert rest[-1].record() == lines[-1].record()

    def test_a_line_that_is_too_long_is_rejected_in_any_encoding(self) -> None:
        content = ("id,lastName\nn1," + "x" * 600_000 + "\nn2,y\n").encode("utf-16")

        bad, good = lines_of(io.BytesIO(content), CSV, Place())

        with pytest.raises(DomainError, match="longer than"):
            bad.record()
        assert good.record() == {"id": "n2", "lastName": "y"}

    def test_a_file_that_is_partly_utf_8_is_not_read_as_something_else(self) -> None:
        content = "id,lastName\nn1,Müller\n".encode() + "n2,Müller\nn3,x\n".encode("latin-1")
        file = io.BytesIO(content)

        first, second, third = lines_of(file, CSV, Place(), encoding=contents_of(file).encoding)

        assert first.record()["lastName"] == "Müller"
        with pytest.raises(DomainError, match="not in UTF-8"):
            second.record()
        assert third.record() == {"id": "n3", "lastName": "x"}

    def test_what_is_not_utf_8_and_has_the_line_ends_of_an_old_mac_is_in_its_encoding(self) -> None:
        content = "id;lastName\rn1;Müller\r".encode("mac-roman")

        assert records(content) == [{"id": "n1", "lastName": "Müller"}]

    @pytest.mark.parametrize(
        ("start", "says"),
        [
            (b"PK\x03\x04", r"a workbook \(or a zip archive\); save it as CSV first"),
            (b"\xd0\xcf\x11\xe0", "a workbook; save it as CSV first"),
            (b"\x1f\x8b", "compressed; decompress it first"),
        ],
    )
    def test_what_is_not_text_is_named(self, start: bytes, says: str) -> None:
        with pytest.raises(TransferFailed, match=says):
            records(start + b"\0\n\xff\x81")

    def test_a_file_in_an_encoding_that_is_not_known_is_not_read(self) -> None:
        with pytest.raises(TransferFailed, match=r"neither UTF-8 nor Windows-1252.*--encoding cp850"):
            records("id,lastName\nn1,Müller\n".encode("cp850"))

    @pytest.mark.parametrize("name", ["klingon", "", "base64", "undefined"])
    def test_what_is_not_an_encoding_of_text_cannot_be_named(self, name: str) -> None:
        with pytest.raises(ValueError, match="must be an encoding of text"):
            named_encoding(name)


class TestColumns:
    @pytest.mark.parametrize(
        "content",
        [
            "id;firstName\nn1;A,B\n",
            "id\tfirstName\nn1\tA,B\n",
            "id|firstName\nn1|A,B\n",
            'id,firstName\nn1,"A,B"\n',
            "sep=;\nid;firstName\nn1;A,B\n",
            'SEP=,\r\nid,firstName\r\nn1,"A,B"\r\n',
            '"sep=\t"\nid\tfirstName\nn1\tA,B\n',
            "sep=^\nid^firstName\nn1^A,B\n",
            " id ; First Name\u00a0\nn1;A,B\n",
            "ID;FIRST_NAME\nn1;A,B\n",
            'id;"firstname"\nn1;"A,B"\n',
            "id;firstName;\nn1;A,B;\n",
            "id;firstName;;;\nn1;A,B;;;\n",
            "id;firstName\nn1;A,B;;\n",
            "id;;firstName\nn1;;A,B\n",
            "\n;;\nid;firstName\n\nn1;A,B\n;\n;;\n",
        ],
    )
    def test_a_row_is_read_as_the_first_line_shows(self, content: str) -> None:
        # Lines of empty cells are not rows.
        file = io.BytesIO(content.encode())
        assert [line.record() for line in lines_of(file, CSV, Place())] == [{"id": "n1", "firstName": "A,B"}]

    def test_a_delimiter_that_is_given_is_that_of_the_file(self) -> None:
        content = b"sep=;\nid:firstName\nn1:A;B\n"

        assert records(content, delimiter=":") == [{"id": "n1", "firstName": "A;B"}]

    def test_a_value_in_a_column_without_a_name_is_not_dropped(self) -> None:
        (line,) = lines_of(io.BytesIO(b"id,,lastName\nn1,lost,x\n"), CSV, Place())

        with pytest.raises(DomainError) as error:
            line.record()

        assert error.value.problems[0].message == (
            "has a value in column 2, which has no name in the first line"
        )

    def test_columns_are_left_out_if_that_is_asked_for(self) -> None:
        content = b"Score;id;Notes, internal;lastName\n7;n1;rude;x\n"

        assert records(content, ignored=["notes, internal", "score", "LASTNAME"]) == [{"id": "n1"}]

    def test_so_are_members_of_json(self) -> None:
        content = b'{"id":"n1","lastLogin":"x","account":{"email":"a@b.c","passwordHash":"x"}}\n'

        assert records(
            content, NDJSON, ignored=["lastLogin", "account.passwordHash", "b2b.legalEntities"]
        ) == [{"id": "n1", "account": {"email": "a@b.c"}}]

    @pytest.mark.parametrize(
        ("header", "says"),
        [
            (
                "id;Score;Notes, internal",
                "or import without them: --ignore-columns 'Score,\"Notes, internal\"'",
            ),
            ("id,email", "'email' (perhaps account.email or contactEmail)"),
            ("id,lastnam", "'lastnam' (perhaps lastName"),
            ("id,Last Name,lastname", "the first line names the column lastName twice"),
            ("sep=;", "the file is empty; its first line must name the columns"),
        ],
    )
    def test_what_is_wrong_with_the_first_line_is_named(self, header: str, says: str) -> None:
        with pytest.raises(TransferFailed) as error:
            records(f"{header}\nn1,2,3\n".encode() if not header.startswith("sep") else header.encode())

        assert says in str(error.value)

    def test_without_any_name_the_first_line_is_not_repeated_as_it_may_be_a_customers(self) -> None:
        with pytest.raises(TransferFailed) as error:
            records(b"anna@example.com,Anna\n")

        assert "none of its cells is one of id, account.email, " in str(error.value)
        assert "anna@" not in str(error.value)

    def test_json_under_the_name_of_csv_is_noticed(self) -> None:
        with pytest.raises(TransferFailed, match=r"must end in \.ndjson"):
            records(b'{"id": "n1", "lastName": "x"}\n')

    def test_a_column_to_ignore_that_is_not_there_is_a_mistake(self) -> None:
        with pytest.raises(
            TransferFailed, match="--ignore-columns names 'note', which is not in the first line"
        ):
            records(b"id,notes\n", ignored=["note"])


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "flag"),
        [
            *((cell, True) for cell in ("1", "true ", "yes", " YES", "TRUE", "on", "WAHR", "vrai")),
            *((cell, False) for cell in ("0", "no", "False", "OFF", "FALSCH\u00a0", "nein")),
        ],
    )
    def test_a_flag_is_taken_as_people_and_spreadsheets_write_it(self, cell: str, flag: bool) -> None:
        assert records(f"id,active,onHold\nn1,{cell},{cell}\n".encode()) == [
            {"id": "n1", "active": flag, "onHold": flag}
        ]

    def test_blanks_around_what_has_none_are_left_out(self) -> None:
        content = b'id,preferredCurrency,mixins,active,lastLogin,title\nn1, EUR," {""a"":1} ",  , ,\n'

        assert records(content) == [{"id": "n1", "preferredCurrency": "EUR", "mixins": {"a": 1}}]

    @pytest.mark.parametrize(
        ("cell", "value"),
        [("\\N", None), ("\\\\N", "\\N"), ("\\\\\\N", "\\\\N"), ("\\n", "\\n"), ("N", "N"), (" \\N", " \\N")],
    )
    def test_null_is_a_backslash_and_an_n(self, cell: str, value: str | None) -> None:
        assert records(f"id,lastName\nn1,{cell}\n".encode()) == [{"id": "n1", "lastName": value}]


def test_a_file_of_a_spreadsheet_has_all_of_that_at_once(tmp_path: Path) -> None:
    german = "Id;First Name;lastName;Active;Kundengruppe;\r\nn1;Jürgen;Groß;WAHR;A;\r\n;;;;;\r\n".encode(
        "cp1252"
    )
    path = tmp_path / "excel.csv"
    path.write_bytes(german)

    with path.open("rb") as file:
        encoding = contents_of(file).encoding
        lines = lines_of(file, CSV, Place(), encoding=encoding, ignored=["Kundengruppe"])
        assert [line.record() for line in lines] == [
            {"id": "n1", "firstName": "Jürgen", "lastName": "Groß", "active": True}
        ]


def test_the_help_and_the_guide_name_the_same_formats_and_encodings() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "cli.md").read_text()
    table = guide[guide.index("Of a file to import is recognised:") : guide.index("`--ignore-columns` also")]
    texts = {"help": import_customers.help or "", "guide": table}
    with pytest.raises(TransferFailed) as error:
        format_of(Path("customers.xlsx"))

    formats = {name: set(re.findall(r"(?<![\w.])\.[a-z]+\b", text)) for name, text in texts.items()}
    encodings = {
        name: set(re.findall(r"UTF-\d+|Windows-\d+|Mac Roman", text.replace("\n" + " " * 13, " ")))
        for name, text in texts.items()
    }

    said = set(re.findall(r"(?<!\w)\.[a-z]+\b", str(error.value)))
    assert formats == {"help": said, "guide": said}
    assert {format_of(Path(f"customers{name}")) for name in said} == set(FORMATS)
    named = {*NAMES.values(), "UTF-16", "UTF-32"}
    assert encodings == {"help": named, "guide": named}
