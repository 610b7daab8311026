"""The interface for programs: what the addresses that end in .json give, described as OpenAPI 3.1 (docs/serve.md)."""

from typing import Any, get_args

import accordingto
from accordingto.server.corrections import FIELDS, Action
from accordingto.server.room import FACETS

_FILTERS = ("q", "actor", "country", "since", "until", *FACETS)


def _parameter(name: str, where: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def _view(summary: str, *parameters: dict[str, Any], missing: bool = False) -> dict[str, Any]:
    answer = {"application/json": {"schema": {"type": "object"}}}
    problem = {
        "description": "Why not, in a sentence.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    responses = {
        "200": {"description": "The view's data.", "content": answer},
        "400": problem,
        "414": {"description": "The address is too long."},
    }
    if missing:
        responses["404"] = {"description": "There is no such thing.", "content": problem["content"]}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


def described() -> dict[str, Any]:
    """The description."""
    page = _parameter("page", "query", {"type": "integer", "minimum": 1, "maximum": 100_000})
    day = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    filters = [_parameter(name, "query", day if name in ("since", "until") else {"type": "string"}) for name in _FILTERS]
    filters += [_parameter("sure", "query", {"type": "number"}), page]
    document, claim, name = (_parameter(n, "path", {"type": "string", "minLength": 1}) for n in ("document", "claim", "name"))
    correction = {
        "type": "object",
        "required": ["action", "token"],
        "properties": {
            "action": {"enum": list(get_args(Action))},
            "field": {"type": "string", "description": f"edit: one of {', '.join(FIELDS)}; merge: a name"},
            **{key: {"type": "string"} for key in ("document", "claim", "value", "by", "token", "start", "end")},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Accordingto, the reading room",
            "version": accordingto.__version__,
            "description": "Claims are what speakers say, not facts. The server answers to this machine alone.",
        },
        "paths": {
            "/index.json": _view("The first screen: what the store holds, who speaks, about whom, who is not quoted."),
            "/documents.json": _view("Documents, the latest first.", page),
            "/document/{document}.json": _view("A document, its text and its claims as corrected.", document, missing=True),
            "/claim/{document}/{claim}.json": _view("A claim, the words around it, and a citation.", document, claim, missing=True),
            "/claims.json": _view("Claims that all conditions hold of, with facets.", *filters),
            "/actor/{name}.json": _view("What an actor claims, what is claimed about them, by whom.", name, missing=True),
            "/who.json": _view("How many claims the commonest speakers make about the commonest actors."),
            "/timeline.json": _view("Claims by the month that they are about.", *filters),
            "/map.json": _view("Places with coordinates, and how many claims are about them.", *filters),
            "/matters.json": _view("What different sources say of one matter, where the store has been compared."),
            "/matter/{matter}.json": _view(
                "A matter: its points, and what each voice says of them.",
                _parameter("matter", "path", {"type": "string", "minLength": 1}),
                missing=True,
            ),
            "/failures.json": _view("Rejected inputs, and why.", page),
            "/sql.json": _view(
                "The rows that answer one SELECT; at most 200, within 5 seconds.", _parameter("q", "query", {"type": "string"})
            ),
            "/corrections": {
                "post": {
                    "summary": "Correct a claim, add one, or merge two names; the token stands in every page.",
                    "requestBody": {"required": True, "content": {"application/json": {"schema": correction}}},
                    "responses": {code: {"description": words} for code, words in _ANSWERS.items()},
                }
            },
        },
        "components": {"schemas": {"Problem": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}}},
    }


_ANSWERS = {
    "200": "Kept.",
    "303": "Kept; the claim's page.",
    "400": "The field cannot have the value.",
    "403": "The token is not this server's, or the request comes from another site.",
    "404": "There is no such document or claim.",
    "413": "The request is too long.",
}
