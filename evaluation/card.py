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
    "– labelled attachment (LAS); with subtypes": "ewt_las ewt_las_subtypes",
    "EWT dev, from raw text: words; sentences; LAS": "ewt_raw_words ewt_raw_sentences ewt_raw_las",
    "GUM dev, given words and sentences: UPOS; XPOS": "gum_upos gum_xpos",
    "– UAS; LAS; LAS with subtypes": "gum_uas gum_las gum_las_subtypes",
    "GUM dev, from raw text: words; sentences; LAS": "gum_raw_words gum_raw_sentences gum_raw_las",
    "GUM dev, news: sentences (two documents)": "gum_news_sentences",
    "Own corpus dev, news: sentences": "own_news_sentences",
    "Universal NER EWT dev: entities": "ewt_entities",
    "CrossNER politics dev: entities": "crossner_entities",
    "re3d dev: names; weapons and nationalities": "re3d_names re3d_things",
    "PropBank EWT dev, argument heads with labels: predicates given; found": "propbank_roles propbank_roles_found",
    "– predicates": "propbank_predicates",
    "UDS EWT dev, factuality: Pearson's r": "uds_factuality",
    "GUM dev, coreference: pronouns; names": "gum_coreference_pronouns gum_coreference_names",
    "PolNeAR dev, exact spans: source; cue; content": "polnear_source polnear_cue polnear_content",
    "– source or content tied to its cue": "polnear_links",
    "Own corpus dev, exact spans: source; cue; content": "own_source own_cue own_content",
    "– event words with their type; event words": "own_events own_event_words",
    "– mode, where the type is found": "own_event_modes",
    "– modality at event words, macro-F1": "own_event_modality",
    "– negative ones; presupposed ones": "own_event_negative own_event_presupposed",
    "GUM dev: attributions": "gum_attribution",
}
"""Rows of the table and the figures in them; figures that have an interval are shown with it."""


def _cell(report: dict[str, float], keys: str) -> str:
    return "; ".join(_figure(report, key) for key in keys.split())


def _figure(report: dict[str, float], key: str) -> str:
    value = report[key]
    shown = f"{value:.2f}" if abs(value) <= 1 and key == "uds_factuality" else f"{value:.1f}"
    if f"{key}_low" in report:
        shown += f" ({report[f'{key}_low']:.0f}–{report[f'{key}_high']:.0f})"
    return shown


def table(shipped: dict[str, float], without: dict[str, float] | None) -> str:
    """The figures as a Markdown table."""
    columns = {"shipped": shipped} | ({"without PolNeAR": without} if without else {})
    lines = [f"| | {' | '.join(columns)} |", "|---" * (1 + len(columns)) + "|"]
    for label, keys in ROWS.items():
        lines.append(f"| {label} | {' | '.join(_cell(report, keys) for report in columns.values())} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    reports = [json.loads(Path(name).read_text(encoding="utf-8"))["dev"] for name in sys.argv[1:3]]
    if not reports:
        sys.exit(__doc__)
    new = table(reports[0], reports[1] if len(reports) > 1 else None)
    CARD.write_text(MARKS.sub(lambda m: m[1] + new + m[2], CARD.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
