"""Embedded posts, quotations and letters: who signs them is reported on, and is no author."""

from collections.abc import Callable

import pytest

from schemas import IngestedArticle
from services.clean.core import clean
from services.clean.lines.posts import is_post_signature

FIRST = (
    "The keeper of the Tarrow light, Ruth Amsel, gave up her post on Monday after a quarrel about its lamp."
)
POST = "I leave the light today. It was an honour to keep it for so many winters, and I will miss the gulls."
LAST = "Her deputy, Jan Brook, will look after the light until the harbour board has found somebody new."

SIGNATURES = [
    "— Ruth Amsel (@ruthamsel) August 24, 2026",
    "— Ruth Amsel (@ruthamsel)",
    "– Ruth Amsel (@ruth_amsel) 24 August 2026",
    "-- Ruth Amsel (@ruthamsel) Aug 24, 2026",
    "Ruth Amsel (@ruthamsel) August 24, 2026",
    "Ruth Amsel @ruthamsel · Aug 24",
    "— Ruth Amsel (@ruth.bsky.social) August 24, 2026 at 3:04 PM",
    "— Ruth Amsel (@ruth@norland.social) Aug 24, 2026, 15:04",
    "— @ruthamsel, Aug. 24, 2026",
    "A post shared by Ruth Amsel (@ruthamsel) on Aug 24, 2026 at 3:04pm PDT",
    "A post shared by Ruth Amsel (@ruthamsel)",
    "View this post on Instagram",
    "— Ruth Amsel on Truth Social, August 24, 2026",
    "— Ruth Amsel, Truth Social",
    "— Ruth Amsel (via X)",
    "Ruth Amsel | Truth Social | Aug 24, 2026",
    "@ruthamsel ♬ original sound - Ruth Amsel",
    "— Ruth Amsel, August 24, 2026",
    "— Ruth Amsel, keeper of the light",
    "Posted by Ruth Amsel on Monday, August 24, 2026",
]
EMBEDS = [
    f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{POST}</p>&mdash; Ruth Amsel (@ruthamsel) '
    '<a href="https://twitter.com/ruthamsel/status/1">August 24, 2026</a></blockquote>',
    f'<blockquote class="instagram-media"><p>{POST}</p><p>A post shared by <a href="https://instagram.com/r">'
    "Ruth Amsel</a> (@ruthamsel)</p></blockquote>",
    f'<div class="truthsocial-embed"><span class="author">Ruth Amsel</span><p>{POST}</p></div>',
    f'<blockquote cite="https://facebook.com/r"><p>{POST}</p>Posted by <a href="/r">Ruth Amsel</a> on '
    '<a href="/p">Monday, August 24, 2026</a></blockquote>',
    f'<blockquote><p>{POST}</p><footer><cite class="quote-author">Ruth Amsel</cite></footer></blockquote>',
    f'<div class="pull-quote"><p>{POST}</p><p class="quote__author">By Ruth Amsel</p></div>',
]


def text_of(signature: str, byline: str, last: str = LAST) -> str:
    return "\n\n".join(filter(None, ("Keeper leaves the light", byline, FIRST, POST, signature, last)))


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("last", [LAST, ""])
def test_signature_in_plain_text(signature: str, last: str, ingested: Callable[..., IngestedArticle]) -> None:
    if not last and signature.startswith("Posted by"):
        return  # at the foot of a story that is its own stamp
    signed = clean(ingested(text_of(signature, "By Nora Feld", last)))

    assert signed.bylines == ("Nora Feld",)
    assert clean(ingested(text_of(signature, "", last))).bylines == ()
    assert POST in signed.text


@pytest.mark.parametrize("embed", EMBEDS)
def test_embed_on_a_page(embed: str, ingested: Callable[..., IngestedArticle]) -> None:
    page = (
        "<html lang=en><head><title>Keeper leaves the light</title></head><body><article>"
        f"<h1>Keeper leaves the light</h1>%s<p>{FIRST}</p>{embed}<p>{LAST}</p></article></body></html>"
    )

    assert clean(ingested(page % "", content_type="text/html")).bylines == ()
    signed = clean(ingested(page % "<p class=byline>By Nora Feld</p>", content_type="text/html"))
    assert signed.bylines == ("Nora Feld",)


@pytest.mark.parametrize(
    "line",
    [
        "By Nora Feld (@norafeld) August 24, 2026",
        "Nora Feld @norafeld",
        "— Nora Feld, Staff Writer",
        "“It was an honour,” said @ruthamsel on Monday, and left.",
        "She has 3,400 likes and a lamp.",
    ],
)
def test_no_signature_of_a_post(line: str) -> None:
    assert not is_post_signature(line)


def test_byline_with_a_handle_below_the_headline(ingested: Callable[..., IngestedArticle]) -> None:
    text = "\n\n".join(("Keeper leaves the light", "Nora Feld @norafeld", FIRST, LAST))
    assert clean(ingested(text)).bylines == ("Nora Feld",)
