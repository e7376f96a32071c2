"""The services of the line. Read `line.py` first."""
