"""Floor 1, words for models: one Markdown file a prompt."""
