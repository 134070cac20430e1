"""Pure CallerID Engage, text campaigns (the vendor's help article "Engage Campaign and List Management")."""
