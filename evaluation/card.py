"""Puts measured figures into the model card: ``python -m evaluation.card REPORT [REPORT_WITHOUT_RESEARCH]``.

Reports are what ``training.train`` writes. The table between the marks of MODEL_CARD.md is replaced.
"""

import json
import re
import sys
from pathlib import Path

CARD = Path(__file__).resolve().parent.parent / "MODEL_CARD.md"
MARKS = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)
ROWS = {
    "EWT dev, given words and sentences: UPOS": "ewt_upos",
    "– XPOS": "ewt_xpos",
    "– unlabelled attachment (UAS)": "ewt_uas",
    "– labelled attachment, with subtypes (LAS)": "ewt_las",
    "EWT dev, from raw text: words": "ewt_raw_words",
    "– sentences ": "ewt_raw_sentences",
    "– LAS ": "ewt_raw_las",
    "GUM dev, given words and sentences: UPOS": "gum_upos",
    "– XPOS ": "gum_xpos",
    "– UAS": "gum_uas",
    "– LAS": "gum_las",
    "GUM dev, from raw text: words": "gum_raw_words",
    "– sentences": "gum_raw_sentences",
    "– LAS  ": "gum_raw_las",
    "Universal NER EWT dev: entities": "ewt_entities",
    "CrossNER politics dev: entities": "crossner_entities",
    "PolNeAR dev, exact spans: source": "polnear_source",
    "– cue": "polnear_cue",
    "– content": "polnear_content",
    "Own corpus dev, exact spans: source": "own_source",
    "– cue ": "own_cue",
    "– content ": "own_content",
    "Own corpus dev, event words with their type": "own_events",
    "– event words": "own_event_words",
    "– modality at them, macro-F1": "own_event_modality",
    "– negative ones": "own_event_negative",
    "– presupposed ones": "own_event_presupposed",
}


def table(shipped: dict[str, float], without: dict[str, float] | None) -> str:
    """The figures as a Markdown table."""
    lines = ["| | shipped | without PolNeAR |", "|---|---|---|"]
    for label, key in ROWS.items():
        other = "not measured yet" if without is None else f"{without[key]:.1f}"
        lines.append(f"| {label.rstrip()} | {shipped[key]:.1f} | {other} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    reports = [json.loads(Path(name).read_text(encoding="utf-8"))["dev"] for name in sys.argv[1:3]]
    if not reports:
        sys.exit(__doc__)
    new = table(reports[0], reports[1] if len(reports) > 1 else None)
    CARD.write_text(MARKS.sub(lambda m: m[1] + new + m[2], CARD.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
