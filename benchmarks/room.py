"""The reading room over a large store: ``python -m benchmarks.room STORE [--readers 50] [--seconds 20]``.

Starts the server, asks every view once cold and three times warm (seconds by the clock, and processor seconds of the server, which others
on the machine do not disturb), then lets many readers ask at once (pages a second, wrong answers), and prints the server's memory.
"""

import argparse
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

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
        "/claims?event_type=COERCE",
    ]
    found += [f"/claims?speaker={speaker}", f"/actor/{speaker}", "/who", "/timeline", "/map", "/matters", "/failures"]
    return [*found, "/sql?q=SELECT modality, count(*) FROM claims GROUP BY 1"]


def memory(child: "subprocess.Popen[str]") -> float:
    """Resident megabytes of the server."""
    words = Path(f"/proc/{child.pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", words)
    return int(found.group(1)) / 1000 if found else 0.0


def spent(child: "subprocess.Popen[str]") -> float:
    """Processor seconds of the server."""
    fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def asked(address: str, paths: list[str], readers: int, seconds: float) -> tuple[int, int]:
    """Pages that many readers got in some time, and how many of them were wrong."""
    until, counts, wrong = time.perf_counter() + seconds, [0] * readers, [0] * readers

    def read(n: int) -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while time.perf_counter() < until:
                counts[n] += 1
                wrong[n] += client.get(paths[(n + counts[n]) % len(paths)]).status_code != 200

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts), sum(wrong)


def main() -> None:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    child, address = started(options.store)
    try:
        paths = views(address)
        child.terminate()
        child.wait()
        child, address = started(options.store)
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
        before = spent(child)
        pages, wrong = asked(address, paths, options.readers, options.seconds)
        rate, busy_rate = pages / options.seconds, pages / max(0.01, spent(child) - before)
        print(f"{options.readers} readers at once: {rate:.1f} pages/s (at least 30), {busy_rate:.1f} a processor second, {wrong} wrong")
        print(f"{memory(child):.0f} MB (at most 500)")
    finally:
        child.terminate()
        child.wait()


if __name__ == "__main__":
    main()
