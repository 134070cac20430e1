"""Every text of the program can be translated as it is written, and none is left English by the order of imports."""

from __future__ import annotations

import ast
import gettext
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

_ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def _tool_can_be_found() -> Iterator[None]:
    sys.path.append(str(_ROOT / "packaging"))
    yield
    sys.path.remove(str(_ROOT / "packaging"))


@pytest.fixture(scope="module")
def source(_tool_can_be_found) -> ModuleType:
    return importlib.import_module("translations.source")


@pytest.fixture(scope="module")
def made(_tool_can_be_found, source, tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("made")
    tool = importlib.import_module("translations.__main__")
    tool.write_pseudo(source.texts()[0], folder)
    return folder


def test_every_text_can_be_translated_as_it_is_written(source) -> None:
    found, wrong = source.texts()

    assert wrong == []
    assert len(found) > 500


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("tr(f'{a} leads')", "as it is written"),
        ("tr(text)", "as it is written"),
        ("tr('Sent', 1)", "as it is written"),
        ("tr('')", "empty"),
        ("tr('Read {name}.')", "nothing fills"),
        ("tr('Read {name}.', nam=1)", "differ (nam, name)"),
        ("tr('Read {name}.', name=1, more=2)", "differ (more)"),
        ("tr('Read {name!r}.', name=1)", "more than a name"),
        ("tr('Read {name', name=1)", "expected '}'"),
        ("tr('Read {name}.', **values)", "by name"),
        ("trn('1 lead', '{count} leads of {list}', n)", "differ (list)"),
        ("trn('1 lead', leads, n)", "as it is written"),
        ("what == tr('Sent')", "compared"),
        ("WORD = tr('Sent')\nWORD == what", "compared"),
        ("WORD = tr('Sent')\nwhat in (WORD, '')", "compared"),
    ],
)
def test_what_cannot_be_translated_is_refused(source, code: str, why: str) -> None:
    reader = source.Reader("a.py")

    reader.visit(ast.parse(code))

    assert len(reader.wrong) == 1
    assert why in reader.wrong[0]


def test_what_can_be_translated_is_taken(source) -> None:
    reader = source.Reader("a.py")

    reader.visit(
        ast.parse(
            "A = tr('Send')\ntr('a ' 'long {x}', x=1)\ntrn('1 lead', '{count} leads', n)\n"
            "tr_later('Loaded')\ntr_now(word)\ntr('{\"json\": 1}')\nself.tr('Not ours')"
        )
    )

    assert reader.wrong == []
    assert [(text.text, text.many) for text in reader.texts] == [
        ("Send", ""),
        ("a long {x}", ""),
        ("1 lead", "{count} leads"),
        ("Loaded", ""),
        ('{"json": 1}', ""),
    ]


@pytest.mark.parametrize("name", ["qps-ploc", "qps-plocm"])
def test_a_made_up_language_translates_every_text_and_keeps_its_places(source, made: Path, name: str) -> None:
    with (made / f"{name}.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)

    for text in source.texts()[0]:
        said = catalogue.gettext(text.text) if not text.many else catalogue.ngettext(text.text, text.many, 2)
        assert said != (text.many or text.text)
        if source._looks_unfilled(text.many or text.text):
            assert source.places(said) == source.places(text.many or text.text)


def test_the_accented_language_is_longer(made: Path) -> None:
    with (made / "qps-ploc.mo").open("rb") as file:
        said = gettext.GNUTranslations(file).gettext("say the version, the build and the commit")

    assert said.startswith("⟦šåý ţĥé")
    assert said.endswith("⟧")
    assert 1.3 < len(said) / len("say the version, the build and the commit") < 1.6


def test_a_start_speaks_the_language_it_is_told(made: Path, tmp_path: Path) -> None:
    env = {**os.environ, "LEADDESK_LANGUAGE": str(made / "qps-ploc.mo"), "LEADDESK_HOME": str(tmp_path)}

    said = subprocess.run(
        [sys.executable, "-m", "leaddesk", "--help"], env=env, capture_output=True, text=True, check=True, timeout=50
    )

    assert "⟦šåý ţĥé ṽéřšîöñ" in said.stdout
