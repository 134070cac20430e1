"""What the combos of *Settings* offer, and what stands in the settings file for each."""

from __future__ import annotations

from leaddesk.language import tr

LOOKS = {tr("System"): "system", tr("Light"): "light", tr("Dark"): "dark", tr("High contrast"): "contrast"}
WAYS = {tr("As this computer is set up"): "system", tr("No proxy"): "none", tr("This proxy"): "proxy"}
