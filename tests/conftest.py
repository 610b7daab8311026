"""What a machine may lack: the shared data beside the checkout, and chromium. Tests that need them are skipped, named; in CI they fail."""

import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def _missing(item):
    """What the test needs and this machine lacks, or None."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        return "../shared is not beside the checkout"
    if item.get_closest_marker("browser") and CHROMIUM is None:
        return "chromium is not installed"
    return None


def pytest_runtest_setup(item):
    reason = _missing(item)
    if reason and os.environ.get("CI"):
        pytest.fail(f"{item.nodeid}: {reason}, and in CI nothing may be skipped", pytrace=False)
    if reason:
        pytest.skip(f"{item.name}: {reason}")


@pytest.fixture(scope="session")
def shared():
    """The folder of shared data; only tests marked ``shared`` may ask for it."""
    return SHARED
