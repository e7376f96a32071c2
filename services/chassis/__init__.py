"""The one place that knows Kafka and Faust; what runs the stages, and knows nothing of their work.

step.py      one message through one pure function: passed, dropped or dead
pool.py      steps in worker processes (workers.py, worker_process.py), each article under a hard budget
slow_lane.py articles that take long, beside the batches
batching.py  events into batches, bounded in count, bytes and time
batch.py     a batch through its stage: step, write, send, count; outgoing.py: what it sends
batch_runner.py  a batch from its events to the commit (commits.py), through rebalances: membership.py,
             handover.py
app.py       the Faust app
worker.py    a service: start (waiting.py), batches, SIGTERM
kafka.py     producing and looking, also where it is secured (security.py, refusal.py); topics.py;
             records.py and headers.py: what goes on the wire
lag.py       what waits for each stage, by offsets.py and batch_headers.py; observer.py looks at it
             again and again, progress.py tells dead, stuck and slow apart, processes.py asks who is silent
embedded.py  the broker that `pressline up` starts itself
metrics.py   every metric; health.py serves them, with /livez and /readyz
serve.py     runs a worker as a process; parent_death.py ends it with its parent; logs.py
settings.py, errors.py, stage_store.py
"""
