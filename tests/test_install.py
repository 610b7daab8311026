"""The built wheel, installed the plain way into an empty environment by the pip that this Python brings, reads one file of each kind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.inputs import SUFFIXES, one_of_each

ROOT = Path(__file__).resolve().parents[1]

pytestmark = [pytest.mark.model, pytest.mark.network]


def run(*args, **options):
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run([str(a) for a in args], capture_output=True, text=True, check=False, env=clean, **options)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An environment with the wheel in it; its pip is the one that ensurepip brings, never upgraded."""
    folder = tmp_path_factory.mktemp("install")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    run(Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}"), "-m", "venv", folder / "env")
    (wheel,) = folder.glob("*.whl")
    run(folder / "env/bin/python", "-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check", wheel)
    return folder / "env/bin"


def test_the_wheel_reads_every_kind(environment, tmp_path):
    done = run(
        environment / "accordingto", "read", *one_of_each(tmp_path), "--format", "jsonl", "--documents", tmp_path / "d.jsonl", cwd=tmp_path
    )
    assert done.stderr.strip() == f"accordingto: {len(SUFFIXES)} documents: {len(SUFFIXES)} read, 0 rejected"
    texts = [json.loads(line)["text"] for line in (tmp_path / "d.jsonl").read_text().splitlines()]
    assert all(f"what the {suffix.strip('.')} file says" in text for suffix, text in zip(SUFFIXES, texts, strict=True)), texts
    assert done.stdout, "claims are printed"
