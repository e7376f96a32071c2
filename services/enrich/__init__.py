"""Enrich: who, where, when, and who said what."""

import os

# Read once, when numpy is first imported, which every module below does: each worker process
# does one article at a time on one core, and more threads would only take turns on it.
for _library in ("OPENBLAS", "OMP", "BLIS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
