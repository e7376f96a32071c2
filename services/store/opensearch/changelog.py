"""What was told of the articles of a batch, and what their deliveries owe (`services/store/changelog.py`)."""

from collections.abc import Collection, Mapping

from schemas import IndexedArticle
from services.store.changelog import Changes, read_message, tell_anew, write_message
from services.store.opensearch.articles import Articles
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import id_of

VERSIONS = 1_000_000
"""Messages that one batch can tell anew, each in a version of its own."""


def tell(
    articles: Articles, fence: int, article_ids: Collection[str], changes: Changes
) -> dict[str, IndexedArticle]:
    """These articles as they are now; those that differ from what was told are told so from now on."""
    told: dict[str, IndexedArticle] = {}
    version = fence * VERSIONS
    articles.load(article_ids)
    for article_id in sorted(article_ids):
        document = articles.find(article_id)
        if document is None:
            continue
        known = None if document.told is None else read_message(document.told)
        stands = (document.story_id, document.duplicate_of)
        message = tell_anew(known, changes, article_id, stands, version + 1)
        if message is not None:
            version += 1
            articles.change(article_id).told = write_message(message)
        elif known is not None:
            message = known
        else:
            continue
        told[article_id] = message
    return told


def newer(cluster: Cluster, versions: Mapping[str, int]) -> list[IndexedArticle]:
    """Articles that were told in a later version, as they are now."""
    ids = list(dict.fromkeys(map(id_of, versions)))
    found = cluster.mget(cluster.read("articles"), ids, ["known.told"]) if ids else {}
    written = [hit["_source"]["known"]["told"] for hit in found.values()]
    told = [read_message(each) for each in written if each is not None]
    return [each for each in told if each.version > versions[each.article_id]]
