"""Knows the signature of a post that an article quotes: “— Lena Hoff (@lenahoff) August 24, 2026”.

Who is quoted is reported on, and is no author.
"""

import re

HANDLE = r"@[\w.-]{1,40}(?:@[\w.-]{3,60})?"
NAME = r"[^\W\d_][^|•·()@\n]{0,60}"
WHEN = r"(?=.*\d)[\w ,.:/·•|+-]{4,60}"
NETWORK = (
    r"(?:X|Twitter|X, formerly (?:known as )?Twitter|Facebook|Instagram|Truth Social|Threads|Bluesky|Mastodon"
    r"|TikTok|LinkedIn|Telegram|YouTube|Weibo|VK)"
)
SIGNATURES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # Twitter's, Bluesky's, Mastodon's and Truth Social's embeds
        rf"[—–―-]{{1,2}}\s?(?:{NAME})?[(\[]?{HANDLE}[)\]]?(?:[\s,·•|–—-]+{WHEN})?\s*",
        rf"{NAME}\s?[(\[]{HANDLE}[)\]][\s,·•|–—-]+{WHEN}\s*",
        rf"{NAME}\s{HANDLE}\s*[·•]\s*{WHEN}\s*",
        rf"{NAME}\s[✓✔☑]\S?\s?{HANDLE}.*",
        # Instagram's, TikTok's
        r"(?:a|ein|une|un|una) (?:post|photo|video|beitrag|publication|publicación|post) "
        r"(?:shared by|geteilt von|partagée par|compartida por|condiviso da)\b.{1,120}",
        r"(?:view|see) this (?:post|photo|profile|thread) on \w+|sieh dir diesen beitrag auf \w+ an",
        rf"{HANDLE}\s*[♬♫].*|[♬♫]\s.{{1,120}}",
        # by its name
        rf"[—–―-]{{1,2}}\s?{NAME}[,(]?\s?(?:on|via|auf|sur|en|su)\s{NETWORK}\)?(?:[\s,·•|–—-]+{WHEN})?\s*",
        rf"[—–―-]{{1,2}}\s?{NAME},\s{NETWORK}(?:[\s,·•|–—-]+{WHEN})?\s*",
        rf"{NAME}\s?[|·•]\s?{NETWORK}(?:\s?[|·•]\s?{WHEN})?\s*",
        r"[\d.,]+[KkM]? (?:retruths|retweets|reposts|likes|replies)\b[\w\s.,·]{0,60}",
    )
)
BY = re.compile(r"\W{0,3}(?:by|von|par|por|door|story|words|text|written|reporting)\b", re.IGNORECASE)
QUOTED = re.compile(rf"\s*[—–―-]{{1,2}}\s?{NAME}(?:[\s,]+{WHEN})?\s*")
FACEBOOK = re.compile(rf"Posted by {NAME} on (?:\w{{6,9}}, )?\w{{3,9}} \d{{1,2}}, \d{{4}}\s*", re.IGNORECASE)
DATED = re.compile(rf"\s*[—–―-]{{1,2}}\s?{NAME}[\s,]+{WHEN}\s*")
MAX_SIGNATURE_CHARS = 200


def is_post_signature(line: str) -> bool:
    """Whether the line is how an embedded post of a network signs, or names what it is."""
    if len(line) > MAX_SIGNATURE_CHARS or BY.match(line):
        return False
    return any(form.fullmatch(line) for form in SIGNATURES)


def may_sign_quotation(line: str) -> bool:
    """Whether the line may be the source of a quotation, a letter or a post above it: a dash and a name.

    Facebook's embeds sign as a blog does: “Posted by Lena Hoff on Monday, August 24, 2026”.
    """
    return (
        len(line) <= MAX_SIGNATURE_CHARS and (QUOTED.fullmatch(line) or FACEBOOK.fullmatch(line)) is not None
    )


def dates_quotation(line: str) -> bool:
    """Whether the line is a dash, a name and a date: the source of what stands above it, also at the foot."""
    return len(line) <= MAX_SIGNATURE_CHARS and DATED.fullmatch(line) is not None
