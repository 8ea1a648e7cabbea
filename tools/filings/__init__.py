"""What companies file with the SEC: where it is, how it is read, which figures it holds."""
