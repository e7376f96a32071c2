"""What a language pack holds: one field is one word file of the same name, in the folder of its language.

Where a language has no such file, the table is empty: its README says what is measured and what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, TypeVar, get_type_hints

from services.languages import word_files

Words = Annotated[frozenset[str], word_files.words]
Listed = Annotated[tuple[str, ...], word_files.listed]
Phrases = Annotated[frozenset[str], word_files.phrase_set]
Rows = Annotated[tuple[tuple[str, ...], ...], word_files.rows]
Groups = Annotated[Mapping[str, frozenset[str]], word_files.groups]
PhraseGroups = Annotated[Mapping[str, tuple[str, ...]], word_files.phrase_groups]
Pairs = Annotated[Mapping[str, tuple[str, ...]], word_files.pairs]
Patterns = Annotated[Mapping[str, tuple[str, ...]], word_files.patterns]
"""The kinds of tables: what they are in the program, and how their files are read."""


@dataclass(frozen=True)
class Calendar:
    """Days, months, numbers, and what tells them from what looks alike. Small letters, unless said."""

    months: Rows
    weekdays: Rows
    months_in_capitals_only: Words
    units: Listed
    numbers: Listed
    other_numbers: Pairs
    ordinals: Listed
    seasons: Listed
    named_days: Words
    day_titles: Words
    in_time: Words
    surely_in_time: Words
    months_that_are_names: Words
    counted: Words
    amounts: Words
    year_openers: Words
    year_continuers: Words
    holiday_things: Words
    before_holidays: Words
    before_stretches: Words
    modals: Listed
    plans: Listed
    infinitives: Listed
    schedule_verbs: Listed
    past_verbs: Listed
    past_sayings: Listed
    not_past: Listed
    past_words: Words
    future_words: Words

    @property
    def month_names(self) -> Listed:
        """The twelve whole names."""
        return tuple(forms[0] for forms in self.months)

    @property
    def short_months(self) -> Listed:
        """The names as they are shortened, without their dots, in the order of the year."""
        return tuple(form for forms in self.months for form in forms[1:])

    @property
    def day_names(self) -> Listed:
        """The seven whole names, Monday first."""
        return tuple(forms[0] for forms in self.weekdays)

    @property
    def short_days(self) -> Listed:
        """The names as they are shortened, without their dots, in the order of the week."""
        return tuple(form for forms in self.weekdays for form in forms[1:])

    def starts(self, names: Listed) -> Listed:
        """The first three letters of names, by which each is known."""
        return tuple(name[:3] for name in names)


@dataclass(frozen=True)
class People:
    """Titles, offices and trades, and whom they may stand for."""

    titles: Words
    title_endings: Words
    regnal_titles: Words
    honorifics: Words
    title_parts: Words
    kept_titles: Words
    abbreviated_titles: Pairs
    name_suffixes: Words
    men: Words
    women: Words
    anyone: Words
    companies: Words
    bodies: Words
    offices: Words
    never_named: Words
    rank_words: Words
    portfolios: Words


@dataclass(frozen=True)
class Names:
    """What the words of a name, and those beside it, say of what it names."""

    organisation_ends: Words
    organisation_starts: Words
    company_forms: Words
    company_nouns: Words
    place_ends: Groups
    place_starts: Groups
    place_nouns: Words
    common_nouns: Words
    names_that_are_words: Words
    wide_regions: Phrases
    ministry_subjects: Listed
    within: Words
    before_of: Words
    city_names: Pairs
    country_names: Pairs


@dataclass(frozen=True)
class Speech:
    """Verbs of saying, and what else says that somebody speaks."""

    regular_verbs: Listed
    irregular_verbs: Listed
    plain_forms: Words
    noun_forms: Words
    sayings: Words
    before_marks: Words
    verbs_of_other_senses: Words
    naming_verbs: Words
    says_beside_name: Words


@dataclass(frozen=True)
class Text:
    """The words that hold sentences together, and those that say little."""

    stop_words: Words
    abbreviations: Words
    determiners: Words
    pronouns: Words
    before_verbs: Words
    prepositions: Words
    number_words: Words
    links: Words
    stop_words_with_content: Words
    vague_words: Words
    common_in_news: Words
    leading_plurals: Words
    same_in_the_past: Words
    verbs_and_no_nouns: Words
    pasts_that_are_nouns: Words
    nouns_in_ing: Words
    title_particles: Words
    compound_starts: Words
    compound_ends: Words


@dataclass(frozen=True)
class Page:
    """What stands around an article: menus, buttons, appeals, notices.

    The groups of `boilerplate` are reasons for which clean removes a line.
    """

    boilerplate: Patterns
    filler: Words
    share_actions: Words
    share_words: Words
    menu: Words
    menu_only: Words
    sections: Words
    comment_words: Words
    button_verbs: Words
    button_things: Words
    never_in_articles: Words
    address_words: Words
    page_words: Words
    phrase_words: Words


@dataclass(frozen=True)
class Bylines:
    """What stands beside the names of authors."""

    press_roles: Words
    desks: Words
    before_roles: Words
    paper_words: Words


@dataclass(frozen=True)
class Datelines:
    """What tells the place of a dateline from what else stands before a dash."""

    item_labels: Words
    headings: Words
    not_a_place: Words
    dateline_cities: Words
    cities: Phrases
    states: Phrases
    countries: Phrases
    seats: Phrases
    ground_words: Phrases
    town_words: Phrases


@dataclass(frozen=True)
class Language:
    """The words of one language, by what they are for; `code` is its code in ISO 639-1."""

    code: str
    calendar: Calendar
    people: People
    names: Names
    speech: Speech
    text: Text
    page: Page
    bylines: Bylines
    datelines: Datelines


@dataclass(frozen=True)
class Press:
    """What the world's press writes in whatever language: agencies, networks, other languages' labels."""

    agencies: Pairs
    month_starts: Rows
    networks: Words
    language_names: Words
    stamp_words: Words
    time_words: Words
    labels: PhraseGroups
    subscribe_words: Words
    site_generic: Words
    site_left_out: Words
    site_papers: Words
    nobody: Phrases
    other_press_roles: Words
    name_particles: Words
    name_prefixes: Words
    mac_names: Words
    arabic_articles: Words
    place_particles: Words
    compound_links: Words


Tables = TypeVar("Tables")


def read_tables(kind: type[Tables], folder: str) -> Tables:
    """The tables of one group, read from a folder."""
    read = {name: hint.__metadata__[0] for name, hint in get_type_hints(kind, include_extras=True).items()}
    return kind(**{name: of(word_files.lines_of(folder, name)) for name, of in read.items()})


@cache
def read_language(code: str) -> Language:
    """The pack of a language, read from the folder of its code."""
    groups = {name: kind for name, kind in get_type_hints(Language).items() if name != "code"}
    return Language(code, **{name: read_tables(kind, code) for name, kind in groups.items()})
