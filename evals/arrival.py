"""What every evaluated article is said to be besides what its gold tells: its identity and its arrival."""

from datetime import UTC, datetime
from typing import Any

LATEST = datetime(2027, 1, 1, tzinfo=UTC)
"""Later than any date in the data, and the same on every run: no date may be told from it."""
IDENTITY: dict[str, Any] = {
    "article_id": "eval",
    "revision": "1",
    "delivery_id": "eval",
    "accepted_at": LATEST,
}
