"""The records and the words that they are written with; what holds for records of every kind."""
