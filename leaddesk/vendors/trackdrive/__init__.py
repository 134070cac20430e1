"""TrackDrive, the search of leads (the "leads" page of the vendor's API manual)."""
