"""What counts as incompatible, and that nothing which is goes unnoticed."""

from typing import Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import Field

from schemas import Message
from services.contracts.compatibility import incompatibilities

Json = dict[str, Any]


class Old(Message):
    title: str = ""


class WithSource(Message):
    title: str = ""
    source: str


class WithMood(Message):
    title: str = ""
    mood: Literal["good", "bad"] = Field("good")


def test_a_new_field_without_a_default_breaks_what_was_written_before() -> None:
    old, new = Old.model_json_schema(), WithSource.model_json_schema()
    (problem,) = incompatibilities(old, new, we_read=True, we_write=True)
    assert problem.startswith("source: new, and needed")
    assert incompatibilities(old, new, we_read=False, we_write=True) == []
    assert incompatibilities(old, WithMood.model_json_schema(), we_read=True, we_write=True) == []


def test_a_field_newly_required_of_producers_is_named() -> None:
    new = {**Old.model_json_schema(), "required": ["title"]}
    new["properties"] = {"title": {"type": "string"}}
    assert incompatibilities(Old.model_json_schema(), new, we_read=True, we_write=False) == [
        "title: newly required"
    ]


leaves = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "integer", "number", "boolean", ["string", "null"]]),
        "enum": st.lists(st.sampled_from(["a", "bb", 1, 2.5, True, None]), min_size=1, unique_by=repr),
        "maximum": st.integers(0, 3),
        "minLength": st.integers(0, 2),
        "pattern": st.just("^a"),
    },
)
nodes = st.one_of(
    leaves,
    st.builds(lambda leaf: {"anyOf": [leaf, {"type": "null"}]}, leaves),
    st.builds(lambda leaf: {"type": "array", "items": leaf}, leaves),
)
contracts = st.builds(
    lambda properties, required: {
        "type": "object",
        "properties": properties,
        "required": sorted(properties.keys() & required),
    },
    st.dictionaries(st.sampled_from("xy"), nodes),
    st.sets(st.sampled_from("xy")),
)
scalars = st.sampled_from([None, True, 0, 2, 2.5, 9, "", "a", "ab", "bb"])
values = st.dictionaries(st.sampled_from("xy"), scalars | st.lists(scalars, max_size=2))


@settings(deadline=None, max_examples=300)
@given(contracts, contracts, values)
def test_what_is_called_compatible_is(old: Json, new: Json, value: Json) -> None:
    """Checked against an independent validator: nobody's message is refused without a word."""
    was, now = Draft202012Validator(old).is_valid(value), Draft202012Validator(new).is_valid(value)
    if was and not now:
        # under a name that the code didn't know, a producer may have sent anything: that is no promise
        unknown = new["properties"].keys() - old["properties"].keys()
        assert incompatibilities(old, new, we_read=True, we_write=False) or unknown & value.keys()
    if now and not was:
        assert incompatibilities(old, new, we_read=False, we_write=True)
