"""What a commune wants to be by 2035, and how far it is on the way."""
