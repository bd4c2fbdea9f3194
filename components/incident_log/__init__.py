"""The incident log that stays with the person: kept in one open window only, taken along as files."""
