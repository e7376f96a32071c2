"""Who an article is: the same article has one id, the same content one revision, whoever pushes it.

ids.py        article_id, revision, and the id of an address
addresses.py  one spelling for all addresses of one page
trackers.py   what in a query says how a reader came, and not what they read
copies.py     AMP, mobile and print copies, as their addresses show
page_head.py  what a page's head says: its own address, whose it is
own_address.py  whether the address that a page gives as its own can be believed
sites.py      the registrable domain
"""

from services.identity.addresses import canonical
from services.identity.ids import (
    ID,
    ID_LENGTH,
    REVISION_LENGTH,
    Identity,
    address_id,
    article_id,
    identify,
    revision,
)

__all__ = [
    "ID",
    "ID_LENGTH",
    "REVISION_LENGTH",
    "Identity",
    "address_id",
    "article_id",
    "canonical",
    "identify",
    "revision",
]
