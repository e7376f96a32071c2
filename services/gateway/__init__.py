"""The HTTP edge: articles come in, search, stories and the live stream go out, and the page shows them.

entry.py         runs the gateway as a process
app.py           the FastAPI app: which routes there are, and what every request passes through
push.py          POST and DELETE of articles, onto the topic; bodies.py reads what they send
read_routes.py   articles, search, stories, quotes; parameters.py is what one may ask
watches.py       standing searches
stream.py        /v1/stream: server-sent events; feed.py, ring.py and position.py are what it reads from
line_health.py   how the line is doing; throughput.py does the sums
readiness.py     whether the gateway can do its work; health_routes.py tells that and the line's health
auth.py          whose keys are good just now; key_file.py is how they are kept, callers.py who asks and
                 what they may, rate_limit.py how often
problems.py      every error, in one shape
openapi.py       the OpenAPI document; examples.py has its examples
edge.py          headers and metrics of every answer
hosts.py         for whom the gateway is asked, while it is this machine's own
background.py    tasks in the background, and their end
stores.py        connections to the store
page/            the page at /
"""
