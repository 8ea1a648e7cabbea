"""Floor 2, what judges: the Research Agent and the pure rules beside it."""
