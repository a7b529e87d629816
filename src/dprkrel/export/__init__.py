"""What is made of records for other software."""
