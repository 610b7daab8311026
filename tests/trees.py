"""Hand-written trees for rule tests: no model is loaded.

One line a token: ``form lemma UPOS XPOS head deprel``, head counted from 1 within its sentence (0 for the root); a blank line
between sentences; a form that begins with ``~`` is joined to the word before it without a space.
"""

from accordingto.analysis import Analysis, Sentence, Token


def tree(rows: str) -> Analysis:
    """An analysis from a hand-written table; each sentence is a block of its own."""
    text, tokens, sentences = "", [], []
    for number, group in enumerate(rows.strip().split("\n\n")):
        text += "\n" if text else ""
        base = len(tokens)
        for row in group.strip().splitlines():
            form, lemma, upos, xpos, head, deprel = row.split()
            joined = form.startswith("~") and len(form) > 1
            form = form[1:] if joined else form
            text += "" if joined or not text or text.endswith("\n") else " "
            tokens.append(
                Token(len(text), len(text) + len(form), form, lemma, upos, xpos, base + int(head) - 1 if head != "0" else -1, deprel)
            )
            text += form
        sentences.append(Sentence(base, len(tokens), number))
    return Analysis(text, tuple(tokens), tuple(sentences))
