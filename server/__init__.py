"""Floor 3, the front door: MCP tools, the command line, the composition root."""
