"""Who is meant: from a name to one identity, candidates, or what was tried."""
