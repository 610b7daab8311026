"""Documents of three groups of the corpus as input for a demonstration: ``python -m evaluation.demo FILE``.

Invented statements and reports on three matters, each told by several sides, as the JSON lines that ``accordingto code`` takes.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation import linked

GROUPS = ("p2g5", "p4g3", "p5g2")
"""A trawler in the Channel, a by-election in Bangladesh, a flood in Nigeria: of the training groups, so nothing is measured on them."""


def rows() -> list[dict[str, str]]:
    """The documents, with what comes with each beside its text."""
    found = []
    for group in linked.groups("train"):
        if group.name in GROUPS:
            for d in group.documents:
                own = d.document
                date = own.date.edtf if own.date else None
                row = {"id": d.id, "text": own.text, "title": own.title, "date": date, "publisher": own.publisher, "speaker": own.speaker}
                found.append({key: value for key, value in row.items() if value})
    return found


def main(args: Sequence[str]) -> int:
    """The command; see the module's docstring."""
    path = Path(args[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
