"""Who said what: quotations, their cues and their speakers."""
