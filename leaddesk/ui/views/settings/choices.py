"""What the combos of *Settings* offer, and what stands in the settings file for each."""

from __future__ import annotations

LOOKS = {"System": "system", "Light": "light", "Dark": "dark", "High contrast": "contrast"}
WAYS = {"As this computer is set up": "system", "No proxy": "none", "This proxy": "proxy"}
