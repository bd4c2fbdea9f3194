"""What a commune plans: action priorities, and the measures under them."""
