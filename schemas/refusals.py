"""What a stage says of an article that it does not pass on: the first kind of failure, told by type.

    Refusal
    ├── Invalid        the message breaks its schema or its bounds   -> dead letter `invalid`
    ├── TooLarge       the message is over a size limit              -> dead letter `too_large`
    └── NotAnArticle   the message is fine, but it is no article     -> receipt `dropped`

Anything else that a stage raises is a bug of ours and dead-letters that one article as `error`.
"""

from schemas.receipt import Reason


class Refusal(Exception):
    """An article that a stage does not pass on; its text says what was wrong, and with what value."""

    reason: Reason


class Invalid(Refusal):
    """The message breaks its schema or its bounds; the text names the field."""

    reason = Reason.INVALID


class TooLarge(Refusal):
    """The message is over a size limit; the text gives both sizes, in bytes."""

    reason = Reason.TOO_LARGE


class NotAnArticle(Refusal):
    """The content is readable but no article: empty, a menu, binary."""

    reason = Reason.NOT_AN_ARTICLE
