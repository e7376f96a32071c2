"""What enrich says about a text: each piece quotes the text it stands on, `text[start:end]`."""

from pydantic import Field

from schemas.fields import Message, Offset


class Span(Message):
    """A piece of the article: `article.text[start:end] == text`, in code points."""

    text: str
    start: Offset
    end: Offset


class Mention(Span):
    """One place where an entity is named."""


class Entity(Message):
    """Somebody or something the article names, with every place where it does.

    `name` is the fullest form in the document; `label` is one of spaCy's OntoNotes labels.
    """

    name: str
    label: str
    mentions: tuple[Mention, ...]
    country_code: str | None = Field(None, description="ISO 3166-1 alpha-2")
    latitude: float | None = Field(None, ge=-90, le=90, description="degrees north")
    longitude: float | None = Field(None, ge=-180, le=180, description="degrees east")


class Place(Message):
    """A place the story is about; `score` falls from 1.0, the place it is about the most.

    `name` is the `name` of an entity, the dateline's place, or a country whose people alone are named.
    """

    name: str
    score: float = Field(ge=0, le=1)
    country_code: str | None = Field(None, description="ISO 3166-1 alpha-2")
    latitude: float | None = Field(None, ge=-90, le=90, description="degrees north")
    longitude: float | None = Field(None, ge=-180, le=180, description="degrees east")


class Quote(Span):
    """Words quoted, quotation marks included; `speaker` is the `name` of the entity who speaks.

    `cue` is the word that says that somebody speaks (“said”, “told”), null where there is none.
    """

    speaker: str | None = None
    cue: str | None = None


class DateMention(Span):
    """A date in the text; `value` is ISO 8601, null where the text gives no way to tell."""

    value: str | None = None


class KeyPhrase(Message):
    """A phrase the article is about; `score` falls from 1.0, the best phrase of the article."""

    text: str
    score: float = Field(ge=0, le=1)


class Annotator(Message):
    """Who annotated: the annotator's own version and the model it used, null where it uses none."""

    name: str
    version: str
    model: str | None = None
