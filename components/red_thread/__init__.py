"""The red thread from the questions to the goals for 2035, and what measures brought."""
