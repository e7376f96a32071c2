"""News agencies by every name they sign with, and the lines with which they sign."""

import re

from services.languages import PRESS

AGENCIES = PRESS.agencies
NAMES = {name: agency for agency, others in AGENCIES.items() for name in (agency.casefold(), *others)}

ANY_AGENCY = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
SIGN_OFF = re.compile(
    rf"(?<=[.!?”\"’')])\s*(?:(?:[=—–-]{{1,3}}\s*|[(\[©/]\s*)(?P<agency>{ANY_AGENCY})\s*[=)\]/—–-]*[.]?"
    r"|\s(?P<reuter>Reuters?)|(?P<end>\sEnd ?items?))$",
    re.IGNORECASE,
)
SOURCE = re.compile(rf"source\s*:\s*({ANY_AGENCY})\s*(?:[|/,].{{0,80}})?", re.IGNORECASE)
ANYWHERE = re.compile(rf"\b({ANY_AGENCY})\b", re.IGNORECASE)
REPORTERS = re.compile(
    r"\W*(?:(?:reporting|writing|editing|graphics|translation|compiled|edited) by|"
    r"(?:additional|further) reporting (?:by|from)|"
    r"(?:with )?(?:agency )?inputs? from|"
    r"with (?:contributions?|files|assistance|reports?) (?:by|from))\b.{1,400}|"
    r"\W*with (?:\w+ ){0,2}inputs?\W*|\W*(?:ends|enditem|endit)\W*|"
    r".{1,300}\bcontributed (?:to|reporting (?:to|for)) this (?:report|story|article)\b\W*",
    re.IGNORECASE,
)
DESKS = re.compile(r"([A-Z]{2,5}|dpa)(?:[ /]+[A-Za-z]{2,3}){1,5}|[a-z]{2,3}(?:/[a-z]{2,3}){1,4}")
"""An agency's name with the initials of its desk, or these alone: “PTI ABC DEF”, “dpa xy ab”, “jo/bp/rl”."""
PREFIXES = re.compile(r"(?:source|credit|agency|by|from|via|copyright|\(c\)|©|\d{4}|\W)+", re.IGNORECASE)
SEVERAL = re.compile(r"\s*(?:[/,&+]|\b(?:and|with|via)\b)\s*")
PARTY = re.compile(r"[A-Z]\.?|[A-Z]{1,3}-[A-Z].*")
"""What stands in brackets behind a politician: “(R)”, “(D-Vt.)”."""
NO_AGENCY = re.compile(r"[KW][A-Z]{2,3}(?:[ -](?:TV|FM|AM|DT))?|(?i:.*\b(?:staff|desk|report(?:er)?)\b.*)")
"""What papers and stations put in its place: “(KTFL)”, the call sign; “(Web Desk)”, “(Staff Report)”."""


def agency_named(name: str) -> str | None:
    """The agency that signs with exactly this name, as we call it: “The Associated Press” is AP.

    Initials count in capitals only, and names with a capital: “Uni”, “Pa” and “tempo” are words.
    """
    name = name.strip()
    agency = NAMES.get(name.casefold())
    if agency is None or name == agency or not (agency.isupper() and len(name) == len(agency)):
        return agency if agency == name or not name.islower() else None
    return agency if name.isupper() else None


def agency_signing(signature: str) -> str | None:
    """The agency in the brackets of a dateline: one that we know, or else the name as it stands.

    Null for what is no agency's name, as a politician's party is not.
    """
    if known := agency_named(signature) or agency_in(signature):
        return known
    parts = signature.split()
    named = 0 < len(parts) <= 4 and all(part[0].isupper() and part[-1].isalpha() for part in parts)
    return signature.strip() if named and not PARTY.fullmatch(signature.strip()) else None


def is_house(signature: str) -> bool:
    """Whether the signature of a dateline is the station’s or paper’s own: “KTFL”, “Web Desk”."""
    return agency_in(signature) is None and NO_AGENCY.fullmatch(signature) is not None


def agency_of_credit(line: str) -> str | None:
    """The agency, where the line is its signature only: “==Kyodo==”, “© 2018 AFP”, “AAP with Reuters”."""
    if len(line) > 100:
        return None
    if found := SOURCE.fullmatch(line):
        return agency_named(found[1])
    bare = line.strip().rstrip("=.)]/—–- ")
    bare = bare[prefix.end() :] if (prefix := PREFIXES.match(bare)) else bare
    if found := DESKS.fullmatch(bare):
        return agency_named(found[1] or "")
    agencies = list(map(agency_named, SEVERAL.split(bare.removesuffix(" Staff"))))
    return agencies[0] if all(agencies) else agency_named(bare)


def agency_in(line: str) -> str | None:
    """The first agency named anywhere in the first 400 characters of a line."""
    named = (agency_named(found[1]) for found in ANYWHERE.finditer(line[:400]))
    return next(filter(None, named), None)


def is_reporters_note(line: str) -> bool:
    """Whether the line says who else worked on the report: “(Reporting by A; Editing by B)”."""
    return len(line) <= 450 and bool(REPORTERS.fullmatch(line) or (DESKS.fullmatch(line) and "/" in line))


def split_sign_off(paragraph: str) -> tuple[str, str] | None:
    """A last paragraph and the signature behind its last sentence: “… he said. (AFP)”; null without one."""
    found = SIGN_OFF.search(paragraph, max(0, len(paragraph) - 60))
    if not found or not (found["end"] or agency_named(found["agency"] or found["reuter"])):
        return None
    return paragraph[: found.start()], paragraph[found.start() :].strip()
