"""The canaries: a secret for every slot of a credential, and a word for every field about a person.

Letters only and short, so that no shape gives them away: what keeps them out of a text is structure and not the filter.
"""

from __future__ import annotations

from typing import Final

SECRETS: Final = {
    "Pure CallerID key": "canaryPureKeyQzx",
    "TrackDrive public half": "canaryPublicHalfQzx",
    "TrackDrive private half": "canaryPrivateQzx",
    "Croco-Dial password": "canaryCrocoPassQzx",
    "Lupitor key": "canaryLupitorKeyQzx",
    "proxy password": "canaryProxyPassQzx",
    "refused proxy password": "canaryWrongPassQzx",
}
PERSON: Final = {
    "first_name": "Canaryfirst",
    "last_name": "Canarylast",
    "email": "canarymail@example.com",
    "street": "9 Canarystreet",
    "city": "Canarycity",
    "state": "CO",
    "zip": "80202",
}
MORE: Final = "Canarymore"
"""What every further text of a lead begins with."""

ALL_SECRETS: Final = {name: (text,) for name, text in SECRETS.items()}
ALL_PERSONAL: Final = {
    "first name": ("Canaryfirst",),
    "last name": ("Canarylast",),
    "email": ("canarymail",),
    "street": ("Canarystreet",),
    "city": ("Canarycity",),
    "further field": (MORE,),
    "phone": ("720-555-01", "(720) 555-01", "720 555-01", "72055501", "720.555.01", "720 555 01"),
}
ALL: Final = ALL_SECRETS | ALL_PERSONAL
