"""Croco-Dial, loading one lead (the vendor's wiki page "Load Leads", and the VICIdial manual it follows)."""
