"""The JSON Schema (draft 2020-12) of each message on the line, made from its model in `schemas`."""

import re
from typing import Any, Literal

from pydantic.json_schema import DEFAULT_REF_TEMPLATE, GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from schemas import Message
from services.chassis.headers import TYPES
from services.line import FIRST

JsonSchema = dict[str, Any]

VERSION = "v1"
"""The major version of every contract: what is incompatible with it is called v2."""


class _Plain(GenerateJsonSchema):
    """Pydantic's schema without a title made from each field's name.

    In what we write every field is there, also one that has a default: consumers may rely on it.
    """

    def field_title_should_be_set(self, schema: object) -> bool:
        return False

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def messages() -> tuple[type[Message], ...]:
    """Every message that has a contract, in the order of the line."""
    return tuple(TYPES)


def name_of(message: type[Message]) -> str:
    """`enriched_article` for `EnrichedArticle`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", message.__name__).lower()


def written_by_producers(message: type[Message]) -> bool:
    """Whether others write this message and we read it; every other one we write ourselves."""
    return message is FIRST.input_model


def json_schema(message: type[Message]) -> JsonSchema:
    """The contract of one message: what a producer may send, or what a consumer may rely on."""
    schema = message.model_json_schema(schema_generator=_Plain, mode=_mode(message))
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"pressline:{name_of(message)}:{VERSION}",
        "title": schema.pop("title"),
        "description": schema.pop("description"),
        **schema,
    }


def definitions(ref_template: str = DEFAULT_REF_TEMPLATE) -> dict[str, JsonSchema]:
    """All messages and their parts by name, each once; `ref_template` says how they refer to each other."""
    _, schema = models_json_schema(
        [(message, _mode(message)) for message in messages()],
        schema_generator=_Plain,
        ref_template=ref_template,
    )
    parts: dict[str, JsonSchema] = schema["$defs"]
    return parts


def _mode(message: type[Message]) -> Literal["validation", "serialization"]:
    return "validation" if written_by_producers(message) else "serialization"
