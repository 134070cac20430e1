"""Chooses the language, before any module with texts is imported: what is loaded here has none that are ready made."""

from __future__ import annotations

from collections.abc import Mapping

from leaddesk import language
from leaddesk.domain.errors import LeadDeskError
from leaddesk.infra.paths import Paths


def choose_language(env: Mapping[str, str]) -> None:
    """Uses the language of LEADDESK_LANGUAGE, of *Settings* or of the system, the first there is a catalogue of."""
    try:
        paths = Paths.find(env)
    except LeadDeskError:  # whoever needs the files says so
        return
    folder = paths.resources / "translations"
    language.choose(env, folder, _preferred(paths) if language.available(folder) else "")


def _preferred(paths: Paths) -> str:
    """Returns what the settings file says; its own reader has texts, and says later what is wrong with the file."""
    import tomllib

    try:
        said = tomllib.loads((paths.config / "settings.toml").read_text("utf-8")).get("language")
    except (OSError, ValueError, RecursionError):
        return ""
    return said if isinstance(said, str) else ""
