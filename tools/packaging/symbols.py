"""Debugging data of compiled libraries, for debuggers alone: the names of functions, and DWARF."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ELF64_LITTLE_ENDIAN = b"\x7fELF\x02\x01"
_SECTIONS_AT, _SECTION_SIZE_AT = 0x28, 0x3A  # in the file's header
_SECTION = struct.Struct("<IIQ8xQQI")  # name, kind, flags, offset, size and link of a section's header
_SYMBOLS = 2  # the kind of what the dynamic linker does not use; it has symbols of its own
_LOADED = 2  # a flag
_DEBUGGING = b".debug_"


@dataclass(frozen=True, slots=True)
class _Section:
    """A section. `named_at`: where its name stands among names. `link`: the number of another one."""

    named_at: int
    kind: int
    flags: int
    offset: int
    size: int
    link: int


def blank_symbols(library: Path) -> None:
    """Overwrite what an ELF library has for debuggers with zeros: small in a zip, and nothing moves."""
    content = bytearray(library.read_bytes())
    if not content.startswith(_ELF64_LITTLE_ENDIAN):
        return
    for section in _for_debuggers(content):
        content[section.offset : section.offset + section.size] = bytes(section.size)
    library.write_bytes(content)


def _for_debuggers(content: bytearray) -> list[_Section]:
    (start,) = struct.unpack_from("<Q", content, _SECTIONS_AT)
    size, count, of_names = struct.unpack_from("<HHH", content, _SECTION_SIZE_AT)
    sections = [_Section(*_SECTION.unpack_from(content, start + size * number)) for number in range(count)]
    return list(_chosen(content, sections, sections[of_names].offset))


def _chosen(content: bytearray, sections: list[_Section], names_at: int) -> Iterator[_Section]:
    for section in sections:
        if section.kind == _SYMBOLS:
            yield section
            yield sections[section.link]
        elif not section.flags & _LOADED and content.startswith(_DEBUGGING, names_at + section.named_at):
            yield section
