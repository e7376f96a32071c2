"""What becomes of an article at a stage, and what is written of it: a receipt, a dead letter for the dead."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeGuard

from schemas import Outcome, Reason, Receipt
from services.chassis.headers import cause_of_death, cloud_event, trace_of
from services.chassis.outgoing import Outgoing, outgoing
from services.chassis.records import ConsumedRecord, ProducerRecord
from services.chassis.stage_store import StageResult
from services.chassis.step import Identity, Passed, Refused
from services.line import RECEIPTS, Stage, dead_letters


@dataclass(frozen=True)
class Done:
    """What the stage did: `sends` goes to its output topic, where there is one."""

    identity: Identity
    outcome: Outcome | None
    sends: tuple[Outgoing, ...]
    detail: str | None = None


Verdict = Done | Refused


def passed_on(stage: Stage, passed: Passed) -> Done:
    """What a stage without a store made of an article goes on as it is."""
    sends: tuple[Outgoing, ...] = ()
    if passed.value is not None:
        event = f"{passed.identity.delivery_id}/{stage.name}"
        sends = (Outgoing(key_of(passed.identity), event, passed.value, passed.retracted),)
    return Done(passed.identity, stage.outcome, sends)


def written(stage: Stage, identity: Identity, answer: StageResult) -> Done:
    """What became of an article when the store had its say, under the id by which the store knows it."""
    messages = (*([] if answer.message is None else [answer.message]), *answer.also)
    sends = tuple(outgoing(message, stage.name, identity.delivery_id) for message in messages)
    meant = identity if answer.article_id is None else replace(identity, article_id=answer.article_id)
    return Done(meant, answer.outcome, sends, answer.detail)


def outcome_of(stage: Stage, verdict: Verdict) -> Outcome | None:
    """What the receipt says became of the article; None where the stage writes none."""
    if stage.outcome is None or isinstance(verdict, Done):
        return verdict.outcome if isinstance(verdict, Done) and stage.outcome else None
    return Outcome.DROPPED if verdict.reason is Reason.NOT_AN_ARTICLE else Outcome.DEAD


def is_dead(verdict: Verdict) -> TypeGuard[Refused]:
    """Whether a dead letter tells of it; what is merely no article is dropped."""
    return isinstance(verdict, Refused) and verdict.reason is not Reason.NOT_AN_ARTICLE


def is_our_error(verdict: Verdict) -> TypeGuard[Refused]:
    """Whether a bug of ours killed the article."""
    return isinstance(verdict, Refused) and verdict.reason is Reason.ERROR


def receipt_of(
    stage: Stage, record: ConsumedRecord, verdict: Verdict, outcome: Outcome, now: datetime
) -> ProducerRecord:
    """The receipt of one delivery at one stage."""
    identity = verdict.identity
    receipt = Receipt(
        delivery_id=identity.delivery_id,
        article_id=identity.article_id,
        revision=identity.revision,
        stage=stage.name,
        outcome=outcome,
        reason=verdict.reason if isinstance(verdict, Refused) else None,
        detail=verdict.error if isinstance(verdict, Refused) else verdict.detail,
        at=now,
    )
    event = f"{identity.delivery_id}/{stage.name}/{receipt.outcome}"
    headers = cloud_event(Receipt, stage.service, event, now, trace_of(record.headers, identity.delivery_id))
    return ProducerRecord(RECEIPTS, key_of(identity), receipt.model_dump_json().encode(), headers)


def dead_letter(stage: Stage, record: ConsumedRecord, refused: Refused, now: datetime) -> ProducerRecord:
    """The message as it came, its cause of death in headers."""
    cause = cause_of_death(stage.name, record.delivery, refused, now)
    # a record of nothing at all can't be sent: what could not be read lies under its place
    key = record.delivery.id.encode() if record.unreadable and record.key is None else record.key
    return ProducerRecord(dead_letters(stage.input_topic), key, record.value, [*record.headers, *cause])


def key_of(identity: Identity) -> bytes:
    """The article's id, so that order holds per article; the delivery's where it has none."""
    return (identity.article_id or identity.delivery_id).encode()
