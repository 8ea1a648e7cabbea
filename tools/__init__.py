"""Floor 1, instruments: what touches the world, or computes without judgement."""
