"""Language: numbers, number words, years, units, and the identity of indicators."""
