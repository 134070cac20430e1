"""Table models: adapters over plain lists, with no request and no rule of their own."""
