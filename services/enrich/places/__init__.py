"""Where the named places are, and which of them the story is about."""
