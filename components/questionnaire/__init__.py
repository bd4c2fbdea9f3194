"""The questions page: what there is to do, one criterion, one question, and everything people do with it."""
