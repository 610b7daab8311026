"""One small file of each kind that is read, each with words of its own."""

import json
from pathlib import Path

WORDS = "The minister said on Monday that the clinic had opened. Nurses from three districts will work there. This is what {} says."
SUFFIXES = (".txt", ".md", ".html", ".pdf", ".docx", ".jsonl")


def one_of_each(folder: Path) -> list[Path]:
    """Write the files.

    Returns:
        their paths.
    """
    import docx
    from reportlab.pdfgen import canvas

    words = {suffix: WORDS.format(f"the {suffix.strip('.')} file") for suffix in SUFFIXES}
    (folder / "a.txt").write_text(words[".txt"])
    (folder / "a.md").write_text(f"# Clinic\n\n{words['.md']}\n")
    (folder / "a.html").write_text(
        f"<!doctype html><html><head><title>Clinic opens</title></head><body><p>{words['.html']}</p></body></html>"
    )
    (folder / "a.jsonl").write_text(json.dumps({"id": "a", "text": words[".jsonl"]}) + "\n")
    word = docx.Document()
    word.add_paragraph(words[".docx"])
    word.save(str(folder / "a.docx"))
    sheet = canvas.Canvas(str(folder / "a.pdf"))
    first, second = words[".pdf"][:80].rsplit(" ", 1)
    sheet.drawString(60, 700, first)
    sheet.drawString(60, 686, second + words[".pdf"][80:])
    sheet.save()
    return [folder / f"a{suffix}" for suffix in SUFFIXES]
