"""The dates of a text, resolved against the day that it was written."""
