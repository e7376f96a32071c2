"""What an article is about: key phrases, and a summary of its own sentences."""
