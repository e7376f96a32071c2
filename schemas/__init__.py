"""The messages on Pressline's topics. Imports pydantic and the standard library only."""

from schemas.annotations import Annotator, DateMention, Entity, KeyPhrase, Mention, Place, Quote, Span
from schemas.article import (
    Address,
    ChangedBy,
    CleanArticle,
    Dateline,
    EnrichedArticle,
    Identified,
    IndexedArticle,
    IngestedArticle,
    RawArticle,
    RemovalReason,
    Removed,
)
from schemas.delivery import Delivery
from schemas.fields import Message
from schemas.receipt import Outcome, Reason, Receipt
from schemas.refusals import Invalid, NotAnArticle, Refusal, TooLarge

__all__ = [
    "Address",
    "Annotator",
    "ChangedBy",
    "CleanArticle",
    "DateMention",
    "Dateline",
    "Delivery",
    "EnrichedArticle",
    "Entity",
    "Identified",
    "IndexedArticle",
    "IngestedArticle",
    "Invalid",
    "KeyPhrase",
    "Mention",
    "Message",
    "NotAnArticle",
    "Outcome",
    "Place",
    "Quote",
    "RawArticle",
    "Reason",
    "Receipt",
    "Refusal",
    "RemovalReason",
    "Removed",
    "Span",
    "TooLarge",
]
