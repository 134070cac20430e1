"""Makes the gallery of all screens from the pictures of a tour: `resources/GALLERY.md`, and a page of all in full size.

Run ``python packaging/gallery.py TOUR``; `make pictures` takes the tour first. Every screen is there in every look.
The same screen in another state is there in light only, to keep the repository small; the page beside the tour's own
pictures, `index.html`, holds each in each look.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

LOOKS = ("light", "dark", "contrast")
RESOURCES = Path(__file__).parents[1] / "resources"
PICTURES = "screenshots"
"""The folder beside the page that holds its pictures; README shows some of them too."""
WIDTH, QUALITY = 960, 50
_LINE = re.compile(r"(?P<file>\d+-(?P<name>[\w-]+)-(?P<look>light|dark|contrast)\.png) +(?P<caption>.+)")

_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>LeadDesk: every screen</title><style>
body{font:15px sans-serif;margin:2em}div{display:flex;gap:1em}img{width:100%;border:1px solid #999}a{flex:1}
</style>"""

# fmt: off
SCREENS: Mapping[str, tuple[str, ...]] = {
    "Enter lead": (
        "empty", "problems", "preview", "litigator", "cases", "as-stored", "raw", "route", "routes", "small-window",
    ),
    "Check number": ("check-empty", "check-known", "check-now", "asked-dialog"),
    "Search leads": ("search-empty", "search", "search-columns", "search-filter", "search-export"),
    "Campaigns": (
        "campaigns", "campaign-details", "campaign-events", "campaign-pause-all", "campaign-activate",
        "campaign-messages",
    ),
    "History": ("history", "history-opened", "settle", "verify", "export", "asked-list", "shift-report"),
    "Profiles": ("profiles", "connection"),
    "Settings": (
        "settings", "settings-network", "settings-tray", "vendor-changes", "keep-retention", "keep-recovery-key",
    ),
    "First run and help": ("welcome", "first-steps", "guide", "shortcuts", "commands"),
}
# fmt: on
"""The screens by place; what the tour shows beside them is one of these in another state."""


@dataclass(frozen=True)
class Shot:
    """One picture of the tour."""

    file: str
    name: str
    look: str
    caption: str

    @property
    def kept(self) -> str:
        """The file's name among those that are kept."""
        return f"{self.name}-{self.look}.webp"


def read_shots(lines: Sequence[str]) -> tuple[Shot, ...]:
    """Returns the pictures that a `tour.txt` lists, in its order; raises ValueError for a line that is none."""
    shots = []
    for line in lines:
        if (found := _LINE.fullmatch(line.strip())) is None:
            raise ValueError(f"no line of a tour: {line}")
        shots.append(Shot(**found.groupdict()))
    return tuple(shots)


def kept(shots: Sequence[Shot]) -> tuple[Shot, ...]:
    """Returns those that the repository keeps: screens in every look, other states in light.

    Raises ValueError for a screen that the tour did not see in every look.
    """
    screens = {name for names in SCREENS.values() for name in names}
    seen = {(shot.name, shot.look) for shot in shots}
    if unseen := sorted(f"{name}-{look}" for name in screens for look in LOOKS if (name, look) not in seen):
        raise ValueError(f"the tour took no picture of {', '.join(unseen)}")
    return tuple(shot for shot in shots if shot.name in screens or shot.look == LOOKS[0])


def markdown(shots: Sequence[Shot]) -> str:
    """Returns the page of those that are kept."""
    by_name = {(shot.name, shot.look): shot for shot in shots}
    lines = [
        "# Every screen",
        "",
        "Taken by `make pictures` in the real window over the practice server; nobody in them exists. The looks are",
        "light, dark and high contrast: *Settings* has them, or LeadDesk follows the system. The same command writes",
        "`build/gallery/index.html`, which holds all of them in full size and in every look.",
    ]
    for place, names in SCREENS.items():
        lines += ["", f"## {place}"]
        for name in names:
            row = " | ".join(_picture(by_name[name, look]) for look in LOOKS)
            lines += ["", by_name[name, LOOKS[0]].caption, "", f"| {row} |", "|---|---|---|"]
    screens = {name for names in SCREENS.values() for name in names}
    others = [shot for shot in shots if shot.name not in screens and shot.look == LOOKS[0]]
    lines += ["", "## The same screens in other states", ""]
    pairs = [others[at : at + 2] for at in range(0, len(others), 2)]
    lines += ["| | |", "|---|---|"]
    for pair in pairs:
        cells = [f"{_picture(shot)}<br>{shot.caption}" for shot in pair]
        lines.append(f"| {' | '.join([*cells, *[''] * (2 - len(cells))])} |")
    return "\n".join(lines) + "\n"


def _picture(shot: Shot) -> str:
    return f"![{shot.caption.rstrip('.')} ({shot.look})]({PICTURES}/{shot.kept})"


def html(shots: Sequence[Shot]) -> str:
    """Returns the page of all pictures of a tour, beside which it lies."""
    captions = dict.fromkeys((shot.name, shot.caption) for shot in shots)
    sections = []
    for name, caption in captions:
        of_it = (shot for shot in shots if shot.name == name)
        sections.append(f"<h2>{escape(caption)}</h2><div>{''.join(map(_linked, of_it))}</div>")
    return f"{_HEAD}<h1>Every screen</h1>{''.join(sections)}</html>\n"


def _linked(shot: Shot) -> str:
    file = escape(shot.file)
    return f'<a href="{file}"><img loading="lazy" src="{file}" alt="{escape(shot.look)}"></a>'


def main(tour: Path) -> None:
    """Writes both pages and the pictures that are kept."""
    shots = read_shots((tour / "tour.txt").read_text("utf-8").splitlines())
    wanted = kept(shots)
    folder = RESOURCES / PICTURES
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for shot in wanted:
        shrink(tour / shot.file, folder / shot.kept)
    (RESOURCES / "GALLERY.md").write_text(markdown(wanted), "utf-8")
    (tour / "index.html").write_text(html(shots), "utf-8")
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{len(shots)} pictures in {tour / 'index.html'}; {len(wanted)} of them kept in {size / 1e6:.1f} MB.")


def shrink(source: Path, target: Path) -> None:
    """Writes a picture small enough to be kept; raises OSError where it cannot be read or written."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    image = QImage(str(source))
    if image.width() > WIDTH:
        image = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    if image.isNull() or not image.save(str(target), quality=QUALITY):
        raise OSError(f"{source} cannot be made into {target.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
