"""Files in and out: bytes to model and back. No database."""
