"""Who and what an article names, each once, with one label."""
