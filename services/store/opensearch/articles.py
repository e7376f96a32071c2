"""The articles that a batch reads and writes, in memory until it ends."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import Document, id_of
from services.store.opensearch.features_cache import write_candidate
from services.store.opensearch.lease import Write

PAGE = 5_000
"""Articles of one answer."""
NUMBERS = 1_000_000
"""Articles that one batch can add, and each has a number of its own."""


class Articles:
    """The articles that one batch knows of."""

    def __init__(self, cluster: Cluster, fence: int) -> None:
        self._cluster = cluster
        self._number = fence * NUMBERS
        self._known: dict[str, Document | None] = {}
        self._changed: dict[str, Document] = {}

    def load(self, article_ids: Iterable[str]) -> None:
        """Fetch those that are not known yet."""
        new = [each for each in dict.fromkeys(article_ids) if each not in self._known]
        found = (
            self._cluster.mget(self._cluster.read("articles"), [id_of(each) for each in new]) if new else {}
        )
        for each in new:
            hit = found.get(id_of(each))
            self._known[each] = None if hit is None else Document.read(hit["_source"])

    def find(self, article_id: str) -> Document | None:
        """An article, where there is one."""
        self.load([article_id])
        return self._known[article_id]

    def there(self, article_id: str) -> Document:
        """An article that is there."""
        found = self.find(article_id)
        if found is None:
            raise KeyError(article_id)
        return found

    def change(self, article_id: str) -> Document:
        """An article that is going to be written, made where there is none yet."""
        document = self.find(article_id)
        if document is None:
            self._number += 1
            document = Document(article_id, self._number)
            self._known[article_id] = document
        self._changed[article_id] = document
        return document

    def all_with(self, field: str, value: str) -> list[Document]:
        """All shown articles of a story, or that repeat an original."""
        ids = [each for each in self._search(field, value) if each not in self._changed]
        self.load(ids)
        unchanged = [self.there(each) for each in ids]
        changed = [each for each in self._changed.values() if each.found_by.get(field) == value]
        return unchanged + changed

    def writes(self) -> list[Write]:
        """What the batch has changed."""
        index = self._cluster.write("articles")
        return [(index, id_of(each.article_id), _source(each)) for each in self._changed.values()]

    @property
    def changed(self) -> Sequence[Document]:
        """The articles that the batch has changed."""
        return list(self._changed.values())

    def _search(self, field: str, value: str) -> list[str]:
        found: list[str] = []
        body: dict[str, Any] = {
            "query": {"term": {field: value}},
            "size": PAGE,
            "sort": [{"number": "asc"}],
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["article_id"],
        }
        while True:
            hits = self._cluster.search(self._cluster.read("articles"), body)["hits"]["hits"]
            found += [hit["fields"]["article_id"][0] for hit in hits]
            if len(hits) < PAGE:
                return found
            body["search_after"] = hits[-1]["sort"]


def _source(document: Document) -> dict[str, Any]:
    source = document.source()
    if document.shown is not None:
        source["candidate"] = write_candidate(document)
    return source
