"""Values that no news has and every schema takes: what a foreign writer of `articles.enriched` may send."""

import json
from random import Random
from typing import Any

LATEST, FIRST = "9999-12-31T23:59:59.999999Z", "1600-01-01T00:00:00Z"
CONTROL = "\x00\x01\x1b[2J\x7f\u202e\u2028\ufffe\U0010ffff"
HUGE = 10**300
SPAN = {"text": CONTROL, "start": HUGE, "end": 0}
ENTITY = {"name": CONTROL, "label": "PERSON", "mentions": [SPAN, {"text": "", "start": 5, "end": 3}]}
MANY = 2000
EXTREMES: dict[str, tuple[Any, ...]] = {
    "published_at": (LATEST, FIRST, None),
    "accepted_at": (LATEST, FIRST),
    "modified_at": (LATEST, FIRST),
    "headline": ("", CONTROL, "x" * 100_000, "<script>alert(1)</script>", '" OR *', None),
    "text": ("", CONTROL, " \n\n ", "word " * 20_000, "\u0300" * 5000, "x" * 200_000, "()" * 5000),
    "source": ("", CONTROL, "s" * 50_000, "\n", "a:b,c|d"),
    "language": ("", CONTROL, "en" * 1000, None),
    "url": ("", CONTROL, "javascript:alert(1)", "http://[", "x" * 50_000),
    "external_id": ("", CONTROL),
    "publisher": ("", CONTROL),
    "canonical_url": ("http://[::1", CONTROL),
    "agency": ("", CONTROL),
    "bylines": ([""] * MANY, [CONTROL]),
    "tags": ([CONTROL] * MANY, [""]),
    "word_count": (HUGE, 2**63, 0),
    "fingerprints": ([""], [CONTROL], ["same"] * MANY, [str(number) for number in range(MANY)], []),
    "entities": (
        [ENTITY],
        [{**ENTITY, "name": ""}],
        [ENTITY] * MANY,
        [{**ENTITY, "mentions": [SPAN] * MANY}],
    ),
    "quotes": ([{**SPAN, "speaker": ""}], [{**SPAN, "speaker": CONTROL, "cue": CONTROL}] * MANY),
    "dates": ([{**SPAN, "value": "0000-99"}], [{**SPAN, "value": CONTROL}]),
    "places": ([{"name": CONTROL, "score": 1e-320, "latitude": -90, "longitude": 180}],),
    "keyphrases": ([{"text": "", "score": 0}], [{"text": CONTROL, "score": 1}] * MANY),
    "summary": ([""], [CONTROL] * MANY),
    "summary_spans": ([SPAN], [{"text": "", "start": 0, "end": HUGE}]),
    "dateline": ({"place": CONTROL, "date": "99999-99", "text": ""}, {}),
    "removed": ([{"text": CONTROL, "reason": ""}] * MANY,),
    "annotators": ([{"name": CONTROL, "version": ""}] * MANY,),
    "addresses": ([], [{"url": CONTROL, "id": ""}], [{"url": "x", "id": "y" * 50_000}] * MANY),
    "retracted": (True,),
}


def extreme(rng: Random, message: bytes, number: int) -> bytes:
    """An enriched article of which one to six fields are extreme; mostly an article of its own."""
    document = json.loads(message)
    for name in rng.sample(sorted(EXTREMES), rng.randint(1, 6)):
        document[name] = rng.choice(EXTREMES[name])
    document["delivery_id"] = f"articles.raw:0:{number}:1"
    if rng.random() < 0.7:
        document["article_id"] = f"{number:032x}"
    if rng.random() < 0.5:
        document["revision"] = f"r{number}"
    return json.dumps(document).encode()
