"""The nouns of Kompass 2035: frozen dataclasses and enums, standard library only."""
