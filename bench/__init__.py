"""Measurements: each prints its figures with the floor or peer beside them in the same run."""
