"""Tables with typed columns, for other software; they know nothing of records."""
