"""What experts write, and its reader."""
