"""Reports on paper: PDF pages with tables, made without a GUI thread."""
