"""How a story grew, as the bars of a small chart and as words for those who don't see it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from services.gateway.page.wording import articles, clock, day, is_bare_day

MOST_BARS = 60
"""Bars of a chart; of a story that runs longer, a bar stands for several days."""
PLACES = 7
"""Places for bars at least: a story of one day is a bar, not a wall."""
SHORT = timedelta(days=2)
"""A story that is younger is drawn by the hour."""
HOURS = 24
"""Bars of such a chart at most."""


@dataclass(frozen=True)
class Bar:
    """A bar in units of the chart, `x` from its left and `y` from its top; `title` is what it says."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True)
class Chart:
    """A chart of `width` by `height`; `label` is what it shows, in words, `first` and `last` its two ends."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    label: str
    first: str
    last: str


def growth_chart(
    growth: Sequence[tuple[str, int]], moments: Sequence[datetime], width: float, height: float
) -> Chart | None:
    """The chart of articles a day, given as ISO days with their counts; None where there is none to draw.

    By the hour where `moments` are those of all articles, of no two days even, and any of them is more than
    a bare day. Days and hours without articles have their place, so that a pause shows as one.
    """
    counts = {date.fromisoformat(value): count for value, count in growth if count > 0}
    if not counts:
        return None
    known = len(moments) == sum(counts.values()) and not all(map(is_bare_day, moments))
    if known and max(moments) - min(moments) < SHORT:
        return _by_hour(moments, width, height)
    return _by_day(counts, width, height)


def _by_day(counts: Mapping[date, int], width: float, height: float) -> Chart:
    first, last = min(counts), max(counts)
    each = -(-((last - first).days + 1) // MOST_BARS)
    sums = Counter[int]()
    for when, count in counts.items():
        sums[(when - first).days // each] += count

    def said(number: int) -> str:
        start = first + timedelta(days=number * each)
        end = start + min(last - start, timedelta(days=each - 1))
        return day(start) if start == end else f"{day(start)} to {day(end)}"

    return _chart(sums, said, (day(first), day(last)), width, height)


def _by_hour(moments: Sequence[datetime], width: float, height: float) -> Chart:
    moments = [moment.astimezone(UTC) for moment in moments]
    start = min(moments).replace(minute=0, second=0, microsecond=0)
    each = next(
        timedelta(hours=hours)
        for hours in (1, 2, 3, 6)
        if (max(moments) - start) / timedelta(hours=hours) < HOURS
    )
    sums = Counter((moment - start) // each for moment in moments)

    def said(number: int) -> str:
        begin = start + number * each
        # the last day that there is has an end that is no moment any more
        end = time((begin.hour + each // timedelta(hours=1)) % 24)
        return f"{day(begin)}, {clock(begin)}–{end:%H:%M} UTC"

    ends = tuple(f"{day(moment)}, {clock(moment)} UTC" for moment in (min(moments), max(moments)))
    return _chart(sums, said, (ends[0], ends[1]), width, height)


def _chart(
    sums: Mapping[int, int],
    said: Callable[[int], str],
    ends: tuple[str, str],
    width: float,
    height: float,
) -> Chart:
    """The chart of the sum at each place; `said` says what a place stands for."""
    most = max(sums.values())
    place = width / max(PLACES, max(sums) + 1)

    def bar(number: int, count: int) -> Bar:
        tall = max(1.0, height * count / most)  # or one article beside hundreds would vanish
        return Bar(
            x=round(number * place, 2),
            y=round(height - tall, 2),
            width=round(place * 2 / 3, 2),
            height=round(tall, 2),
            title=f"{said(number)}: {articles(count)}",
        )

    peak = max(sums, key=lambda number: (sums[number], number))
    total = articles(sum(sums.values()))
    label = f"{total}, {ends[0]}" if len(sums) == 1 else f"{total} from {ends[0]} to {ends[1]}"
    if len(sums) > 1:
        label += f", most on {said(peak)}: {sums[peak]:,}"
    bars = tuple(bar(number, count) for number, count in sorted(sums.items()))
    return Chart(width, height, bars, label, *ends)
