"""Figures as filed, and what follows from them by arithmetic."""
