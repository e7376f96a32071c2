"""Every metric of Pressline, names and labels in one place (the contract fixes them)."""

from collections.abc import Mapping
from datetime import datetime

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

from schemas import Annotator

disable_created_metrics()  # a second series for each, that nobody asked for

CONSUMED = Counter("pressline_articles_consumed_total", "Articles taken from the topic", ["service"])
OUTCOMES = Counter(
    "pressline_article_outcomes_total",
    "What became of the articles taken",
    ["service", "outcome", "reason"],
)
PROCESSING = Histogram(
    "pressline_processing_seconds",
    "A batch's time from taken to committed, per article",
    ["service"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
AGE = Histogram(
    "pressline_article_age_seconds",
    "Now minus accepted_at when the stage is done; at index, the end-to-end latency",
    ["service"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 21600, 86400),
)
BATCH = Histogram(
    "pressline_batch_articles",
    "Articles in a batch",
    ["service"],
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
)
LAG = Gauge("pressline_consumer_lag", "Messages on the topic not yet done", ["service", "topic", "partition"])
"""This and the two below are told by the service itself and by the gateway: take the max."""
OLDEST_WAITING = Gauge(
    "pressline_oldest_waiting_seconds",
    "For how long the first message that waits has waited; 0: nothing waits",
    ["service", "topic"],
)
STAGE_STATE = Gauge(
    "pressline_stage_state",
    "1 for the state in which the reader of a topic is (idle, moving, stuck, dead), 0 for the others",
    ["service", "topic", "state"],
)
SOURCE_LAST = Gauge(
    "pressline_source_last_article_timestamp_seconds",
    "When the newest article of a source was accepted",
    ["source"],
)
ANNOTATOR = Gauge("pressline_annotator_info", "Annotators at work", ["annotator", "version", "model"])
LOOKUPS = Counter(
    "pressline_cache_lookups_total",
    "What a stage looked up among what it had done before",
    ["service", "cache", "result"],
)
READY = Gauge("pressline_ready", "Whether /readyz says so: 1 or 0", ["service"])
DEPENDENCY = Gauge(
    "pressline_dependency_up",
    "Whether the service gets answers from what it needs (`broker`, `store`): 1 or 0",
    ["service", "dependency"],
)
REQUESTS = Counter("pressline_http_requests_total", "Requests answered", ["route", "method", "status"])
"""`route` is the path as the gateway declares it, never one that somebody asked for: the set is closed."""
REQUEST_SECONDS = Histogram(
    "pressline_http_request_seconds",
    "From a request to the end of its answer; of the stream, to its beginning",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
BREAKER = Gauge(
    "pressline_breaker_open",
    "Whether a stage takes nothing more, since most of what it took died of an error of ours: 1 or 0",
    ["service", "stage"],
)
SLOW = Gauge("pressline_slow_articles", "Articles in the slow lane of a stage", ["service", "stage"])
KEY_FILE = Gauge(
    "pressline_api_keys_file_ok",
    "Whether the file of API keys is followed as it is now; 0: it is not right, and what it held stands",
    ["file"],
)
KEY_REQUESTS = Counter(
    "pressline_api_key_requests_total",
    "Requests with a good key; `key` tells those of one name apart: it shows when nobody uses the old one",
    ["name", "key"],
)
STREAM_READERS = Gauge("pressline_stream_readers", "Readers of /v1/stream just now")

MAX_SOURCES = 500
"""Sources with a time series of their own; what comes after them shares the label `other`."""

_sources: set[str] = set()


def see_source(source: str | None, accepted_at: datetime) -> None:
    """Note an accepted article's source."""
    name = source or "unknown"
    if name not in _sources and len(_sources) >= MAX_SOURCES:
        name = "other"
    _sources.add(name)
    SOURCE_LAST.labels(name).set(accepted_at.timestamp())


def see_health(service: str, answers: Mapping[str, bool], *, ready: bool) -> None:
    """Note whether a service is ready, and which of its dependencies answer it."""
    READY.labels(service).set(ready)
    for dependency, answered in answers.items():
        DEPENDENCY.labels(service, dependency).set(answered)


def see_annotators(annotators: tuple[Annotator, ...]) -> None:
    """Note who annotated."""
    for annotator in annotators:
        ANNOTATOR.labels(annotator.name, annotator.version, annotator.model or "").set(1)


def count_lookups(service: str, cache: str, hits: int, misses: int) -> None:
    """Note how often a cache had what was looked up in it."""
    LOOKUPS.labels(service, cache, "hit").inc(hits)
    LOOKUPS.labels(service, cache, "miss").inc(misses)
