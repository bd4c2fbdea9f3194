"""The page of the hand-over: what it will hold, the words of the one who leaves, the first steps of who takes over."""
