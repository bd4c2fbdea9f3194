"""The only place that knows SQL and the disk. Gives back frozen dataclasses, never rows."""
