"""Which worker of pytest-xdist runs what, so that two cores never have two heavy things to do at once.

The tests of whole lines, with their kills and time budgets, wait more than they reckon: one worker runs them,
one after the other. Those on OpenSearch are a second group, so that one server is enough for all. The rest
goes file by file to the worker that is free.
"""

from xdist.scheduler import LoadScopeScheduling

LINE = "line"
OPENSEARCH = "opensearch"
FIRST = (LINE, OPENSEARCH, "tests/page/", "tests/gateway/", "tests/fuzz/", "tests/evals/", "tests/deploy/")
"""What takes longest comes first; the short files that are left let both workers end at the same time."""


def group_of(nodeid: str) -> str:
    """What one worker runs alone: the line, the stores on OpenSearch, or the tests of a file."""
    path, _, name = nodeid.partition("::")
    if path.startswith("tests/integration/") or path == "tests/deploy/test_kafka_server.py":
        return LINE
    if path.startswith("tests/unit/") and ("opensearch" in path or "opensearch" in name):
        return OPENSEARCH
    return path


def rank(nodeid: str) -> int:
    """The lower, the earlier."""
    group = group_of(nodeid)
    return next((place for place, start in enumerate(FIRST) if group.startswith(start)), len(FIRST))


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives a worker a whole group at a time, in the order of the tests."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
