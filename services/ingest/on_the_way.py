"""What this copy passed on lately, by article: what is on its way, the store does not know yet."""

from collections import OrderedDict

MAX_REMEMBERED = 100_000
"""Articles remembered: some 15 MB."""


class OnTheWay:
    """The revision of each article that was passed on last; of the longest ago the least is remembered."""

    def __init__(self, most: int = MAX_REMEMBERED) -> None:
        self._most = most
        self._last: OrderedDict[str, str | None] = OrderedDict()
        self.handed_over = True
        """Whether the ledger knows all that other copies passed on before their partitions came here."""

    def passed_on(self, article_id: str, revision: str | None) -> None:
        """Note what goes on its way; None for a retraction."""
        self._last[article_id] = revision
        self._last.move_to_end(article_id)
        if len(self._last) > self._most:
            self._last.popitem(last=False)

    def is_another(self, article_id: str, revision: str) -> bool:
        """Whether something else of the article was passed on last than this revision.

        What the store shows may then give way before long: the same content pushed now is news after it.
        """
        return self._last.get(article_id, revision) != revision
