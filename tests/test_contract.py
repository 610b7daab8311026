"""The contract: our copies are the shared ones, and what is printed keeps to it."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import msgspec
import pytest
from evaluation import claims

import accordingto

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((ROOT / "examples").iterdir())
NAMES = ["claim.schema.json", "document.schema.json"]


def ours(name):
    return resources.files("accordingto").joinpath("contract", name).read_bytes()


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_our_copy_is_the_contract(shared, name):
    assert ours(name) == (shared / "contract" / name).read_bytes()


@pytest.mark.model
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_the_examples_records_keep_to_the_schemas(path):
    for reading in accordingto.read_document(path):
        assert reading.claims
        for name, records in zip(NAMES, (reading.claims, [reading.document]), strict=True):
            validator = jsonschema.Draft202012Validator(json.loads(ours(name)))
            for record in records:
                validator.validate(json.loads(msgspec.json.encode(record)))


@pytest.mark.model
@pytest.mark.shared
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_the_examples_pass_the_contract_check(shared, path):
    readings = accordingto.read_document(path)
    documents = "".join(msgspec.json.encode(r.document).decode() + "\n" for r in readings)
    checked = claims.check(accordingto.to_json(c for r in readings for c in r.claims), documents, shared)
    assert not checked.problems, checked.summary


@pytest.mark.model
def test_every_quote_shows_its_words():
    """Rule 2 without the shared scorer: text[start:end] == quote, everywhere in a record."""
    for path in EXAMPLES:
        for reading in accordingto.read_document(path):
            for quote in quotes([json.loads(msgspec.json.encode(c)) for c in reading.claims]):
                assert reading.document.text[quote["start"] : quote["end"]] == quote["text"]


def quotes(value):
    if isinstance(value, dict) and set(value) == {"start", "end", "text"}:
        yield value
    elif isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from quotes(below)
