"""Whatever lies on a topic, a step passes it or refuses it: nothing raises, and nothing is a bug of ours."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Outcome, Reason
from services.chassis.step import ERROR_LENGTH, Passed, Refused, StageFunction, step
from services.line import STAGES, Stage
from tests.unit.ingest.made import PROSE, delivery, moments, texts

LIGHT = [stage for stage in STAGES if stage.name != "enrich"]
"""The stages that need no model."""

anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)
right: dict[str, st.SearchStrategy[Any]] = {
    "accepted_at": st.just("2026-03-01T11:00:00Z"),
    "at": st.just("2026-03-01"),
    "outcome": st.sampled_from([outcome.value for outcome in Outcome]),
    "content": texts | st.just(PROSE),
    "content_type": st.sampled_from(["text/html", "text/plain"]),
    "published_at": moments.map(lambda moment: moment and moment.isoformat()),
    "retracted": st.booleans(),
}


def messages(stage: Stage) -> st.SearchStrategy[bytes | None]:
    """Bytes of every sort, and messages of which all is right but, often, one field."""
    fields = stage.input_model.model_fields
    whole = st.fixed_dictionaries(
        {name: right.get(name, texts) for name in fields if fields[name].is_required()}
    )
    more = st.dictionaries(st.sampled_from(sorted(fields)), anything, max_size=1)
    some = st.fixed_dictionaries({}, optional={name: right[name] for name in right if name in fields})
    near = st.builds(lambda *parts: {**parts[0], **parts[1], **parts[2]}, whole, some, more)
    texts_of_json = (anything | near).map(lambda value: json.dumps(value).encode())
    return (
        st.none()
        | st.binary()
        | texts_of_json
        | st.builds(bytes.__add__, texts_of_json, st.binary(max_size=2))
    )


@pytest.mark.parametrize("stage", LIGHT, ids=lambda stage: stage.name)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_comes_passes_or_is_refused(
    works: dict[str, StageFunction], stage: Stage, data: st.DataObject
) -> None:
    value = data.draw(messages(stage))
    result = step(stage, works[stage.name], value, delivery(topic=stage.input_topic))
    assert isinstance(result, Passed | Refused)
    if isinstance(result, Refused):
        assert result.reason in (Reason.INVALID, Reason.NOT_AN_ARTICLE), result.traceback
        assert 0 < len(result.error) <= ERROR_LENGTH
    else:
        again = step(stage, works[stage.name], value, delivery(topic=stage.input_topic))
        assert isinstance(again, Passed)
        assert (again.identity, again.value) == (result.identity, result.value)
