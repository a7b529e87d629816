"""What strangers may hand to the library, and the message that each of it gives."""
