"""Matters as one self-contained web page: for each point the accounts side by side, in each source's own words, and who is silent on it.

No script and no network; all text is escaped (:func:`accordingto.export.html.safe`).
"""

import base64
import hashlib
from collections.abc import Mapping

from accordingto.comparison import text
from accordingto.comparison.records import Comparison, Issue, Matter, Tie
from accordingto.export.html import safe

_STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --panel: #fff; --ink: #1d2126; --soft: #4d545d; --line: #d9d5cb; --label: #ece8dd; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --panel: #1c2026; --ink: #e8e6e1; --soft: #b3b8bf;
 --line: #383e47; --label: #2a3038; } }
* { box-sizing: border-box; }
html { font: 100%/1.55 Georgia, "Times New Roman", serif; background: var(--paper); color: var(--ink); }
body { margin: 0 auto; max-width: 76rem; padding: 1.25rem clamp(1rem, 4vw, 3rem); overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.3rem; border-top: 2px solid var(--line); padding-top: 1.2rem; margin: 2.2rem 0 .3rem; }
h3 { font-size: 1.02rem; margin: 1.6rem 0 .5rem; }
.meta, .why, .silent, figcaption, nav { font-family: system-ui, sans-serif; font-size: .875rem; color: var(--soft); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .8rem; }
figure { margin: 0; padding: .7rem .9rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
figcaption { font-weight: 600; color: var(--ink); margin-bottom: .3rem; }
blockquote { margin: 0 0 .4rem; }
.tag { background: var(--label); color: var(--ink); border-radius: 3px; padding: 0 .45rem; font: 600 .78rem/1.6 system-ui, sans-serif; }
.none { border-style: dashed; color: var(--soft); }
@media print { :root { --paper: #fff; --panel: #fff; --ink: #000; --soft: #333; --line: #999; } figure { break-inside: avoid; } }
"""


def render(found: Comparison) -> str:
    """The page of a comparison."""
    policy = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    links = {t.id: t for t in found.links}
    contents = "".join(f'<li><a href="#m{m.id}">{safe(m.title)}</a> ({len(m.points)} points)</li>' for m in found.matters)
    copies = "".join(f"<li>{safe(kept)}: {safe(', '.join(others))}</li>" for kept, others in found.copies.items())
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{policy}'; base-uri 'none'; "
        "form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What sources say, side by side</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>What sources say, side by side</h1>\n<p class="meta">{text.NOTICE}</p>\n'
        f'<nav aria-label="Matters"><ul>{contents}</ul></nav>\n'
        + "".join(_matter(m, links) for m in found.matters)
        + (f'<section><h2>Copies, counted once</h2><ul class="meta">{copies}</ul></section>\n' if copies else "")
        + "</main>\n</body>\n</html>\n"
    )


def _matter(matter: Matter, links: Mapping[str, Tie]) -> str:
    days = " to ".join(dict.fromkeys(d for d in (matter.first_day, matter.last_day) if d))
    return (
        f'<section id="m{matter.id}" aria-labelledby="t{matter.id}">\n<h2 id="t{matter.id}">{safe(matter.title)}</h2>\n'
        f'<p class="meta">Sources: {safe("; ".join(matter.sources))}{f" · published {days}" if days else ""}</p>\n'
        + "".join(_point(p, links) for p in matter.points)
        + "</section>\n"
    )


def _point(point: Issue, links: Mapping[str, Tie]) -> str:
    sides = "".join(
        f"<figure><figcaption>{safe(account.voice)}</figcaption>"
        + "".join(
            f"<blockquote>{safe(words)}</blockquote>" + (f'<p class="meta">in {safe(document)}</p>' if account.passed_on else "")
            for document, words in dict.fromkeys((d, w) for d, _, w in account.claims)
        )
        + "</figure>"
        for account in point.accounts
    )
    silent = "".join(f'<figure class="none"><figcaption>{safe(name)}</figcaption>says nothing of it</figure>' for name in point.silent)
    why = "".join(f'<p class="why">{safe(link.reason)}</p>' for link in text.reasons(point, links)[:3])
    return (
        f'<article id="p{point.id}"><h3><span class="tag">{point.outcome}</span> {safe(point.title)}</h3>\n'
        f'<div class="sides">{sides}{silent}</div>\n{why}</article>\n'
    )
