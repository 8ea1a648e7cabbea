"""From bytes to Documents and Passages: pages, filings, the user's files."""
