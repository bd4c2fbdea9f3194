"""The page `vergleich`, one room a module: the choice of a group, its words, the rows, the way down to a question."""
