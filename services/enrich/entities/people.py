"""Who is meant by a shorter name: “Abe” is Shinzo Abe, “Kim” Kim Jong Un, “Moon Jae” Moon Jae In."""

import re
from bisect import bisect_left

from services.enrich.entities.chains import Chain
from services.enrich.entities.labels import PLACES, is_organisation
from services.enrich.entities.name_gazetteer import is_place
from services.enrich.entities.names import GROUPS, SUFFIXES
from services.enrich.entities.organisations import ORGANISATIONS

_SENTENCE_END = re.compile(r"[.?!]['\"’”)]*\s|\n\n")
_SLIPS = ("ORG", "PRODUCT", "WORK_OF_ART", "FAC", "GPE", "LOC")
NEAR = 2_000
"""Characters of a paragraph, at most, over which a namesake's full name is remembered."""


def join_people(text: str, chains: dict[str, Chain]) -> None:
    """Give the mentions of people's shorter names to those who have the full one."""
    _relabel_relatives(chains)
    people = [chain for chain in chains.values() if len(chain.words) > 1 and chain.label == "PERSON"]
    holders: dict[tuple[str, ...], list[Chain]] = {}
    for person in sorted(people, key=lambda chain: -len(chain.words)):
        whole = _holder(person, holders)
        if whole:
            whole.take(chains.pop(person.key))
        else:
            for part in _parts(person.words):
                holders.setdefault(part, []).append(person)
    for chain in list(chains.values()):
        whole = _holder(chain, holders) if len(chain.words) == 1 else None
        if whole and _may_be_person(chain):
            namesakes = [person for person in holders[chain.key,] if person.words[-1] == chain.key]
            _share(text, chains.pop(chain.key), whole, namesakes)


def _share(text: str, short: Chain, likeliest: Chain, namesakes: list[Chain]) -> None:
    """Give each mention to the namesake last named in full in its paragraph, else to the likeliest.

    Also to the likeliest where one sentence named both: “Akio Toyoda, a grandson of Kiichiro Toyoda, …”.
    """
    if len(namesakes) < 2:
        likeliest.take(short)
        return
    full = sorted((start, index) for index, person in enumerate(namesakes) for start, _ in person.spans)
    form = short.name
    for start, end in short.spans:
        before = bisect_left(full, (start, 0)) - 1
        since = full[before][0] if before >= 0 else -NEAR
        near = start - since < NEAR and "\n\n" not in text[since:start]
        both = (
            near
            and before > 0
            and namesakes[full[before - 1][1]] is likeliest
            and not _SENTENCE_END.search(text, max(full[before - 1][0], since - NEAR), since)
        )
        person = namesakes[full[before][1]] if near and not both else likeliest
        person.spans.append((start, end))
        person.forms[form] += 1


def _relabel_relatives(chains: dict[str, Chain]) -> None:
    """“Ivanka Trump”, a product to the model, is a person where its last word is the name of one."""
    last_words = {chain.words[-1] for chain in chains.values() if chain.label == "PERSON"}
    for chain in chains.values():
        if (
            2 <= len(chain.words) <= 3
            and chain.words[-1] in last_words
            and chain.label in _SLIPS
            and not is_place(chain.name)
            and chain.name not in ORGANISATIONS
            and not is_organisation(chain.name.split())
        ):
            chain.call("PERSON")


def _parts(words: list[str]) -> set[tuple[str, ...]]:
    """The shorter names that a full one may be called by; a namesake keeps the suffix: “Trump Jr.”."""
    suffix = words[-1:] if words[-1] in SUFFIXES else []
    own = words[: len(words) - len(suffix)]
    spans = {tuple(own[i:j]) for i in range(len(own)) for j in range(i + 1, len(own) + 1)}
    return {(*part, *suffix) for part in spans | {(own[0], own[-1])}} if own else set()


def _holder(chain: Chain, holders: dict[tuple[str, ...], list[Chain]]) -> Chain | None:
    """Whose shorter name this is: best by family name, then who is named in full most, then first."""
    words = chain.words
    candidates = holders.get(tuple(words), [])
    short = [words[0], words[-1]]
    if not candidates and len(words) > 2 and words[-1] not in SUFFIXES:
        candidates = holders.get(tuple(short), [])
    return max(
        candidates,
        key=lambda person: (person.words[-1] == words[-1], person.forms.total(), -person.spans[0][0]),
        default=None,
    )


def _may_be_person(chain: Chain) -> bool:
    """Not a place that shares somebody's name; by that name alone another label is a slip of the model."""
    if chain.key in GROUPS:
        return False
    if chain.label in PLACES and is_place(chain.name):
        return 2 * chain.votes.get("PERSON", 0.0) >= sum(chain.votes.get(label, 0.0) for label in PLACES)
    return True
