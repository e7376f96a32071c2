"""The ledger at work: receipts into the store."""

from collections.abc import Callable, Sequence
from datetime import datetime

from schemas import Delivery, Receipt
from services.chassis.settings import Settings
from services.chassis.stage_store import StageResult
from services.store import Store


def load(settings: Settings) -> Callable[[Receipt, Delivery], Receipt]:
    """The stage's function: a receipt needs no work of its own."""

    def pass_on(receipt: Receipt, delivery: Delivery) -> Receipt:
        return receipt

    return pass_on


def write_batch(store: Store, receipts: Sequence[Receipt], now: datetime) -> list[StageResult]:
    """Fold a batch of receipts into the ledger."""
    store.record(receipts)
    return [StageResult(None, receipt.outcome) for receipt in receipts]
