"""Sentences: found, judged, chosen for what they say, and put into words that read alone."""
