"""A gazetteer of a GeoNames dump: what it holds, and what bad input says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from accordingto import gazetteer, gazetteer_build
from accordingto.errors import UsageError

# GeoNames' columns: id, name, ascii name, other names, latitude, longitude, class, code, country, cc2, admin1 to 4, population, elevation …
COLUMNS = 19


def row(
    number: int,
    name: str,
    others: str,
    latitude: float,
    longitude: float,
    code: str,
    country: str,
    admin1: str,
    population: int,
    kind: str = "P",
) -> str:
    cells = [
        str(number),
        name,
        name,
        others,
        str(latitude),
        str(longitude),
        kind,
        code,
        country,
        "",
        admin1,
        "",
        "",
        "",
        str(population),
        "",
        "0",
        "",
        "",
    ]
    assert len(cells) == COLUMNS
    return "\t".join(cells)


DUMP = "\n".join(
    [
        row(9000001, "Velmoor", "Velmore", 12.5, -1.5, "PPL", "BF", "99", 0),
        row(9000002, "Velmoor Crossing", "", 12.6, -1.4, "PPLX", "BF", "99", 40),
        row(9000003, "Mount Velmoor", "", 12.7, -1.3, "MT", "BF", "99", 0, "T"),
        row(9000004, "Sandbank", "Banc de Sable", 12.0, -1.0, "ADM1", "BF", "99", 900_000, "A"),
        row(9000005, "Nowhere", "", 0, 0, "PPL", "XX", "", 0),
    ]
)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "BF.txt").write_text(DUMP, encoding="utf-8")
    target = tmp_path / "own.tsv.gz"
    assert gazetteer_build.build(tmp_path / "BF.txt", target) == 2
    monkeypatch.setenv("ACCORDINGTO_GAZETTEER", str(target))
    _forget()
    yield target
    monkeypatch.delenv("ACCORDINGTO_GAZETTEER")
    _forget()


def _forget() -> None:
    gazetteer._names.cache_clear()
    gazetteer.settlements.cache_clear()


def test_villages_of_no_known_size_are_found(made: Path) -> None:
    (village,) = gazetteer.settlements("Velmoor")
    assert (village.country, village.latitude, village.longitude, village.geoname) == ("BFA", 12.5, -1.5, 9000001)


def test_regions_of_the_dump_and_those_it_does_not_have(made: Path) -> None:
    assert [(p.name, p.country, p.geoname) for p in gazetteer.areas("Banc de Sable")] == [("Sandbank", "BFA", 9000004)]
    assert any(p.country == "NGA" for p in gazetteer.areas("Zamfara", worded=True))


def test_states_stay(made: Path) -> None:
    state = gazetteer.country("Kenya")
    assert state is not None
    assert state.country == "KEN"


BAD = [
    ("few.txt", "1\tLima\tPER\n", "line 1", "no GeoNames columns"),
    ("empty.txt", "", "no populated places", "nothing in it"),
    ("mountains.txt", row(1, "Mount Velmoor", "", 12.7, -1.3, "MT", "BF", "99", 0, "T"), "no populated places", "no populated place"),
]


@pytest.mark.parametrize(("name", "content", "said", "why"), BAD, ids=[b[3] for b in BAD])
def test_bad_dumps_say_what_is_wrong(tmp_path: Path, name: str, content: str, said: str, why: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        gazetteer_build.build(tmp_path / name, tmp_path / "out.gz")
    assert not (tmp_path / "out.gz").exists(), why


def test_a_missing_dump_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "accordingto", "gazetteer", "build", str(tmp_path / "none.txt"), "--out", str(tmp_path / "o.gz")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "none.txt" in done.stderr


def test_a_file_that_is_no_gazetteer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.gz").write_bytes(b"not a gazetteer")
    monkeypatch.setenv("ACCORDINGTO_GAZETTEER", str(tmp_path / "bad.gz"))
    _forget()
    with pytest.raises(UsageError, match="accordingto gazetteer build"):
        gazetteer.settlements("Lima")
    monkeypatch.delenv("ACCORDINGTO_GAZETTEER")
    _forget()
