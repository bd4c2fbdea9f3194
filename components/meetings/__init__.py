"""What the page of the meetings draws."""
