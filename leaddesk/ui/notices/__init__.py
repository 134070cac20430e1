"""Notices in the tray: what happened while nobody looked at the window. Off until somebody turns them on."""
