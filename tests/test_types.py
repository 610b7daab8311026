"""The types mirror the contract's schemas field by field, and JSON loses nothing."""

import json
import types
from importlib import resources
from typing import Literal, Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import accordingto
from accordingto.types import Actor, Claim, Document, DocumentDate, Event, Figure, Link, Quote, Relation, Stretch, When, Where

NONE = type(None)


def schema(name):
    return json.loads(resources.files("accordingto").joinpath(f"contract/{name}.schema.json").read_text(encoding="utf-8"))


CLAIM, DOCUMENT = schema("claim"), schema("document")


def inner(node):
    """The schema of the value itself: of a nullable thing what it is when it is there, of a list its items."""
    if "oneOf" in node:
        node = next(n for n in node["oneOf"] if n.get("type") != "null")
    if node.get("type") == "array":
        node = node["items"]
    return CLAIM["$defs"]["quote"] if node.get("$ref") == "#/$defs/quote" else node


def under(root, *path):
    for key in path:
        root = inner(root["properties"][key])
    return root


# type, the schema of it
MIRRORED = [
    (Claim, CLAIM),
    (Quote, under(CLAIM, "evidence")),
    (Link, under(CLAIM, "according_to")),
    (Event, under(CLAIM, "event")),
    (Figure, under(CLAIM, "figure")),
    (Actor, under(CLAIM, "actors")),
    (When, under(CLAIM, "when")),
    (Where, under(CLAIM, "where")),
    (Relation, under(CLAIM, "relations")),
    (Document, DOCUMENT),
    (DocumentDate, under(DOCUMENT, "date")),
    (Stretch, under(DOCUMENT, "removed")),
    (Stretch, under(DOCUMENT, "uncoded")),
]


@pytest.mark.parametrize(("struct", "node"), MIRRORED, ids=[s.__name__ for s, _ in MIRRORED])
def test_the_fields_are_those_of_the_schema(struct, node):
    assert set(struct.__struct_fields__) == set(node["properties"]) == set(node["required"])
    assert node["additionalProperties"] is False, "the type forbids unknown fields and so must the schema"


@pytest.mark.parametrize(("struct", "node"), MIRRORED, ids=[s.__name__ for s, _ in MIRRORED])
def test_nullable_fields_and_closed_lists_agree(struct, node):
    for field in msgspec.structs.fields(struct):
        wanted = node["properties"][field.name]
        assert (NONE in get_args(field.type)) == nullable(wanted), f"{struct.__name__}.{field.name}: null"
        if "enum" in wanted and (choices := literals(field.type)):
            assert choices == {v for v in wanted["enum"] if v is not None}, f"{struct.__name__}.{field.name}: values"


def nullable(node):
    kinds = node.get("type", [])
    return "null" in kinds or None in node.get("enum", []) or any(n.get("type") == "null" for n in node.get("oneOf", []))


def literals(annotation):
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    if get_origin(annotation) in (Union, types.UnionType):
        return set().union(*map(literals, get_args(annotation)))
    return set()


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
quotes = st.builds(Quote, st.integers(0, 10**6), st.integers(1, 10**6), words)
numbers = st.floats(allow_nan=False, allow_infinity=False)
strategies = {float: numbers, str: words, float | None: st.none() | numbers, Quote: quotes, Quote | None: st.none() | quotes}


def structs(kind):
    """Values of a Struct: a strategy a field, by its annotation."""
    return st.builds(kind, **{f.name: values(f.type) for f in msgspec.structs.fields(kind)})


def values(annotation):
    if annotation in strategies:
        return strategies[annotation]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if origin in (Union, types.UnionType):
        return st.one_of([values(a) for a in args])
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return structs(annotation)
    return st.from_type(annotation)


@given(structs(Claim))
def test_claims_go_to_json_and_back(claim):
    assert accordingto.from_json(accordingto.to_json([claim, claim])) == [claim, claim]


@given(structs(Document))
def test_documents_go_to_json_and_back(document):
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def test_a_line_that_is_no_claim_is_named():
    with pytest.raises(accordingto.UsageError, match="line 2"):
        accordingto.from_json("\n{}")
