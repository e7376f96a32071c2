"""Examples for the OpenAPI document: one article, from what was pushed to what the stream says of it."""

import json
from typing import Any

ID = "6f2c0e9a4b7d4e1f9a3c5d7e8f102132"
REVISION = "3b1f9c2d4e5a6b70"
DELIVERY = "articles.raw:3:118:1537712405123"
TEXT = (
    "Japanese Prime Minister Shinzo Abe met President Donald Trump on Sunday.\n\n"
    "“We will keep working together,” Abe told reporters."
)

RAW: dict[str, Any] = {
    "content": "NEW YORK — Japanese Prime Minister Shinzo Abe met President Donald Trump on Sunday. …",
    "content_type": "text/plain",
    "url": "https://news.example/2018/09/23/abe-trump",
    "source": "Example News",
    "headline": "Abe meets Trump in New York",
    "bylines": ["Jane Doe"],
    "published_at": "2018-09-23T14:00:00Z",
}
BAD_DATE = "article 1: published_at: not an RFC 3339 date or time (Invalid isoformat string: 'Sunday')"
RAW_SCHEMA = {"$ref": "#/components/schemas/RawArticle"}
PUSH_BODY: dict[str, Any] = {
    "required": True,
    "description": "at most 32 MiB, unpacked; the content of an article at most 8 MiB as UTF-8. JSON Lines "
    "may go on for as long as they like: 32 MiB is then the limit of each line",
    "content": {
        "application/json": {
            "schema": {
                "anyOf": [
                    RAW_SCHEMA,
                    {"type": "array", "items": RAW_SCHEMA, "minItems": 1, "maxItems": 1000},
                ]
            },
            "examples": {
                "one": {"summary": "an article", "value": RAW},
                "several": {
                    "summary": "a list",
                    "value": [RAW, {"content": "Another one.", "source": "Wire"}],
                },
                "taken back": {"summary": "a retraction", "value": {"url": RAW["url"], "retracted": True}},
            },
        },
        "application/x-ndjson": {
            "schema": {"type": "string", "description": "a `RawArticle` a line"},
            "example": json.dumps(RAW) + '\n{"content": "Another one.", "source": "Wire"}\n',
        },
    },
}
RECEIPT = {"article_id": ID, "delivery_id": DELIVERY}
RECEIPTS = {
    "one": {"summary": "of an article", "value": RECEIPT},
    "several": {"summary": "of a list", "value": [RECEIPT]},
}
LINE_RECEIPTS: dict[str, Any] = {
    "schema": {"type": "string", "description": "a `LineReceipt` a line"},
    "example": "".join(
        json.dumps(receipt) + "\n"
        for receipt in (
            {"line": 1, "status": "accepted", **RECEIPT},
            {
                "line": 2,
                "status": "refused",
                "detail": "content: Field required",
                "errors": [{"field": "content", "message": "Field required"}],
                "retry": False,
            },
            {
                "line": 3,
                "status": "unavailable",
                "detail": "the broker has not acknowledged in time",
                "retry": True,
            },
        )
    ),
}

WATCH_QUESTION: dict[str, Any] = {"query": '"trade talks"', "person": "Shinzo Abe"}
WATCH: dict[str, Any] = {
    "name": "summit",
    "query": '"trade talks"',
    "person": "Shinzo Abe",
    "place": None,
    "organisation": None,
    "source": None,
}
_narrowing = {"anyOf": [{"type": "string", "maxLength": 1024}, {"type": "null"}]}
WATCH_BODY: dict[str, Any] = {
    "required": True,
    "description": "words or a filter, or several; what they mean in a search",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "description": "as in the path, where it is given"},
                    "query": {"type": "string", "maxLength": 1000},
                    **dict.fromkeys(("person", "place", "organisation", "source"), _narrowing),
                },
            },
            "example": WATCH_QUESTION,
        }
    },
}

