"""The reading room's interface for programs against its own description: whatever is asked, the answer is one that openapi.json promises."""

# ruff: noqa: E402
import json
import threading
import time

import pytest

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("starlette")
pytest.importorskip("duckdb")

import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from accordingto import archive
from accordingto.server import site
from tests.test_room import TEXTS


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    (folder / "in.jsonl").write_text("".join(json.dumps(t) + "\n" for t in TEXTS), encoding="utf-8")
    archive.code([str(folder / "in.jsonl")], folder / "store")
    running = uvicorn.Server(uvicorn.Config(site.app(folder / "store"), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield schemathesis.openapi.from_url(f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}/openapi.json")
    running.should_exit = True
    thread.join()


def test_answers_are_as_described(api):
    asked = 0
    for found in api.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def answers(case):
            case.call_and_validate(excluded_checks=[positive_data_acceptance])  # a month 99 and a word that is no SQL are refused

        answers()
        asked += 1
    assert asked == 14
