"""The reading room over a large store: ``python -m benchmarks.room STORE [--readers 50] [--seconds 20] [--rounds 1]``.

Starts the server, which makes what the store's cache lacks, and starts it again; waits until it has got ready what every reader is shown;
asks every view once cold and three times warm (seconds by the clock, and processor seconds of the server, which others on the machine do
not disturb); then lets many readers ask at once: first everybody the same views, then pages that nobody has asked for (documents, claims,
pages of lists), then searches and SQL that nobody has asked for. Prints pages a second, by the clock and of the server's processor time,
answers that are wrong (another status, or another length than the same page had before), and the server's memory; ``--rounds`` does the
three again with other pages, to see whether memory grows.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx

LIMIT = 0.3


def started(store: Path) -> "tuple[subprocess.Popen[str], str]":
    """A server on a free port, and its address."""
    child = subprocess.Popen(
        [sys.executable, "-u", "-m", "accordingto", "serve", str(store), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    found = re.search(r"http://\S+?/", child.stdout.readline())
    if found is None:
        raise RuntimeError("the server did not start")
    return child, found.group().rstrip("/")


def views(address: str) -> list[str]:
    """One address of every kind, of what the store holds."""
    first = httpx.get(f"{address}/index.json", timeout=120).json()
    document = httpx.get(f"{address}/documents.json", timeout=120).json()["rows"][0]["id"]
    claim = httpx.get(f"{address}/document/{document}.json", timeout=120).json()["rows"][0]["id"]
    speaker = first["speakers"][0]["name"] if first["speakers"] else ""
    found = [
        "/",
        "/documents",
        f"/document/{document}",
        f"/claim/{document}/{claim}",
        "/claims",
        "/claims?q=port",
        "/claims?q=the",
        "/claims?event_type=COERCE",
    ]
    found += [f"/claims?speaker={speaker}", f"/actor/{speaker}", "/who", "/timeline", "/map", "/matters", "/failures"]
    return [*found, "/sql?q=SELECT modality, count(*) FROM claims GROUP BY 1"]


def memory(child: "subprocess.Popen[str]", kind: str = "VmRSS") -> float:
    """Resident megabytes of the server: now, or the most that it has had (``VmHWM``)."""
    words = Path(f"/proc/{child.pid}/status").read_text(encoding="utf-8")
    found = re.search(rf"{kind}:\s+(\d+)", words)
    return int(found.group(1)) * 1024 / 1e6 if found else 0.0


def spent(child: "subprocess.Popen[str]") -> float:
    """Processor seconds of the server."""
    fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fresh(address: str, number: int) -> list[str]:
    """Addresses that nobody has asked for yet, each once: documents all over the store, a claim of each, pages of the lists."""
    question = "SELECT document, any_value(id) AS id FROM claims GROUP BY document ORDER BY hash(document) LIMIT 200 OFFSET "
    found = []
    for first in range(0, number // 2, 200):
        rows = httpx.get(f"{address}/sql.json", params={"q": f"{question}{first}"}, timeout=120).json()["rows"]
        found += [path for row in rows for path in (f"/document/{row['document']}", f"/claim/{row['document']}/{row['id']}")]
    return [path for n, own in enumerate(found) for path in (own, *([f"/claims?page={n // 4 + 2}"] if n % 4 == 3 else []))]


SQL = (
    "SELECT speaker, count(*) AS n FROM claims WHERE confidence > {x} GROUP BY 1 ORDER BY n DESC",
    "SELECT document, count(*) AS n, avg(confidence) FROM claims WHERE confidence < {x} GROUP BY 1 ORDER BY n DESC, 1",
    "SELECT publisher, event_type, modality, count(*) FROM claims WHERE confidence > {x} GROUP BY ALL ORDER BY ALL",
    "SELECT quote, confidence FROM claims WHERE quote LIKE '%{word}%' ORDER BY abs(confidence - {x}), id",
    "SELECT title, count(*) AS n FROM claims c JOIN documents d ON d.id = c.document WHERE confidence > {x} GROUP BY 1 ORDER BY n DESC",
    "SELECT a.name, a.role, count(*) AS n FROM (SELECT unnest(actors) AS a FROM claims WHERE confidence > {x}) GROUP BY 1, 2 ORDER BY 3",
    "SELECT length(text), title FROM documents WHERE text LIKE '%{word}%' ORDER BY abs(claims - 100 * {x}), id",
)


def questions(address: str, number: int) -> list[str]:
    """Searches and SQL that nobody has asked yet, in turns, each once."""
    ask = "SELECT DISTINCT unnest(string_split(lower(quote), ' ')) AS word FROM (SELECT quote FROM claims LIMIT 20000)"
    rows = httpx.get(f"{address}/sql.json", params={"q": ask}, timeout=120).json()["rows"]
    words = sorted(word for row in rows if (word := row["word"]).isalpha())
    pairs = [f"{one} {other}" for n, one in enumerate(words) for other in words[n + 1 :]]
    random.Random(1).shuffle(pairs)
    found = []
    for n in range(number // 2):
        sought = words[n // 2 % len(words)] if n % 2 else pairs[n % len(pairs)]
        found.append(f"/claims?{urlencode({'q': sought, 'sure': f'.{n:05}'})}")
        asked = SQL[n % len(SQL)].format(x=f"{0.1 + 0.8 * n / number:.5f}", word=words[n % len(words)])
        found.append(f"/sql.json?{urlencode({'q': asked})}")
    return found


def settled(child: "subprocess.Popen[str]") -> float:
    """The processor seconds of the server once it has had nothing to do for three seconds."""
    before = -1.0
    while spent(child) - before > 0.02:
        before = spent(child)
        time.sleep(3)
    return spent(child)


def asked(address: str, paths: list[str], readers: int, seconds: float, *, once: bool = False) -> tuple[int, int, int, float]:
    """Pages that many readers got in some time, how many of them were wrong, how many were SQL that was refused because it took longer than
    a reader's may, and the seconds; ``once``: no path is asked for twice."""
    begun, counts, wrong, late = time.perf_counter(), [0] * readers, [0] * readers, [0] * readers
    left, sizes = iter(paths), dict[str, int]()

    def read(n: int) -> None:
        with httpx.Client(base_url=address, timeout=300) as client:
            while time.perf_counter() < begun + seconds:
                path = next(left, None) if once else paths[(n + counts[n]) % len(paths)]
                if path is None:
                    return
                counts[n] += 1
                answer = client.get(path)
                if answer.status_code == 400 and b"the query took longer than" in answer.content:
                    late[n] += 1
                    continue
                wrong[n] += answer.status_code != 200 or len(answer.content) != sizes.setdefault(path, len(answer.content))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts), sum(wrong), sum(late), time.perf_counter() - begun


