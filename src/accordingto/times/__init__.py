"""Times: when something is said to hold, as EDTF (ISO 8601-2), and the date of a document that gives none.

Expressions are read off the characters of a sentence by a small grammar and then resolved: an absolute one by itself, a relative one
("last August", "three years ago") against the document's date or the dates told before it. Where that is missing, or the words do not say
("recently"), ``edtf`` is None. What is known to a month is written to a month: ``~`` marks what is approximate. The tree tells the tense,
which decides between last Tuesday and next, and what an expression belongs to.
"""

from accordingto.times.dating import infer_document_date
from accordingto.times.finding import find
from accordingto.times.points import TimeMention
from accordingto.times.tenses import tense
from accordingto.times.words import examples

__all__ = ["TimeMention", "examples", "find", "infer_document_date", "tense"]
