"""Enrich: who, where, when, and who said what.

core.py     the annotators in their order
nlp_model.py  the model at work, and its memory of paragraphs
entities/   who and what is named
quotes/     who said what
dates/      when
places/     where, and what the story is about
gist/       key phrases and summary
"""

import os

# Read once, when numpy is first imported, which every module below does: each worker process
# does one article at a time on one core, and more threads would only take turns on it.
for _library in ("OPENBLAS", "OMP", "BLIS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
