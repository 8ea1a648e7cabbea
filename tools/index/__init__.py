"""The index: what was read, kept once, cut into passages, and found by words, meaning, period and place."""
