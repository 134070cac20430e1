"""Writes what translators and tests need into build/translations, and brings translations up to date.

`leaddesk.pot` holds every text; `qps-ploc.mo` and `qps-plocm.mo` are the made-up languages. A translation stands in
resources/translations: with --language it is begun or merged with the texts of today; all of them are compiled.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from . import pseudo
from .source import ROOT, Text, texts

BUILD = ROOT / "build" / "translations"
KEPT = ROOT / "resources" / "translations"


def main(arguments: list[str] | None = None) -> int:
    """Returns 0, or 1 where a text cannot be translated as it is written."""
    ask = argparse.ArgumentParser(prog="translations", description=__doc__)
    ask.add_argument("--language", metavar="NAME", help="begin or update the translation into this language, as pt_BR")
    asked = ask.parse_args(arguments)
    found, wrong = texts()
    for one in wrong:
        print(f"WRONG: {one}")
    template = catalogue(found)
    write_pseudo(found, BUILD)
    with (BUILD / "leaddesk.pot").open("wb") as file:
        write_po(file, template, width=100, include_lineno=False)
    print(f"{len(template)} texts: {BUILD.relative_to(ROOT)}")
    if asked.language:
        _update(asked.language, template)
    for path in sorted(KEPT.glob("*.po")):
        _compile(path, template)
    return 1 if wrong else 0


def catalogue(found: list[Text]) -> Catalog:
    """Returns all texts without a translation."""
    made = Catalog(project="LeadDesk", copyright_holder="LeadDesk", fuzzy=False, charset="utf-8")
    for text in found:
        made.add((text.text, text.many) if text.many else text.text, locations=[(text.file, text.line)])
    return made


def write_pseudo(found: list[Text], folder: Path) -> None:
    """Writes both made-up languages."""
    folder.mkdir(parents=True, exist_ok=True)
    languages: dict[str, Callable[[str], str]] = {pseudo.ACCENTED: pseudo.accented, pseudo.MIRRORED: pseudo.mirrored}
    for name, made_up in languages.items():
        made = Catalog(locale="en", project="LeadDesk", fuzzy=False)
        for text in found:
            if text.many:
                made.add((text.text, text.many), (made_up(text.text), made_up(text.many)))
            else:
                made.add(text.text, made_up(text.text))
        with (folder / f"{name}.mo").open("wb") as file:
            write_mo(file, made)


def _update(language: str, template: Catalog) -> None:
    path = KEPT / f"{language}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Catalog(locale=language, project="LeadDesk", fuzzy=False)
    if path.exists():
        with path.open("rb") as old:
            made = read_po(old, locale=language)
    made.update(template, no_fuzzy_matching=False)
    with path.open("wb") as file:
        write_po(file, made, width=100, include_lineno=False, ignore_obsolete=False)
    print(f"{path.relative_to(ROOT)} is up to date.")


def _compile(path: Path, template: Catalog) -> None:
    with path.open("rb") as file:
        made = read_po(file, locale=path.stem)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, made)
    done = sum(1 for message in made if message.id and message.string and not message.fuzzy)
    print(f"{path.name}: {done} of {len(template)} texts are translated.")


if __name__ == "__main__":
    sys.exit(main())
