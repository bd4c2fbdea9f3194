"""Turns what services tell into documents with words, ready to become files."""
