"""News agencies by every name they sign with, and the lines with which they sign."""

import re

AGENCIES = {
    "AAP": ("australian associated press",),
    "AFP": ("agence france-presse", "agence france presse", "afp news"),
    "Anadolu": ("anadolu agency", "aa.com.tr"),
    "ANI": ("asian news international",),
    "ANSA": (),
    "AP": ("associated press", "the associated press", "ap news", "the ap"),
    "Bloomberg": ("bloomberg news",),
    "CNN": ("cnn wire",),
    "dpa": ("deutsche presse-agentur", "dpa international"),
    "EFE": ("agencia efe",),
    "IANS": ("indo-asian news service",),
    "Interfax": (),
    "IRNA": (),
    "Jiji": ("jiji press",),
    "KCNA": (),
    "Kyodo": ("kyodo news",),
    "PA": ("pa media", "press association"),
    "PTI": ("press trust of india",),
    "Reuters": ("thomson reuters",),
    "RFE/RL": ("radio free europe/radio liberty",),
    "RIA Novosti": ("ria", "sputnik/ria novosti"),
    "Sputnik": (),
    "TASS": ("itar-tass",),
    "The Canadian Press": ("canadian press",),
    "UNI": ("united news of india",),
    "UPI": ("united press international",),
    "Xinhua": ("xinhua news agency", "xinhuanet"),
    "Yonhap": ("yonhap news agency", "yonhap news"),
}
NAMES = {name: agency for agency, others in AGENCIES.items() for name in (agency.casefold(), *others)}

ANY_AGENCY = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
SIGN_OFF = re.compile(
    rf"(?<=[.!?”\"’')])\s*(?:[=—–-]{{1,3}}\s*|[(\[©]\s*)({ANY_AGENCY})\s*[=)\]—–-]*[.]?$",
    re.IGNORECASE,
)
SOURCE = re.compile(rf"source\s*:\s*({ANY_AGENCY})\s*(?:[|/,].{{0,80}})?", re.IGNORECASE)
ANYWHERE = re.compile(rf"\b({ANY_AGENCY})\b", re.IGNORECASE)
REPORTERS = re.compile(
    r"\W*(?:(?:reporting|writing|editing|graphics|translation|compiled|edited) by|"
    r"(?:additional|further) reporting (?:by|from)|"
    r"with (?:inputs?|contributions?|files|assistance|reports?|agency inputs?) (?:by|from))\b.{1,400}|"
    r".{1,300}\bcontributed (?:to|reporting (?:to|for)) this (?:report|story|article)\b\W*",
    re.IGNORECASE,
)
PREFIXES = re.compile(r"(?:source|credit|agency|by|from|via|copyright|\(c\)|©|\d{4}|\W)+", re.IGNORECASE)


def agency_named(name: str) -> str | None:
    """The agency that signs with exactly this name, as we call it: “The Associated Press” is AP.

    Initials count in capitals only: “Uni” and “Pa” are words.
    """
    agency = NAMES.get(name.strip().casefold())
    initials = agency is not None and agency.isupper() and len(name.strip()) == len(agency)
    return None if initials and not name.isupper() else agency


def agency_of_credit(line: str) -> str | None:
    """The agency, where the line is its signature only: “==Kyodo==”, “© 2018 AFP”, “Source: PTI | 9 am”."""
    if len(line) > 100:
        return None
    if found := SOURCE.fullmatch(line):
        return agency_named(found[1])
    bare = line.strip().rstrip("=.)]—–- ")
    return agency_named(bare[prefix.end() :] if (prefix := PREFIXES.match(bare)) else bare)


def agency_in(line: str) -> str | None:
    """The first agency named anywhere in the first 400 characters of a line."""
    named = (agency_named(found[1]) for found in ANYWHERE.finditer(line[:400]))
    return next(filter(None, named), None)


def is_reporters_note(line: str) -> bool:
    """Whether the line says who else worked on the report: “(Reporting by A; Editing by B)”."""
    return len(line) <= 450 and bool(REPORTERS.fullmatch(line))


def split_sign_off(paragraph: str) -> tuple[str, str] | None:
    """A last paragraph and the signature behind its last sentence: “… he said. (AFP)”; null without one."""
    found = SIGN_OFF.search(paragraph, max(0, len(paragraph) - 60))
    if not found or not agency_named(found[1]):
        return None
    return paragraph[: found.start()], paragraph[found.start() :].strip()
