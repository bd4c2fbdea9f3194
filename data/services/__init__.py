"""What a page may ask for: permission, transaction, audit entry, rules."""
