"""Who and what an article names, each once: mentions gathered into one entity, one label for all of them.

The model labels every mention by itself, and calls Trump an organisation in one sentence and a
person in the next; over a whole article its votes, with what the names themselves say, are right.
"""

from schemas import Annotator, Entity, Mention
from services.enrich.entities.chains import Chain, gather
from services.enrich.entities.mentions import LABELS, find, lower_words, mark
from services.enrich.entities.names import SUFFIXES, SYNONYMS, bare
from services.enrich.entities.ner_recall import find_missed
from services.enrich.entities.people import join_people
from services.enrich.entities.short_names import join_acronyms, join_halves, join_organisations, short_names
from services.enrich.entities.span_trimming import SPACED_DASH
from services.enrich.nlp_model import AnnotatedText, Name

ANNOTATOR = Annotator(name="entities", version="2")

SHORTEST_SHOUTED = 4
"""Letters of a name that is looked for in lines all in capitals; a shorter one may be another's acronym."""


def name_entities(reading: AnnotatedText) -> tuple[Entity, ...]:
    """The entities of a text, in the order they are first named; no two mentions overlap."""
    text = reading.text
    marked = mark(text, reading.names)
    others = [_before_dash(text, name) for name in reading.names if name.label not in LABELS]
    lower = lower_words(text)
    marked += find_missed(reading, _extents(others, marked), lower)
    forms = {text[name.start : name.end] for name in marked}
    bodies = {text[name.start : name.end] for name in marked if name.label == "ORG"}
    forms |= {short for body in bodies for short in short_names(body) if _is_rare(short)}
    forms |= {form.upper() for form in forms if len(form) > SHORTEST_SHOUTED}
    people = [text[name.start : name.end].split() for name in marked if name.label == "PERSON"]
    last_words = {words[-1] for words in people if len(words) > 1 and bare(words[-1]) not in SUFFIXES}
    taken = _extents(others, marked)
    found = [Name(*span, "") for span in find(text, forms | last_words | set(SYNONYMS), taken, lower)]
    chains = gather(text, sorted([*marked, *found]))
    join_people(text, chains)
    join_acronyms(text, chains)
    join_organisations(chains)
    join_halves(chains)
    entities = [_entity(text, chain) for chain in chains.values() if chain.label]
    return tuple(sorted(entities, key=lambda entity: entity.mentions[0].start))


def _before_dash(text: str, name: Name) -> Name:
    """“June 1 - The African National Congress”, all a date to the model, up to the dash."""
    dash = SPACED_DASH.search(text, *name[:2])
    return name._replace(end=dash.start()) if dash else name


def _is_rare(short: str) -> bool:
    """“Evergrande”, but not “Human Rights” of a Human Rights Council."""
    return " " not in short and len(short) > SHORTEST_SHOUTED


def _extents(*names: list[Name]) -> list[tuple[int, int]]:
    return [(name.start, name.end) for some in names for name in some]


def _entity(text: str, chain: Chain) -> Entity:
    mentions = tuple(
        Mention(text=text[start:end], start=start, end=end) for start, end in sorted(chain.spans)
    )
    return Entity(name=chain.name, label=chain.label, mentions=mentions)
