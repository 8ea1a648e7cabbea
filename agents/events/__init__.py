"""What happened, and when: dated events out of filings, posts and news."""
