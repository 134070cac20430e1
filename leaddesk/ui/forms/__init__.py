"""Forms built from a schema: one editor for each kind of field, nothing typed is ever lost."""
