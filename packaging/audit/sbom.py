"""The list of all parts that a LeadDesk at work is made of, as CycloneDX 1.6 in JSON.

It is made of the lock and of what is installed, without a network or a clock: the same packages give the same bytes.
What a package carries inside itself (Qt, SQLCipher, OpenSSL) is known by that package only.
"""

from __future__ import annotations

import importlib
import json
import re
import uuid
from collections.abc import Mapping
from importlib.metadata import Distribution
from typing import Any

from packaging.requirements import Requirement

from leaddesk import __version__

from .lock import Locked, locked

notices: Any = importlib.import_module("notices")
_US = f"pkg:generic/leaddesk@{__version__}"


def sbom() -> str:
    """Returns the list; raises LookupError for a package that is needed and not in the lock."""
    pinned = {one.name: one for one in locked()}
    needed: Mapping[str, Distribution | None] = notices.needed()
    if missing := sorted(set(needed) - set(pinned)):
        raise LookupError(f"needed and not in the lock: {', '.join(missing)}")
    parts = [_part(pinned[name], known) for name, known in needed.items()]
    listed = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": _US,
                "name": "LeadDesk",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": [*parts, *_carried()],
        "dependencies": _dependencies(pinned, needed),
    }
    name = json.dumps(listed, sort_keys=True)
    listed["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, name).urn
    return json.dumps(listed, indent=2, sort_keys=True) + "\n"


def _part(pinned: Locked, known: Distribution | None) -> dict[str, Any]:
    """Returns a package; its hashes are those of all its files in the lock, one of which is installed."""
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": pinned.purl,
        "name": pinned.name,
        "version": pinned.version,
        "purl": pinned.purl,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in pinned.hashes],
    }
    if known is None:
        part["properties"] = [{"name": "leaddesk:where", "value": "on other systems only"}]
    elif known.version != pinned.version:
        raise LookupError(f"{pinned.name} is installed as {known.version} and locked as {pinned.version}")
    elif expression := notices.SAID_IN_THEIR_TEXT.get(pinned.name) or _expression(known):
        part["licenses"] = [{"expression": expression}]
    else:
        part["licenses"] = [{"license": {"name": notices.licence_of(known)}}]
    return part


def _expression(known: Distribution) -> str:
    return str((known.metadata.get_all("License-Expression") or [""])[0])


def _carried() -> list[dict[str, Any]]:
    """Returns what lies in the repository itself, by the licences that are kept with it; Qt is a package."""
    found = []
    for file in sorted(notices.OURS.iterdir()):
        name, _, licence = file.stem.partition("-")
        if name == "Qt":
            continue
        found.append(
            {"type": "data", "bom-ref": f"carried:{name}", "name": name, "licenses": [{"expression": licence}]}
        )
    return found


def _dependencies(pinned: Mapping[str, Locked], needed: Mapping[str, Distribution | None]) -> list[dict[str, Any]]:
    ours = [Requirement(line).name for line in notices.distribution("leaddesk").requires or ()]
    graph = [{"ref": _US, "dependsOn": _refs(ours, pinned)}]
    for name, known in needed.items():
        wanted = [Requirement(line) for line in (known.requires or ())] if known is not None else []
        names = [one.name for one in wanted if notices._is_needed(one)]
        graph.append({"ref": pinned[name].purl, "dependsOn": _refs(names, pinned)})
    return graph


def _refs(names: list[str], pinned: Mapping[str, Locked]) -> list[str]:
    normal = {re.sub(r"[-_.]+", "-", name).lower() for name in names}
    return sorted(pinned[name].purl for name in normal if name in pinned)
