"""The network: who is willing to talk, requests for exchange, dates, contact persons."""
