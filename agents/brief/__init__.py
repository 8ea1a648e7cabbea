"""The Research Agent: account and purpose in, Brief out, proved on the way."""
