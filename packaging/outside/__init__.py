"""LeadDesk from outside: a desktop of its own, and the window as a screen reader finds it.

`desktop.py` makes the desktop, for any Python; `window.py` and what uses it run inside, under the system's Python,
which has the bindings of the accessibility bus. `packaging/smoke` and `packaging/accessibility` share both.
"""
