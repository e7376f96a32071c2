"""The one place that knows Kafka and Faust; what runs the stages, and knows nothing of their work.

step.py      one message through one pure function: passed, dropped or dead
pool.py      steps in worker processes, each article under a hard time budget
batch.py     a batch through its stage: step, settle, send, count
worker.py    a service: Faust in, batches, commits, SIGTERM
kafka.py     producing, topics, offsets; records.py and headers.py say what goes on the wire
embedded.py  the broker that `pressline up` starts itself
metrics.py   every metric; health.py serves them, with /livez and /readyz
settings.py, errors.py
"""
