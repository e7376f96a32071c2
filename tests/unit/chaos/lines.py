"""Runs made up for the checker: a line that did all right, to be spoilt by the tests."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.chaos.seen import DEAD, ENDS, GROUPS, OUTPUTS, RAW, RECEIPTS, Acknowledged, Record, Seen, Window

START = 1_800_000_000
SENDERS = dict(zip(OUTPUTS, ("ingest", "clean", "enrich", "index"), strict=True))


@dataclass
class MadeLine:
    """Topics, store and audit of a run, as they should be after what was pushed with `push`."""

    records: list[Record] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    store: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    faults: list[Window] = field(default_factory=list)

    def push(self, article: str, revision: str | None) -> Record:
        """An article of that revision, None to take it back; all goes well. The message pushed."""
        token = f"chaos-{len(self.acknowledged)}"
        said = {"external_id": token, "headline": revision, "retracted": revision is None}
        raw = self.send(RAW, f"https://{article}", said)
        ends = ("retracted",) if revision is None else ("indexed", "unchanged", "retracted")
        self.acknowledged.append(Acknowledged(token, ends, raw.key, (raw.partition, raw.offset)))
        identity = {"article_id": article, "revision": revision, "delivery_id": raw.delivery}
        version = len(self.topic(OUTPUTS[-1])) + 1
        for topic in OUTPUTS:
            more = {"story_id": "s", "duplicate_of": None, "version": version} if topic == OUTPUTS[-1] else {}
            service = SENDERS[topic]
            event = f"{raw.delivery}/{service}"
            self.send(topic, article, {**identity, **more}, service, event)
            if revision is None and topic in OUTPUTS[2:]:
                self.send(topic, article, None, service, f"{event}/tombstone")
            outcome = {"ingest": "accepted", "clean": "cleaned", "enrich": "enriched"}.get(service)
            outcome = outcome or ("retracted" if revision is None else "indexed")
            self.receipt(raw, {**identity, "outcome": outcome}, service)
        self.store[article] = {
            "revision": revision,
            "story_id": "s",
            "duplicate_of": None,
            "headline": revision,
            "retracted": revision is None,
        }
        return raw

    def receipt(self, raw: Record, fields: dict[str, Any], service: str) -> None:
        event = f"{raw.delivery}/{service}/{fields['outcome']}"
        self.send(RECEIPTS, str(fields["article_id"]), fields, service, event)

    def send(
        self, topic: str, key: str, fields: dict[str, Any] | None, source: str = "", event: str = ""
    ) -> Record:
        """One message at the end of its topic, a tenth of a second after the one before."""
        offset = len(self.topic(topic))
        at = (START * 1000) + 100 * len(self.records)
        body = None if fields is None else repr(sorted(fields.items(), key=lambda item: item[0]))
        record = Record(topic, 0, offset, at, key, body, source, event, fields or {})
        self.records.append(record)
        return record

    def topic(self, name: str) -> list[Record]:
        return [record for record in self.records if record.topic == name]

    def again(self, topic: str, number: int, **changed: Any) -> Record:
        """Send once more what lies there at that offset."""
        first = self.topic(topic)[number]
        record = replace(
            first,
            offset=len(self.topic(topic)),
            timestamp=self.records[-1].timestamp + 100,
            **changed,
        )
        self.records.append(record)
        return record

    def drop(self, records: Iterable[Record]) -> None:
        """As if they had never been sent."""
        gone = set(map(id, records))
        self.records = [record for record in self.records if id(record) not in gone]

    def fault(self, kind: str, service: str = "", number: int = 1) -> None:
        """A fault that has just been."""
        now = self.records[-1].at
        self.faults.append(Window(number, kind, service, now - 1, now))

    def seen(self, **spoilt: Any) -> Seen:
        """All of it, with the audit and the offsets that such a line would have."""
        topics = {name: self.topic(name) for name in (RAW, *OUTPUTS, RECEIPTS, *DEAD)}
        ends = {}
        for receipt in topics[RECEIPTS]:
            if receipt.fields["outcome"] in ENDS:
                ends[receipt.fields["delivery_id"]] = receipt.fields["outcome"]
        counted = Counter(ends.values())
        audit = {name: counted[name] for name in ENDS}
        audit |= {"accepted": len(topics[RAW]), "waiting": 0, "in_flight": 0, "balanced": True}
        committed = {
            (f"pressline-{service}", name, 0): max((r.offset + 1 for r in topics[name]), default=0)
            for service, names in GROUPS.items()
            for name in names
        }
        made = Seen(topics, self.acknowledged, self.store, audit, 0, committed, self.faults)
        return replace(made, **spoilt)
