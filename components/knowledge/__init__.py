"""The knowledge base: find and read articles, offer good practice, and keep both."""
