"""How much a story weighs on the front page: a number that, once reckoned, keeps its place as time goes on.

The logarithm of its size plus the moment of its newest article, in `FADING`: a story as large as another
but a day older weighs e times less. Of such a sum only the differences count, so nothing has to be reckoned
anew as the hours pass, and stories can be read from an index in the order of their weight (the idea is
that of Reddit's “hot” ranking).
"""

import math
from datetime import UTC, datetime, timedelta

FADING = timedelta(days=1)
"""Time in which a story loses to a new one that is e times smaller."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def weight(articles: int, sources: int, last_at: datetime) -> float:
    """The weight of a story of so many articles by so many sources; a second source counts as three articles.

    Copies count, too: how widely a story is run is news.
    """
    size = articles + 3 * max(0, sources - 1)
    return round(math.log(size) + (last_at - _EPOCH) / FADING, 6)
