"""Lupitor: single leads are created in a campaign, and a campaign's leads are listed."""
