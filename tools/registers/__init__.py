"""Registers of companies: the SEC, Wikidata, GLEIF, a company's own site; names matched without guessing."""
