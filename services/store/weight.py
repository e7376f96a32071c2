"""How much a story weighs on the front page: a number that, once reckoned, keeps its place as time goes on.

The logarithm of its size plus the moment of its newest article, in `FADING`: a story as large as another
but a day older weighs e times less. Of such a sum only the differences count, so nothing has to be reckoned
anew as the hours pass, and stories can be read from an index in the order of their weight (the idea is
that of Reddit's “hot” ranking).
"""

import math
from datetime import UTC, datetime, timedelta

from services.store.order import UNDATED
from services.store.values import MICROSECOND

FADING = timedelta(days=1)
"""Time in which a story loses to a new one that is e times smaller."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def weight(articles: int, sources: int, last_at: datetime, *, dated: bool = True) -> float:
    """The weight of a story of so many articles by so many sources; a second source counts as three articles.

    Copies count, too: how widely a story is run is news. Articles without a date don't tell when it was: a
    story of which none is `dated` comes after all others, by when they were seen last.
    """
    size = articles + 3 * max(0, sources - 1)
    days = (last_at - _EPOCH) / FADING
    return round(math.log(size) + (days if dated else days - UNDATED * MICROSECOND / FADING), 6)
