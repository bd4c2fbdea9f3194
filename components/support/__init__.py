"""Help against hostility: what the page Rückhalt is made of."""
