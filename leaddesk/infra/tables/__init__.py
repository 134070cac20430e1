"""Tables as files: CSV, Excel workbooks and JSON Lines, written row by row."""
