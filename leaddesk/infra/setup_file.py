"""A setup: settings, profiles, routes and layouts in one readable file, for another computer; never a secret in it.

What belongs to a person or to one computer stays behind: the operator's name, and where the history is kept. Saved
searches stay behind too: what was typed into one may be somebody's name or number, and nothing here can tell. A file is
taken over as a whole or not at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.route import OnBlock, OnReview
from leaddesk.infra.files import store_border, write_atomically
from leaddesk.infra.profile_file import EXPORT_CAP
from leaddesk.infra.profile_toml import Unknown, to_toml
from leaddesk.infra.settings_file import Settings, as_carried, fits
from leaddesk.language import tr
from leaddesk.services.ports import AlreadyThere
from leaddesk.services.transfer_routes import CarriedRoute, Stop

_T = TypeVar("_T")
VERSION = 1
KEY = "leaddesk_setup"
"""Under it stands the version of the file's form."""
OURS = frozenset((KEY, "settings", "route", "layout"))
"""What stands in the file beside the profiles."""
_HEADER = (
    "# LeadDesk's settings, routes, layouts and profiles, without keys and passwords: those are typed anew here.\n"
    "# Settings that are not named stay as they are; delete what is not to be carried over.\n\n"
)
_UNREAD = tr("The setup cannot be read.")
_CHOOSE = tr("Choose a file that LeadDesk has exported in Settings.")


@dataclass(frozen=True, slots=True)
class CarriedSetup:
    """What a setup file says, beside its profiles."""

    settings: Mapping[str, Any]
    """The settings that it names, each as it may be."""
    has_profiles: bool
    routes: tuple[CarriedRoute, ...] = ()
    layouts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Of *Search leads*, by their names, as plain data."""
    left_out: tuple[str, ...] = ()
    """The names of settings that this version does not carry over."""

    def onto(self, now: Settings) -> Settings:
        """Returns settings with those of the file in their place."""
        return now._replace(**self.settings)


def read_setup(path: Path) -> CarriedSetup:
    """Returns what a file says; blocks as long as the disk does. Raises StoreProblem, naming what is wrong."""
    document = _document(path)
    version = document.get(KEY)
    if version is None:
        raise StoreProblem(
            _UNREAD, tr("{path} is no setup of LeadDesk: it has no key “{key}”.", path=path, key=KEY), _CHOOSE
        )
    if type(version) is not int or version != VERSION:
        why = tr(
            "{path} has form {version}, this version of LeadDesk reads form {known}.",
            path=path,
            version=f"{version!r}",
            known=VERSION,
        )
        raise StoreProblem(_UNREAD, why, tr("Export it anew with the same version of LeadDesk, or update LeadDesk."))
    settings = document.get("settings", {})
    if not isinstance(settings, dict):
        raise StoreProblem(_UNREAD, tr("{path}: “settings” is no table.", path=path), _CHOOSE)
    carried = {key: value for key, value in settings.items() if as_carried(key)}
    for key, value in carried.items():
        if not fits(key, value):
            why = tr(
                "{path}, settings, key “{key}”: {value} is not possible here. Nothing was changed.",
                path=path,
                key=key,
                value=f"{value!r}",
            )
            raise StoreProblem(tr("The setup cannot be imported."), why, tr("Correct the file in a text editor."))
    left_out = tuple(tr("settings, key “{key}”", key=key) for key in settings if key not in carried)
    routes, layouts = _read(_routes, document, path), _read(_layouts, document, path)
    return CarriedSetup(carried, bool(document.get("profile")), routes, layouts, left_out)


def write_setup(
    path: Path,
    settings: Settings,
    profiles: Sequence[ConnectionProfile],
    routes: Sequence[CarriedRoute] = (),
    layouts: Mapping[str, Mapping[str, Any]] = {},
    *,
    replacing: bool,
) -> None:
    """Writes a file that others may read, whole or not at all.

    Raises AlreadyThere unless it may replace one, or StoreProblem; blocks as long as the disk does.
    """
    import tomli_w

    with store_border(tr("The setup was not exported."), path):
        if not replacing and path.exists():
            raise AlreadyThere(
                tr("The setup was not exported."), tr("{path} is there already.", path=path), tr("Choose another name.")
            )
    carried = {key: getattr(settings, key) for key in Settings._fields if as_carried(key)}
    more: dict[str, Any] = {"route": [_table(one) for one in routes]} if routes else {}
    more |= {"layout": [{"name": name, **data} for name, data in layouts.items()]} if layouts else {}
    head = _HEADER + tomli_w.dumps({KEY: VERSION, "settings": carried, **more})
    write_atomically(path, to_toml(profiles, Unknown(), f"{head}\n"), 0o644)


def _table(route: CarriedRoute) -> dict[str, Any]:
    return {
        "name": route.name,
        "after_do_not_contact": route.on_block.value,
        "after_review": route.on_review.value,
        "stops": [stop._asdict() for stop in route.stops],
    }


def _routes(document: Mapping[str, Any]) -> tuple[CarriedRoute, ...]:
    return tuple(
        CarriedRoute(
            name=_text(row["name"]),
            stops=tuple(Stop(_text(stop["profile"]), _text(stop["destination"])) for stop in row["stops"]),
            on_block=OnBlock(row.get("after_do_not_contact", OnBlock.STOP)),
            on_review=OnReview(row.get("after_review", OnReview.ASK)),
        )
        for row in document.get("route", [])
    )


def _layouts(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    rows = document.get("layout", [])
    return {_text(row["name"]): {key: value for key, value in row.items() if key != "name"} for row in rows}


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is no name")
    return value


def _read(part: Callable[[Mapping[str, Any]], _T], document: Mapping[str, Any], path: Path) -> _T:
    """Returns a part of the file. Raises StoreProblem where it is not as LeadDesk writes it."""
    try:
        return part(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        said = tr("{arg} is missing", arg=error.args[0]) if isinstance(error, KeyError) else str(error)
        why = tr("{path}, route or layout: {said}. Nothing was changed.", path=path, said=said)
        raise StoreProblem(
            tr("The setup cannot be imported."), why, tr("Correct the file in a text editor.")
        ) from error


def _document(path: Path) -> dict[str, Any]:
    with store_border(_UNREAD, path):
        if path.exists() and not path.is_file():  # a pipe would let the reader wait for ever
            raise StoreProblem(_UNREAD, tr("{path} is no file.", path=path), _CHOOSE)
        with path.open("rb") as file:
            data = file.read(EXPORT_CAP + 1)
    if len(data) > EXPORT_CAP:
        raise StoreProblem(
            _UNREAD,
            tr("{path} is larger than {export_cap} MB.", path=path, export_cap=EXPORT_CAP // 1024 // 1024),
            _CHOOSE,
        )
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        said = tr("this is not UTF-8 text") if isinstance(error, UnicodeDecodeError) else str(error)
        raise StoreProblem(_UNREAD, f"{path}: {said}.", _CHOOSE) from error
