"""Cities by name, with where they are: kept so that tens of thousands of them take little memory."""

from array import array
from typing import NamedTuple


class City(NamedTuple):
    """A city: ISO country, GeoNames' region in it (in America the postal code), degrees north and east.

    `prominence` says how likely news means this one of several cities with its name: the decimal logarithms
    of its people and of the names it has in all languages, added up. By people alone Venice would
    hardly be larger than the part of Los Angeles, and Toledo first in Ohio, then in the Philippines.
    """

    country: str
    region: str
    latitude: float
    longitude: float
    prominence: float


class Cities:
    """Cities by folded name, in columns: 40,000 tuples would take twice the memory."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._regions: list[tuple[str, str]] = []
        self._columns: tuple[array[float], ...] = (array("d"), array("d"), array("f"))
        self._at: dict[str, int] = {}

    def add(self, name: str, city: City) -> None:
        """Take in a city under its folded name; `settle` makes it found."""
        self._names.append(name)
        self._regions.append(city[:2])
        for column, value in zip(self._columns, city[2:], strict=True):
            column.append(value)

    def settle(self) -> None:
        """Put in order what was added."""
        prominence = self._columns[-1]
        order = sorted(range(len(self._names)), key=lambda at: (self._names[at], -prominence[at]))
        same = {region: region for region in self._regions}
        self._regions = [same[self._regions[at]] for at in order]
        self._names = [self._names[at] for at in order]
        self._columns = tuple(
            array(column.typecode, map(column.__getitem__, order)) for column in self._columns
        )
        self._at = {name: at for at, name in reversed(list(enumerate(self._names)))}

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def named(self, name: str) -> list[City]:
        """The cities of a folded name, the most prominent first."""
        at = self._at.get(name, len(self._names))
        found = []
        while at < len(self._names) and self._names[at] == name:
            found.append(City(*self._regions[at], *(column[at] for column in self._columns)))
            at += 1
        return found

    def middles(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Country and region → the middle of the box around the region's cities."""
        north, east, _ = self._columns
        inside: dict[tuple[str, str], list[int]] = {}
        for at, region in enumerate(self._regions):
            inside.setdefault(region, []).append(at)
        return {region: (_middle(north, cities), _middle(east, cities)) for region, cities in inside.items()}


def _middle(degrees: "array[float]", cities: list[int]) -> float:
    values = [degrees[at] for at in cities]
    return round((min(values) + max(values)) / 2, 3)
