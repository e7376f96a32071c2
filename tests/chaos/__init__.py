"""Chaos: a whole line under load and under faults, judged by what it left on its topics and in its store.

`python -m tests.chaos --help`, or `make chaos`. What breaks when is made from a seed (`schedule.py`), and so
is what is pushed (`traffic.py`); `run.py` brings both together with a line; `checker.py` judges. None of it
imports from `services`: it knows what a consumer and an operator know.
"""