def main() -> None:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    child, address = started(options.store)
    try:
        paths = views(address)
        print(f"the first start, and a look round: {settled(child):.1f} processor seconds, {memory(child, 'VmHWM'):.0f} MB at most")
        child.terminate()
        child.wait()
        child, address = started(options.store)
        idle = settled(child)
        print(f"started and ready after {idle:.1f} processor seconds, {memory(child):.0f} MB")
        print(f"{'view':<48}{'cold':>8}{'warm':>8}{'processor, cold':>17}{'warm':>8}")
        for path in paths:
            times, busy = [], []
            for _ in range(4):
                begun, before = time.perf_counter(), spent(child)
                httpx.get(address + path, timeout=120).raise_for_status()
                times.append(time.perf_counter() - begun)
                busy.append(spent(child) - before)
            over = "  over" if busy[0] > LIMIT else ""
            print(f"{path[:47]:<48}{times[0]:>8.3f}{min(times[1:]):>8.3f}{busy[0]:>17.2f}{min(busy[1:]):>8.2f}{over}", flush=True)
        unasked, asking = fresh(address, 1000 + 2000 * options.rounds), questions(address, 2000)
        for number in range(options.rounds):
            own = [each[number * len(each) // options.rounds : (number + 1) * len(each) // options.rounds] for each in (unasked, asking)]
            for what, those, once in zip(
                ("the same views", "pages not asked for before", "searches and SQL"), (paths, *own), (0, 1, 1), strict=True
            ):
                before = spent(child)
                pages, wrong, late, took = asked(address, those, options.readers, options.seconds, once=bool(once))
                busy = pages / max(0.01, spent(child) - before)
                print(f"{options.readers} readers at once, {what}: {pages / took:.1f} pages/s, {busy:.1f} a processor second", end="")
                print(f"; {pages} pages, {wrong} wrong", end=f", {late} over their time; " if late else "; ")
                print(f"{memory(child):.0f} MB", flush=True)
        print(f"{memory(child):.0f} MB, {memory(child, 'VmHWM'):.0f} at most (at most 500)")
    finally:
        child.terminate()
        child.wait()


if __name__ == "__main__":
    main()
