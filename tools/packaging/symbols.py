"""Names of functions within compiled libraries, which debuggers read and nobody else."""

import struct
from pathlib import Path

_ELF64_LITTLE_ENDIAN = b"\x7fELF\x02\x01"
_SECTIONS_AT, _SECTION_SIZE_AT = 0x28, 0x3A  # in the file's header
_KIND_OFFSET_SIZE_LINK = struct.Struct("<4xI16xQQI")  # of a section's header
_SYMBOLS = 2  # the kind of what the dynamic linker does not use; it has symbols of its own


def blank_symbols(library: Path) -> None:
    """Overwrite an ELF library's symbol table with zeros, which take no room in a zip, and nothing moves."""
    content = bytearray(library.read_bytes())
    if not content.startswith(_ELF64_LITTLE_ENDIAN):
        return
    (start,) = struct.unpack_from("<Q", content, _SECTIONS_AT)
    size, count = struct.unpack_from("<HH", content, _SECTION_SIZE_AT)
    sections = [_KIND_OFFSET_SIZE_LINK.unpack_from(content, start + size * number) for number in range(count)]
    for kind, *table, names in sections:
        if kind == _SYMBOLS:
            for offset, length in (table, sections[names][1:3]):
                content[offset : offset + length] = bytes(length)
    library.write_bytes(content)