_identity: dict[str, Any] = {
    "article_id": ID,
    "revision": REVISION,
    "delivery_id": DELIVERY,
    "accepted_at": "2018-09-23T14:20:05.123Z",
    "source": "Example News",
    "url": "https://news.example/2018/09/23/abe-trump",
}
ARTICLE: dict[str, Any] = {
    **_identity,
    "headline": "Abe meets Trump in New York",
    "bylines": ["Jane Doe"],
    "dateline": {"place": "NEW YORK", "date": None, "text": "NEW YORK —"},
    "published_at": "2018-09-23T14:00:00Z",
    "published_at_basis": "producer",
    "language": "en",
    "text": TEXT,
    "word_count": 19,
    "entities": [
        {
            "name": "Shinzo Abe",
            "label": "PERSON",
            "mentions": [
                {"text": "Shinzo Abe", "start": 24, "end": 34},
                {"text": "Abe", "start": 106, "end": 109},
            ],
        }
    ],
    "quotes": [
        {
            "text": "“We will keep working together,”",
            "start": 74,
            "end": 106,
            "speaker": "Shinzo Abe",
            "cue": "told",
        }
    ],
    "keyphrases": [{"text": "Prime Minister", "score": 1.0}],
    "summary": ["Japanese Prime Minister Shinzo Abe met President Donald Trump on Sunday."],
    "story_id": "9d1c4b7a",
    "duplicate_of": None,
    "watches": ["summit"],
    "indexed_at": "2018-09-23T14:20:07.881Z",
    "revisions": [REVISION],
}
TRACE: list[dict[str, Any]] = [
    {
        "delivery_id": DELIVERY,
        "article_id": ID,
        "revision": REVISION,
        "stage": stage,
        "outcome": outcome,
        "at": f"2018-09-23T14:20:0{second}Z",
    }
    for second, (stage, outcome) in enumerate(
        (("ingest", "accepted"), ("clean", "cleaned"), ("enrich", "enriched"), ("index", "indexed")), start=5
    )
]
_listed: dict[str, Any] = {
    "article_id": ID,
    "title": "Abe meets Trump in New York",
    "source": "Example News",
    "url": _identity["url"],
    "published_at": "2018-09-23T14:00:00Z",
}
SEARCH: dict[str, Any] = {
    "hits": [
        {
            **_listed,
            "accepted_at": _identity["accepted_at"],
            "story_id": "9d1c4b7a",
            "duplicate_of": None,
            "snippet": "Japanese Prime Minister Shinzo Abe met President Donald Trump on Sunday.",
            "matches": [{"start": 31, "end": 34}],
            "score": 4.2,
            "addresses": ["https://amp.news.example/2018/09/23/abe-trump"],
            "copies": [
                {
                    "article_id": "0b9c6d2f1e8a4c3b9d7e5f6a1b2c3d4e",
                    "source": "Example Gazette",
                    "url": "https://gazette.example/abe-trump",
                    "headline": "Abe and Trump meet",
                    "published_at": None,
                    "accepted_at": "2018-09-23T15:02:11Z",
                }
            ],
            "copies_total": 1,
            "copies_sources": 1,
        }
    ],
    "next": "WyJzZWFyY2giLDQuMiwxMTgsIjZmMmMiXQ",
    "facets": {
        "articles": 12,
        "more": False,
        "copies": 1,
        "undated": 1,
        "people": [{"value": "Shinzo Abe", "articles": 12}],
        "places": [{"value": "New York", "articles": 9}],
        "organisations": [{"value": "United Nations", "articles": 4}],
        "sources": [{"value": "Example News", "articles": 3}],
        "days": [{"value": "2018-09-23", "articles": 11}],
    },
}
QUOTES: dict[str, Any] = {
    "quotes": [
        {
            **_listed,
            "accepted_at": _identity["accepted_at"],
            "speaker": "Shinzo Abe",
            "text": "“We will keep working together,”",
            "cue": "told",
        }
    ],
    "next": None,
}
_story: dict[str, Any] = {
    "story_id": "9d1c4b7a",
    "title": "Abe meets Trump in New York",
    "article_count": 1,
    "sources": ["Example News"],
    "first_at": "2018-09-23T14:00:00Z",
    "last_at": "2018-09-23T14:00:00Z",
    "dated": True,
    "weight": 6840.583333,
    "growth": [{"value": "2018-09-23", "articles": 1}],
    "merged": [],
}
STORIES: dict[str, Any] = {"stories": [{**_story, "articles": []}], "next": None}
STORY: dict[str, Any] = {
    **_story,
    "articles": [{**_listed, "accepted_at": _identity["accepted_at"], "duplicate_of": None}],
}
LINE: dict[str, Any] = {
    "at": "2018-09-23T14:25:00Z",
    "minutes": 5,
    "waiting": 0,
    "stages": [
        {
            "stage": "enrich",
            "articles_per_minute": 612.4,
            "latency_p50": 1.24,
            "latency_p95": 3.87,
            "waiting": 42,
            "oldest_waiting_seconds": 3.2,
            "state": "moving",
            "unchanged": 0,
            "dropped": 0,
            "dead": 1,
        }
    ],
    "troubles": [],
    "problem": None,
}
EVENTS = (
    "retry: 2000\nid: 12-0-7.2.1537712407001\n\n"
    'event: article\ndata: {"article_id":"6f2c0e9a4b7d4e1f9a3c5d7e8f102132","revision":"3b1f9c2d4e5a6b70",'
    '"story_id":"9d1c4b7a","duplicate_of":null,"watches":["summit"],…}\nid: 13-0-7.0.1537712407881\n\n'
)
BAD_EVENT_ID = (
    "Last-Event-ID: 'yesterday' is no id of an event of this stream: send one that it gave, or none"
)
