"""What is made of records for other software: tables, files, graphs, calendars, citations."""
