"""Why this account, why now, why us: cited account briefs from public evidence."""
