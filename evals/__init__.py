"""Evaluations: how good the stages are, measured beside the best open tools. Read `__main__.py` first."""
