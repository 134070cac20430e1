"""What Windows shows of the program's file under *Details*, and IT's tools find it by: its name and version."""

from __future__ import annotations

from pathlib import Path

NAME = "version-resource.txt"
_ENGLISH_UNICODE = "040904B0"
_ENGLISH_US, _UNICODE = 0x409, 1200


def write(folder: Path, version: str) -> None:
    """Writes the file into the folder; raises SystemExit for a version that is not up to four numbers."""
    (folder / NAME).write_text(text_of(version), "utf-8")


def text_of(version: str) -> str:
    """Returns the resource of a version such as `1.2.3`; raises SystemExit for one of another form."""
    numbers = version.split(".")
    if len(numbers) > 4 or not all(number.isascii() and number.isdigit() for number in numbers):
        raise SystemExit(f"Windows knows versions of up to four numbers only, and no {version!r}.")
    four = tuple(int(number) for number in [*numbers, *"000"][:4])
    words = {
        "CompanyName": "LeadDesk",
        "FileDescription": "LeadDesk",
        "FileVersion": version,
        "InternalName": "leaddesk",
        "LegalCopyright": "MIT License",
        "ProductName": "LeadDesk",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {word!r})" for name, word in words.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}), kids=["
        f"StringFileInfo([StringTable({_ENGLISH_UNICODE!r}, [{strings}])]), "
        f"VarFileInfo([VarStruct('Translation', [{_ENGLISH_US}, {_UNICODE}])])])\n"
    )
