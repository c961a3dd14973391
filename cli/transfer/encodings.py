"""The encoding of a file: given, or recognised by its first bytes and by what all of it is valid in.

What is not UTF-8 is in Windows-1252, or where lines end as they did on a Mac once, in Mac Roman.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cli.transfer.failures import TransferFailed

UTF_8, WINDOWS_1252, MAC_ROMAN = "utf-8", "cp1252", "mac-roman"
NAMES = {UTF_8: "UTF-8", WINDOWS_1252: "Windows-1252", MAC_ROMAN: "Mac Roman"}
_NOT_TEXT = {  # what spreadsheets and others write, by the first bytes
    b"PK\x03\x04": "a workbook (or a zip archive); save it as CSV",
    b"\xd0\xcf\x11\xe0": "a workbook; save it as CSV",
    b"\x1f\x8b": "compressed; decompress it",
}
_CHUNK_BYTES = 256 * 1024
_MARKS = (  # that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": UTF_8}
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")  # how `surrogateescape` decodes other bytes
_NOT_WINDOWS_1252 = re.compile(b"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec of Python, the byte order mark that a file begins with, and what its lines end with."""

    codec: str = UTF_8
    mark: bytes = b""
    line_end: bytes = b"\n"


def named_encoding(name: str) -> str:
    """Return the codec of this name. Raises `ValueError` for one that does not read text line by line."""
    try:
        found = codecs.lookup(name).name
        codec = _WITHOUT_MARK.get(found, found)
        is_text = "\n".encode(codec).decode(codec) == "\n" and len('";'.encode(codec)) in (2, 4, 8)
    except (LookupError, ValueError, TypeError, AttributeError):
        is_text = False
    if not is_text:
        raise ValueError("must be an encoding of text, such as utf-8, utf-16, windows-1252 or latin-1")
    return codec


def beginning_of(start: bytes, codec: str | None = None) -> Encoding:
    """Return the encoding that the first bytes of a file show, in this codec if it is given.

    Without any sign of another one, that is UTF-8.
    """
    mark, marked = next(((mark, of) for mark, of in _MARKS if start.startswith(mark)), (b"", None))
    if codec is not None and codec != marked:
        mark = b""
    codec = codec or marked or _without_mark(start[:4])
    line_end = "\n".encode(codec)
    if line_end not in start and "\r".encode(codec) in start:
        line_end = "\r".encode(codec)
    return Encoding(codec, mark, line_end)


def start_of(file: BinaryIO) -> bytes:
    """Return the first bytes of a file, enough to tell what its lines end with."""
    file.seek(0)
    return file.read(_CHUNK_BYTES)


class Recognition:
    """Tells UTF-8 from Windows-1252 as the chunks of a file go by."""

    def __init__(self, codec: str | None = None) -> None:
        self._given = codec
        self._found: Encoding | None = None
        self._decoder = codecs.getincrementaldecoder(UTF_8)("surrogateescape")
        self._is_open = False
        self._is_like_utf_8 = self._is_other = self._is_unlike_windows = False

    def chunks(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield the contents of the file and look at them. Raises `TransferFailed` for what is not text."""
        file.seek(0)
        while chunk := file.read(_CHUNK_BYTES):
            if self._found is None:
                _check_is_text(chunk)
                self._found = beginning_of(chunk, self._given)
                self._is_open = (self._given, self._found.codec, self._found.mark) == (None, UTF_8, b"")
            if self._is_open:
                self._look_at(chunk)
            yield chunk

    @property
    def line_end(self) -> bytes:
        """The bytes that end a line, as the first chunk shows."""
        return (self._found or Encoding()).line_end

    @property
    def encoding(self) -> Encoding:
        """The encoding of the file, whose chunks have gone by. Raises `TransferFailed`.

        In a file that is partly UTF-8, lines that are not are left to be rejected: as Windows-1252, the
        others would be read wrongly.
        """
        found = self._found or Encoding(self._given or UTF_8)
        if not self._is_other or self._is_like_utf_8:
            return found
        if found.line_end == b"\r":
            return Encoding(MAC_ROMAN, line_end=found.line_end)
        if self._is_unlike_windows:
            raise TransferFailed(
                "the file is neither UTF-8 nor Windows-1252; name its encoding, such as --encoding cp850"
            )
        return Encoding(WINDOWS_1252, line_end=found.line_end)

    def _look_at(self, chunk: bytes) -> None:
        text = self._decoder.decode(chunk)
        if text.isascii():
            return
        without, others = _NOT_UTF_8.subn("", text)
        self._is_other = self._is_other or others > 0
        self._is_like_utf_8 = self._is_like_utf_8 or not without.isascii()
        self._is_unlike_windows = self._is_unlike_windows or _NOT_WINDOWS_1252.search(chunk) is not None


def _check_is_text(start: bytes) -> None:
    for signature, is_what in _NOT_TEXT.items():
        if start.startswith(signature):
            raise TransferFailed(f"the file is {is_what} first")


def _without_mark(start: bytes) -> str:
    """Return UTF-16 where every other byte is zero, as in the letters of a first line that names columns."""
    zeros = [byte == 0 for byte in start]
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else UTF_8
