"""The one place that knows Kafka and Faust; what runs the stages, and knows nothing of their work.

step.py      one message through one pure function: passed, dropped or dead
pool.py      steps in worker processes, each article under a hard time budget
batch.py     a batch through its stage: step, settle, send, count; outgoing.py: what it sends
batching.py    events into batches, bounded in count, bytes and time
app.py       the Faust app
worker.py    a service: Faust in, batches, commits, SIGTERM
kafka.py     producing and looking; topics.py; records.py and headers.py: what goes on the wire
lag.py       what waits for each stage, by offsets.py and batch_headers.py; observer.py looks at it
             again and again, progress.py tells dead, stuck and slow apart, processes.py asks who is silent
embedded.py  the broker that `pressline up` starts itself
metrics.py   every metric; health.py serves them, with /livez and /readyz
serve.py     runs a worker as a process; parent_death.py ends it with its parent; logs.py
settings.py, errors.py, stage_store.py
"""
