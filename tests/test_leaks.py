"""No sentence of the shared data stands in the project."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.shared
def test_no_sentence_of_the_shared_data_stands_here(shared):
    """Looks at tracked files; run it before and after `git add`."""
    done = subprocess.run([sys.executable, shared / "tools/leaks.py", ROOT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
