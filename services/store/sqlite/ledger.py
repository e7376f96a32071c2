"""The ledger: receipts folded by delivery, stage and outcome, and counted as they come.

Work done twice after a crash writes its receipts twice; the second changes nothing. The counts are
kept beside the receipts in the same transaction, so that an audit reads eight rows, not ten million.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any

from schemas import Outcome, Receipt
from services.store.folding import contradicts, gives_way, place_of
from services.store.folding import tally as add_up
from services.store.values import moment, number, storable
from services.store.views import Journey

JOURNEYS = """
    SELECT d.delivery_id, d.article_id, d.revision, d.opened_at, d.outcome, d.stage, d.conflict,
           r.reason, r.detail, r.at AS ended_at
    FROM deliveries d
    LEFT JOIN receipts r ON r.delivery = d.number AND r.stage = d.stage AND r.outcome = d.outcome
"""


def record(connection: sqlite3.Connection, receipts: Iterable[Receipt]) -> None:
    """Fold receipts into the ledger."""
    counts: Counter[str] = Counter()
    for receipt in receipts:
        delivery, opened = _open(connection, receipt)
        counts["accepted"] += opened
        if _keep(connection, delivery, receipt) and receipt.outcome.ends:
            counts.update(_end(connection, delivery, receipt))
    connection.executemany(
        "INSERT INTO tally (name, count) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET count = count + excluded.count",
        [(name, count) for name, count in counts.items() if count],
    )


def _open(connection: sqlite3.Connection, receipt: Receipt) -> tuple[int, bool]:
    """The number of the receipt's delivery, and whether this is the first that is heard of it."""
    found = connection.execute(
        "SELECT number, article_id FROM deliveries WHERE delivery_id = ?", (receipt.delivery_id,)
    ).fetchone()
    if found is None:
        made = connection.execute(
            "INSERT INTO deliveries (delivery_id, article_id, revision, opened_at) VALUES (?, ?, ?, ?)",
            (receipt.delivery_id, receipt.article_id, receipt.revision, number(receipt.at)),
        )
        return int(made.lastrowid or 0), True
    if found[1] is None and receipt.article_id is not None:
        connection.execute(
            "UPDATE deliveries SET article_id = ?, revision = ? WHERE number = ?",
            (receipt.article_id, receipt.revision, found[0]),
        )
    return int(found[0]), False


def _keep(connection: sqlite3.Connection, delivery: int, receipt: Receipt) -> bool:
    """Keep the receipt; False for one that was there."""
    kept = connection.execute(
        "INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?, ?, ?)",
        (delivery, receipt.stage, receipt.outcome, receipt.reason, receipt.detail, number(receipt.at)),
    )
    return kept.rowcount == 1


def _end(connection: sqlite3.Connection, delivery: int, receipt: Receipt) -> dict[str, int]:
    """Let the journey end as the receipt says, where it may; gives what the counts gain."""
    told, conflict = connection.execute(
        "SELECT outcome, conflict FROM deliveries WHERE number = ?", (delivery,)
    ).fetchone()
    end = None if told is None else Outcome(told)
    if gives_way(end, receipt.outcome):
        connection.execute(
            "UPDATE deliveries SET stage = ?, outcome = ? WHERE number = ?",
            (receipt.stage, receipt.outcome, delivery),
        )
        return {receipt.outcome: 1} if end is None else {receipt.outcome: 1, end: -1}
    if conflict or not contradicts(end, receipt.outcome):
        return {}
    connection.execute("UPDATE deliveries SET conflict = 1 WHERE number = ?", (delivery,))
    return {"conflicts": 1}


def trace(connection: sqlite3.Connection, key: str) -> list[Receipt]:
    """The receipts of an article or a delivery: delivery by delivery, each in the order of the journey."""
    rows = connection.execute(
        """
        SELECT d.number, d.delivery_id, d.article_id, d.revision, r.stage, r.outcome, r.reason, r.detail, r.at
        FROM deliveries d JOIN receipts r ON r.delivery = d.number
        WHERE d.article_id = :key OR d.delivery_id = :key
        """,
        {"key": storable(key)},
    ).fetchall()
    rows.sort(key=lambda row: (row["number"], place_of(row["stage"]), row["at"], row["outcome"]))
    return [_receipt(row) for row in rows]


def journeys(connection: sqlite3.Connection, delivery_ids: Iterable[str]) -> dict[str, Journey]:
    """What became of these deliveries."""
    found = {}
    for delivery_id in delivery_ids:
        row = connection.execute(f"{JOURNEYS} WHERE d.delivery_id = ?", (storable(delivery_id),)).fetchone()
        if row is not None:
            found[delivery_id] = _journey(row)
    return found


def unfinished(connection: sqlite3.Connection, limit: int) -> list[Journey]:
    """Deliveries without an end, oldest first."""
    rows = connection.execute(f"{JOURNEYS} WHERE d.outcome IS NULL ORDER BY d.opened_at LIMIT ?", (limit,))
    return [_journey(row) for row in rows]


def on_the_way(connection: sqlite3.Connection, article_ids: Iterable[str]) -> frozenset[str]:
    """Those of these articles of which a delivery was accepted that has not ended."""
    asked = json.dumps([storable(each) for each in article_ids])
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM deliveries"
        " WHERE outcome IS NULL AND article_id IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return frozenset(row[0] for row in rows)


def tally(connection: sqlite3.Connection) -> dict[str, int]:
    """Deliveries by their end; `in_flight` are those without one."""
    known = dict(connection.execute("SELECT name, count FROM tally").fetchall())
    return add_up(known, known.get("accepted", 0), known.get("conflicts", 0))


def _receipt(row: sqlite3.Row) -> Receipt:
    fields: dict[str, Any] = dict(row)
    return Receipt(**{**fields, "at": moment(row["at"])})


def _journey(row: sqlite3.Row) -> Journey:
    fields: dict[str, Any] = dict(row)
    ended_at = None if row["ended_at"] is None else moment(row["ended_at"])
    return Journey(**{**fields, "opened_at": moment(row["opened_at"]), "ended_at": ended_at})
