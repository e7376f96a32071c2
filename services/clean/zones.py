"""Time zones by the abbreviations that news sites print: how far each is from UTC."""

from datetime import datetime, timedelta

ZONES = {
    "Z": 0, "UTC": 0, "UT": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "WAT": 1, "CET": 1, "CEST": 2,
    "EET": 2, "CAT": 2, "SAST": 2, "IDT": 3, "EEST": 3, "EAT": 3, "MSK": 3, "TRT": 3, "GST": 4, "PKT": 5,
    "IST": 5.5, "NPT": 5.75, "BDT": 6, "WIB": 7, "ICT": 7, "SGT": 8, "MYT": 8, "HKT": 8, "PHT": 8, "AWST": 8,
    "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "NDT": -2.5, "ADT": -3, "ART": -3, "BRT": -3, "NST": -3.5, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5,
    "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10,
}  # fmt: skip
"""Hours from UTC. Of those that several countries use, the one with the most news in English: IST is India's,
CST and AST are North America's, BST is Britain's."""
AMERICAN = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}
"""Hours from UTC in winter; in summer one more."""
SLACK = timedelta(days=1)
"""Clocks differ and pages give local times without a zone: a date is in the future only beyond this."""
FURTHEST = timedelta(hours=14)


def offset_of(zone: str, local: datetime) -> timedelta:
    """How far the zone is from UTC at a local time; nothing for a zone that is not known."""
    zone = zone.upper()
    if zone in AMERICAN:
        return timedelta(hours=AMERICAN[zone] + _is_american_summer(local))
    return timedelta(hours=ZONES.get(zone, 0))


def shift_of(sign: str, hours: str, minutes: str | None) -> timedelta:
    """How far “+05:30” is from UTC, by its parts.

    Raises:
        ValueError: no place on earth is as far.
    """
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if size > FURTHEST:
        raise ValueError(f"no place on earth is {size} from UTC")
    return size if sign == "+" else -size


def _is_american_summer(local: datetime) -> bool:
    """From the second Sunday of March to the first of November, 2 am (Energy Policy Act of 2005)."""
    march, november = local.replace(month=3, day=14), local.replace(month=11, day=7)
    starts = march - timedelta(days=(march.weekday() + 1) % 7)
    ends = november - timedelta(days=(november.weekday() + 1) % 7)
    return starts.replace(hour=2, minute=0, second=0) <= local < ends.replace(hour=2, minute=0, second=0)
