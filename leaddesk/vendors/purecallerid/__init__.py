"""Pure CallerID, single-lead load (the vendor's help article "Single Lead Loading")."""
