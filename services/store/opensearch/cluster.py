"""The cluster behind the store: each request goes through here, waits out what passes, tells what doesn't.

A node that is busy (429), starting (503) or gone for a moment is asked again, a little later each time; what
lasts longer than `PATIENCE` is `Unavailable`, and the chassis goes on waiting. Every request of this package
may be made twice: writes carry an external version, or the sequence number that they expect.
"""

import json
import logging
import random
import ssl
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from services.chassis.errors import Misconfigured, Unavailable
from services.chassis.settings import Settings
from services.store.opensearch.failures import CONFLICT, PASSING, cause_of, explain, refusal

PATIENCE = 5.0
"""Seconds in which a request is made again before the cluster counts as away."""
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
"""Seconds between two tries; doubled each time, and of random length, so that workers don't come together."""
TIMEOUT = 30.0
"""Seconds for one answer."""
PART = 8_000_000
"""Characters of one bulk request; OpenSearch refuses those over 100 MB, and holds each in memory."""
WRITES = "-write"
"""What the names of aliases that write end with."""

Action = tuple[dict[str, Any], Mapping[str, Any]]
"""An `index` or `create` of the bulk API: what to do, and the document."""

# the client logs each failure with the body of its request, which may be a whole batch of articles
logging.getLogger("opensearch").setLevel(logging.CRITICAL)


class Cluster:
    """The one connection of a store, for one thread at a time."""

    def __init__(self, settings: Settings) -> None:
        self._url = url = settings.index
        self.prefix = settings.index_prefix
        headers = {}
        if settings.index_user:
            known = f"{settings.index_user}:{settings.index_password.get_secret_value()}"
            headers["authorization"] = f"Basic {b64encode(known.encode()).decode()}"
        options: dict[str, Any] = {}
        if url.startswith("https:"):
            options["ssl_context"] = _trusting(settings.index_ca)
        self._client = OpenSearch(
            [url], headers=headers, timeout=TIMEOUT, max_retries=0, retry_on_status=(), **options
        )

    def close(self) -> None:
        """Let go of it."""
        self._client.close()

    def read(self, kind: str) -> str:
        """The alias that reads all indices of a kind."""
        return f"{self.prefix}-{kind}"

    def write(self, kind: str) -> str:
        """The alias that writes to the newest index of a kind."""
        return f"{self.prefix}-{kind}{WRITES}"

    def first(self, kind: str) -> str:
        """The first index of a kind."""
        return f"{self.prefix}-{kind}-000001"

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        params: Mapping[str, str | int] | None = None,
    ) -> Any:
        """Make a request, and again while the cluster is only busy.

        Raises:
            Unavailable: it doesn't answer.
            Misconfigured: it doesn't let us in, or it isn't what the settings say.
            Conflict: status 409.
            Missing: status 404.
            RequestRejected: anything else, a fault of ours.
        """
        for again in _tries():
            try:
                return self._client.transport.perform_request(method, path, params=params, body=body)
            except OpenSearchException as error:
                raised = explain(self._url, f"{method} {path}", error)
                if not (again and isinstance(raised, Unavailable)):
                    raise raised from error
        raise AssertionError  # the last try returns or raises

    def bulk(self, actions: Iterable[Action]) -> list[dict[str, Any]]:
        """Write many documents, in order; gives the result of each, a conflict (status 409) among them.

        Those that the cluster was too busy for are written again, and none of the others.

        Raises:
            Unavailable: some were not written.
            RequestRejected: some were refused, a fault of ours; the others are written.
        """
        return self.bulk_lines([lines_of(action) for action in actions])

    def bulk_lines(self, lines: Sequence[str]) -> list[dict[str, Any]]:
        """Write many documents, each given as its two lines of a bulk request; all else as `bulk`."""
        results: list[dict[str, Any]] = [{} for _ in lines]
        left = list(range(len(lines)))
        for again in _tries():
            for part in _parts(left, lines):
                answer = self.ask("POST", "/_bulk", "".join(lines[place] for place in part))
                for place, item in zip(part, answer["items"], strict=True):
                    (results[place],) = item.values()
            left = [place for place in left if results[place]["status"] in PASSING]
            if not left:
                break
            if not again:
                raise Unavailable(f"the store {self._url} is too busy: {cause_of(results[left[0]])}")
        refused = [item for item in results if item["status"] >= 400 and item["status"] != CONFLICT]
        if refused:
            raise refusal(f"the store {self._url}", refused[0]["status"], cause_of(refused[0]))
        return results

    def mget(
        self, index: str, ids: Sequence[str], source: Sequence[str] | bool = True
    ) -> dict[str, dict[str, Any]]:
        """Documents by id, as they are now, refreshed or not; absent ones are left out."""
        return {hit["_id"]: hit for hit in self.mget_all([(index, each) for each in ids], source)}

    def mget_all(
        self, wanted: Sequence[tuple[str, str]], source: Sequence[str] | bool = True
    ) -> list[dict[str, Any]]:
        """Documents by index and id, those that are there."""
        if not wanted:
            return []
        docs = [{"_index": index, "_id": each, "_source": source} for index, each in wanted]
        answer = self.ask("POST", "/_mget", {"docs": docs})
        return [hit for hit in answer["docs"] if hit.get("found")]

    def search(self, index: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """One search."""
        answer: dict[str, Any] = self.ask("POST", f"/{index}/_search", body)
        return answer

    def msearch(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
        """Several searches in one request: the hits of each."""
        if not bodies:
            return []
        lines = "".join(f"{{}}\n{json.dumps(body)}\n" for body in bodies)
        for again in _tries():
            answers = self.ask("POST", f"/{index}/_msearch", lines)["responses"]
            failed = [answer for answer in answers if "error" in answer]
            if not failed:
                return [answer["hits"]["hits"] for answer in answers]
            if failed[0]["status"] not in PASSING:
                raise refusal(f"the store {self._url}", failed[0]["status"], cause_of(failed[0]))
            if not again:
                break
        raise Unavailable(f"the store {self._url} is too busy: {cause_of(failed[0])}")

    def refresh(self, *indices: str) -> None:
        """Let searches see all that was written."""
        self.ask("POST", f"/{','.join(indices)}/_refresh")


def _trusting(ca: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=None if ca is None else str(ca))
    except (OSError, ssl.SSLError) as error:
        raise Misconfigured(f"PRESSLINE_INDEX_CA={str(ca)!r} is no PEM file to be read: {error}") from None


def _tries() -> Iterator[bool]:
    """Whether there will be another try, with a pause before each but the first."""
    deadline, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
    while time.monotonic() + pause < deadline:
        yield True
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        pause = min(2 * pause, LONGEST_PAUSE)
    yield False


def lines_of(action: Action) -> str:
    """The two lines of a bulk request that do this."""
    what, document = action
    for place in what.values():
        # without its alias, OpenSearch would make an index of that name
        place["require_alias"] = place["_index"].endswith(WRITES)
    return f"{json.dumps(what)}\n{json.dumps(document, ensure_ascii=False, separators=(',', ':'))}\n"


def _parts(places: Sequence[int], lines: Sequence[str]) -> Iterator[list[int]]:
    part: list[int] = []
    size = 0
    for place in places:
        if part and size + len(lines[place]) > PART:
            yield part
            part, size = [], 0
        part.append(place)
        size += len(lines[place])
    if part:
        yield part
