"""Everything that draws: typed values in, plain values out."""
