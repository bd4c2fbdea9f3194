"""Pure rules: model in, model out. No clock, no disk, no database."""
