"""Times: the grammar, resolving against a document's date, tense, and the date of a document that gives none."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto import encoder, times
from accordingto.analysis import Analysis, Sentence, Token
from tests.trees import tree

CONTRACT = Path(times.__file__).parents[1] / "contract" / "claim.schema.json"
WHEN = json.loads(CONTRACT.read_text(encoding="utf-8"))["properties"]["when"]["oneOf"][1]["properties"]
EDTF = re.compile(WHEN["edtf"]["pattern"])


def flat(text: str) -> Analysis:
    """A sentence whose words all hang on the first: for rules that read the words alone."""
    tokens = [
        Token(m.start(), m.end(), m.group(), m.group().lower(), "NOUN", "NN", 0 if n else -1, "dep" if n else "root")
        for n, m in enumerate(re.finditer(r"\w+|[^\w\s]", text))
    ]
    return Analysis(text, tuple(tokens), (Sentence(0, len(tokens), 0),))


# words, document's date, EDTF of each expression, why
CASES = [
    ("on 7 May 2019", "2024-07-18", ["2019-05-07"], "day month year"),
    ("on May 7, 2019", "2024-07-18", ["2019-05-07"], "month day year"),
    ("on Tuesday, 7 May 2019,", "2024-07-18", ["2019-05-07"], "a weekday belongs to its date"),
    ("the 7th of May, 2019", "2024-07-18", ["2019-05-07"], "ordinal day"),
    ("dated 2019-05-07 and 7.5.2019", "2024-07-18", ["2019-05-07", "2019-05-07"], "numeric dates"),
    ("on 05/07/2019", "2024-07-18", ["2019"], "two readings: only the year is sure"),
    ("on 05/17/2019", "2024-07-18", ["2019-05-17"], "one reading"),
    ("in May 2019", "2024-07-18", ["2019-05"], "month and year"),
    ("in August two thousand and fifteen", "2024-07-18", ["2015-08"], "a year in words"),
    ("It fell in nineteen ninety-six.", "2024-07-18", ["1996"], "a year in words, alone"),
    ("It fell from two thousand to nine hundred.", "2024-07-18", [], "an amount"),
    ("on 20161016", "2024-07-18", ["2016-10-16"], "a day without signs between"),
    ("in 2019-H2", "2024-07-18", ["2019-07/2019-12"], "half a year"),
    ("in week 31", "2018-07-02", ["2018-07-30/2018-08-05"], "an ISO week of the document's year"),
    ("in week 53 of 2021", "2018-07-02", [None], "a week that the year does not have"),
    ("in 2019", None, ["2019"], "a year needs no document date"),
    ("since 2019", None, ["2019/.."], "open end"),
    ("until March 2019", None, ["../2019-03"], "open start"),
    ("by 2030", None, ["../2030"], "a deadline"),
    ("between 2014 and 2016", None, ["2014/2016"], "a stretch of years"),
    ("from 2014 to 2016", None, ["2014/2016"], "a stretch of years"),
    ("the war of 1991-1995", None, ["1991/1995"], "a stretch with a dash"),
    ("in 2014–16", None, ["2014/2016"], "a short second year"),
    ("from 28 May to 3 June 2024", None, ["2024-05-28/2024-06-03"], "the first date takes the second's year"),
    ("from 28 December to 3 January 2024", None, ["2023-12-28/2024-01-03"], "over the turn of the year"),
    ("from 3 to 5 March 2021", None, ["2021-03-03/2021-03-05"], "days that share their month"),
    ("in the 1990s", None, ["199X"], "a decade"),
    ("in the eighties", None, ["198X"], "a decade in words"),
    ("in the 19th century", None, ["18XX"], "a century"),
    ("in 776 BC", None, ["-0775"], "before the common era, as ISO 8601 counts: 1 BC is 0000"),
    ("in 1 BCE and AD 394", None, ["0000", "0394"], "the two sides of it"),
    ("from 776 BC to 394 AD", None, ["-0775/0394"], "across it"),
    ("by the 7th century BC", None, ["../-0600"], "its last year is 601 BC"),
    ("by 2100", None, ["../2100"], "years of the next century"),
    ("in 2012 or later", None, ["2012/.."], "open end behind the year"),
    ("in 2012 or earlier", None, ["../2012"], "open start behind the year"),
    ("in 2011 and later in May 2012", None, ["2011", "2012-05"], "'later' of what follows"),
    ("no earlier than 2026", "2024-12-13", ["2026/.."], "a bound of two words"),
    ("Dec/2018-May/2019", None, ["2018-12/2019-05"], "months with a stroke"),
    ("the third month of 2021", None, ["2021-03"], "a month by its number"),
    ("the 1990 s", None, ["199X"], "a decade torn apart"),
    ("code 133-03-03-2020", None, [], "a number, not a date"),
    ("from April 27 to the 3rd", "2016-11-07", ["2017-04-27/2017-05-03"], "into the next month"),
    ("on Mon 13th", "2022-05-01", ["2021-12-13"], "a short weekday with its day"),
    ("Monday two weeks from now", "2016-11-09", ["2016-11-21"], "the weekday of the week that is counted to"),
    ("in three days, on Friday", "2016-11-09", ["2016-11-11"], "likewise"),
    ("for 3 days, from 23 May", "2018-05-20", ["2018-05-23/2018-05-25"], "days from a day"),
    ("three days starting from next Monday", "2019-10-07", ["2019-10-14/2019-10-16"], "likewise"),
    ("in the year to date", "2018-09-07", ["2018-01-01/2018-09-07"], "from its first day"),
    ("from March to date", "2016-11-07", ["2016-03/2016-11-07"], "until now"),
    ("between now and November 15th", "2019-04-23", ["2019-04-23/2019-11-15"], "from now"),
    ("the last week of last month", "2021-10-10", ["2021-09-24~/2021-09-30~"], "a part of a month near by"),
    ("before the twenty-sixth day of the month", "2020-07-01", ["../2020-07-25"], "a day in words"),
    ("on Feb 29", "2017-03-22", ["2016-02-29"], "the last year that has one"),
    ("w/c Feb 4", "2020-01-07", ["2020-02-04/2020-02-10"], "week commencing"),
    ("next year's first quarter", "2018-09-06", ["2019-01/2019-03"], "a year before its quarter"),
    ("beginning January 7th", "2024-12-13", ["2025-01-07/.."], "an open end"),
    ("The talks are beginning today.", "2024-12-13", ["2024-12-13"], "a verb, no bound"),
    ("over the next couple of weeks", "2018-07-31", ["2018-07-31/2018-08-14"], "two of them"),
    ("on Black Friday 2010", "2016-11-07", ["2010-11-26"], "a feast named after a weekday"),
    ("on Eid al Fitr 2023", "2022-06-17", ["2023-04-22~"], "a feast without its hyphen"),
    ("in spring 2022", None, ["2022-03/2022-05"], "the months of a season"),
    ("in the third quarter of 2022", None, ["2022-07/2022-09"], "a quarter"),
    ("in the first half of 2022", None, ["2022-01/2022-06"], "a half"),
    ("in early 2022", None, ["2022-01~/2022-04~"], "part of a year"),
    ("at the end of 2022", None, ["2022-12~"], "end of a year"),
    ("last August", "2025-02", ["2024-08"], "the August before, with a date known to the month"),
    ("last January", "2025-02", ["2025-01"], "the January just past"),
    ("next January", "2025-02", ["2026-01"], "the January to come"),
    ("in February this year", "2025-02-20", ["2025-02"], "a month of the document's year"),
    ("in March last year", "2025-02-20", ["2024-03"], "a month of the year before"),
    ("on February 12", "2025-02", ["2025-02-12"], "a day without its year lies before the document"),
    ("on November 12", "2025-02", ["2024-11-12"], "… and so in the year before where it must"),
    ("on Tuesday, March 5,", "2025-01-20", ["2024-03-05"], "the weekday fits the year"),
    ("on Friday, March 1,", "2025-03", ["2024-03-01"], "the weekday speaks for the year before"),
    ("in November", "2025-02-20", ["2024-11"], "a month likewise"),
    ("yesterday and today", "2024-03-01", ["2024-02-29", "2024-03-01"], "over a leap day"),
    ("yesterday", "2024-03", ["2024-03~"], "the date is known to the month only"),
    ("on Tuesday", "2024-07-18", ["2024-07-16"], "the last such day"),
    ("last week", "2024-07-18", ["2024-07-08/2024-07-14"], "Monday to Sunday"),
    ("last month", "2024-01-18", ["2023-12"], "over the turn of the year"),
    ("this year", "2024-07-18", ["2024"], "the document's year"),
    ("three years ago", "2025-02", ["2022~"], "years are known to the year"),
    ("two weeks ago", "2024-07-18", ["2024-07-04~"], "weeks to about the day"),
    ("three days ago", "2024-07-18", ["2024-07-15"], "days to the day"),
    ("a decade ago", "2024-07-18", ["2014~"], "ten years"),
    ("several years ago", "2024-07-18", [None], "no telling how many"),
    ("over the past five years", "2024-07-18", ["2019/2024"], "until now"),
    ("over the next two months", "2024-07-18", ["2024-07/2024-09"], "from now"),
    ("by the end of the year", "2024-07-18", ["../2024-12-31"], "a deadline: up to the last day"),
    ("recently, every day, for three years", "2024-07-18", [None, None, None], "no date is made of these"),
    ("last August, three years ago, today", None, [None, None, None], "relative words without a document date"),
    ("on 3 May 2019. On 9 May", "2024-07-18", ["2019-05-03", "2019-05-09"], "a story of another year goes on in it"),
    ("in 2011 and later that year", "2024-07-18", ["2011", "2011"], "that year is the last one named"),
    ("on 3 May 2019 and two days later", "2024-07-18", ["2019-05-03", "2019-05-05"], "counted from the last date"),
    ("on 31 February 2022", None, ["2022-02"], "no such day: the month is what is left"),
    ("paragraph 1999,5 and 20240 people", None, [], "no years"),
    ("since last Friday", "2024-07-18", ["2024-07-12/.."], "a relative start"),
    # times of day give the day that is told of
    ("at 3 a.m. on Thursday", "2024-07-19", ["2024-07-18"], "a time of day and its day are one"),
    ("on Monday at 21:40", "2024-07-18", ["2024-07-15"], "… in either order"),
    ("at midnight on 31 March 2023", "2024-07-18", ["2023-03-31"], "midnight is of the day named"),
    ("on 3 May 2019. At half past seven", "2024-07-18", ["2019-05-03", "2019-05-03"], "alone it is of the day told last"),
    ("in the early hours of 16 March 2023", None, ["2023-03-16"], "early hours of a day"),
    ("on the night of 8 to 9 July 2025", None, ["2025-07-08/2025-07-09"], "a night over two days"),
    ("on the eve of 5 May 2020", None, ["2020-05-04"], "the day before"),
    ("in the week of 5 May 2021", None, ["2021-05-03/2021-05-09"], "the week about a day"),
    ("At 12.30 the price was 4.14 percent", "2024-07-18", ["2024-07-18"], "a decimal is no time of day"),
    # from then
    ("on 3 May 2019. The following day", "2024-07-18", ["2019-05-03", "2019-05-04"], "the day after"),
    ("on 3 May 2019. That evening", "2024-07-18", ["2019-05-03", "2019-05-03"], "that evening is that day"),
    ("on 3 May 2019. Since then", "2024-07-18", ["2019-05-03", "2019-05-03/.."], "from the time told last"),
    ("in 2011. Until then", "2024-07-18", ["2011", "../2011"], "up to the time told last"),
    ("That evening", "2024-07-18", [None], "nothing is told before"),
    ("two days after 5 May 2020", None, ["2020-05-07"], "counted from a date that follows"),
    # deadlines
    ("before 1 May 2024", None, ["../2024-04-30"], "before a day ends on the day before"),
    ("until the end of May 2024", None, ["../2024-05-31"], "up to the last day"),
    ("so far", "2024-07-18", ["../2024-07-18"], "all that was until now"),
    # the calendar
    ("in the second quarter", "2024-07-18", ["2024-04/2024-06"], "of the year, when it is over"),
    ("in the fourth quarter", "2024-07-18", ["2023-10/2023-12"], "of the year before, when that is the last"),
    ("in the first four months of 2024", None, ["2024-01/2024-04"], "months of a year"),
    ("in the last week of May 2024", None, ["2024-05-25~/2024-05-31~"], "the last days of a month"),
    ("from Monday to Friday", "2024-07-18", ["2024-07-08/2024-07-12"], "the Monday before the last Friday"),
    ("on Tuesday of last week", "2024-07-18", ["2024-07-09"], "the week says which"),
    ("on Tuesday last", "2024-07-18", ["2024-07-16"], "the word behind"),
    ("on the 21st,", "2024-07-18", ["2024-06-21"], "the last such day of a month"),
    ("at Christmas 2023", None, ["2023-12-25"], "a feast"),
    ("at Easter", "2024-07-18", ["2024-03-31"], "one that moves"),
    ("during Ramadan 2024", None, ["2024-03-11~/2024-04-09~"], "a month of another calendar, about"),
    ("In 2018 prices rose. They have doubled since.", "2024-07-18", ["2018", "2018/.."], "since by itself"),
    ("since the beginning of the year", "2024-07-18", ["2024/.."], "from its beginning is the year"),
    ("ninety-eight days ago", "2024-07-18", ["2024-04-11"], "a number in two words"),
    ("before winter", "2024-07-18", ["../2024-11"], "a season without its article"),
    ("after 2020", None, ["2021/.."], "what is after a year begins with the next"),
    ("on April ninth, 2021", None, ["2021-04-09"], "a day in words"),
    ("dated 23-Sep-2020 and 2/29/2020", None, ["2020-09-23", "2020-02-29"], "months by name between signs; one reading"),
    ("in the last quarter", "2024-07-18", ["2024-04/2024-06"], "the quarter before"),
    ("in 2019 Q3", None, ["2019-07/2019-09"], "the year first"),
    ("on Friday 31", "2024-07-18", ["2024-05-31"], "the month in which it falls so"),
    ("in World War II", None, ["1939-09-01/1945-09-02"], "a time with a name"),
    ("a quarter of a century ago", "2024-07-18", ["1999~"], "25 years"),
    ("a year ago", "2024-07-18", ["2023-07~"], "one year is known to the month"),
    ("On 7 May. In March", None, [None, None], "without a year or a document date nothing is made of months"),
    ("In May 2019 they met. In March they had met", None, ["2019-05", "2019-03"], "… near a dated one the nearest"),
    ("In November 2019 they met. In January they met", None, ["2019-11", "2020-01"], "… or the next"),
    # how many, and of what
    ("a few years ago, a few months earlier", "2024-05-14", [None, None], "a few are no number, nor one"),
    ("two years and three months ago", "2024-05-14", ["2022-02~"], "two units count together"),
    ("for the last two years and three months", "2024-05-14", ["2022-02/2024-05"], "… in a stretch as well"),
    ("a couple of years back.", "2024-05-14", ["2022~"], "back counts as ago does"),
    ("They drove ten days back to the coast.", "2024-05-14", [], "… but not on the way back"),
    ("in the last five months of her life", "2024-05-14", [None], "the last months of something else than now"),
    ("in the last two weeks of the campaign", "2024-05-14", [None], "likewise"),
    ("in the last two weeks of fighting", "2024-05-14", ["2024-04-30/2024-05-14"], "… but 'of fighting' is until now"),
    ("in the last three months of 2023", "2024-05-14", ["2023-10/2023-12"], "the last months of a year"),
    ("This past week, and the past week", "2024-05-14", ["2024-05-07/2024-05-14"] * 2, "seven days until now"),
    ("this time last year", "2024-05-14", ["2023-05~"], "about a year ago"),
    ("for 20 minutes", "2024-05-14", [None], "minutes are no days"),
    ("a wall 2000 years old, a 2000-year-old wall", "2024-05-14", [], "an age is no year"),
    ("roughly 1600 hours of work", "2024-05-14", [], "an amount of work is no time of day"),
    ("at 1600 hours on Monday", "2024-05-14", ["2024-05-13"], "… and a time of day is"),
    # ends, middles and what followed
    ("by year end, by the year's end, by year-end", "2024-05-14", ["../2024-12-31"] * 3, "the end of the year"),
    ("by end-2025", "2024-05-14", ["../2025-12-31"], "with a hyphen"),
    ("earlier in the year", "2024-05-14", ["2024"], "the document's year where none is told"),
    ("In March 2015 he won. Later in the year", "2024-05-14", ["2015-03", "2015"], "… else the one told"),
    ("In 2021 12 were sold, more than the year before.", "2024-05-14", ["2021", "2020"], "a whole year"),
    ("In May 2019 it burned. In the weeks that followed", "2024-05-14", ["2019-05", "2019-05/.."], "from what is told on"),
    ("after World War II. In the years that followed", "2024-05-14", ["1945-09-02/..", None], "nothing is told of an open end"),
    ("in World War II. In the following decades", "2024-05-14", ["1939-09-01/1945-09-02", "1945-09-02/.."], "from the end of a named time"),
    # written otherwise
    ("from the 12th to the 14th century", None, ["11XX/13XX"], "two centuries of one noun"),
    ("in the 16th and 17th centuries", None, ["15XX/16XX"], "likewise"),
    ("From the 6th to the 12th week", "2024-05-14", [], "weeks by their number are no days"),
    ("January–June 2016", None, ["2016-01/2016-06"], "months with a dash share their year"),
    ("between May and June in 1981", "2024-05-14", ["1981-05/1981-06"], "… and with 'in'"),
    ("in the winter of 1916-17", None, ["1916-12/1917-02"], "a winter of two years"),
    ("mayor (2013 – present)", None, ["2013/.."], "until now"),
    ("on 3 Oct. 2019", None, ["2019-10-03"], "an abbreviation and its year"),
    ("the edict of the 12th of October last was read", "2024-05-14", ["2023-10-12"], "the last such day"),
    ("the 3rd day of Feb. next, they wrote", "2024-05-14", ["2025-02-03"], "the next such day"),
    ("on 12 October last year", "2024-05-14", ["2023-10-12"], "… 'last' of the year is its own"),
    ("The town got its charter in 1423.", None, ["1423"], "a year before 1500 behind its preposition"),
    ("In 1423 houses", None, [], "… and none before what it counts"),
    ("during 9/11", None, ["2001-09-11"], "a day by its figures"),
    ("since last winter", "2024-05-14", ["2023-12/.."], "from its first month"),
    ("until the summer of 2019", None, ["../2019-08"], "up to its last"),
    ("before the third quarter of 2022", None, ["../2022-06"], "what is before a stretch ends before it begins"),
    ("before last week", "2024-05-15", ["../2024-05-05"], "likewise"),
    ("after the summer of 2019", None, ["2019-09/.."], "after its last month"),
]


@pytest.mark.parametrize(("text", "anchor", "wanted", "why"), CASES, ids=[c[0][:40] for c in CASES])
def test_find(text: str, anchor: str | None, wanted: list[str | None], why: str) -> None:
    assert [m.edtf for m in times.find(flat(text), anchor)] == wanted, why


# words, document's date, the north, the south
SEASONS = [
    ("last summer", "2024-05-14", "2023-06/2023-08", "2023-12/2024-02"),
    ("last winter", "2024-05-14", "2023-12/2024-02", "2023-06/2023-08"),
    ("this summer", "2024-01-20", "2024-06/2024-08", "2023-12/2024-02"),
    ("this winter", "2024-01-20", "2023-12/2024-02", "2024-06/2024-08"),
    ("next spring", "2024-05-14", "2025-03/2025-05", "2024-09/2024-11"),
    ("in the autumn of 2019", None, "2019-09/2019-11", "2019-03/2019-05"),
    ("in the winter of 2019", None, "2019-12/2020-02", "2019-06/2019-08"),
]


@pytest.mark.parametrize(("text", "anchor", "north", "south"), SEASONS, ids=[s[0] for s in SEASONS])
def test_seasons(text: str, anchor: str | None, north: str, south: str) -> None:
    assert [m.edtf for m in times.find(flat(text), anchor)] == [north]
    assert [m.edtf for m in times.find(flat(text), anchor, south=True)] == [south]


KINDS = [
    ("in 2019", "explicit", "date", True),
    ("since 2019", "explicit", "interval", True),
    ("last August", "relative", "date", False),
    ("for three years", "relative", "duration", False),
    ("every week", "relative", "set", False),
]


@pytest.mark.parametrize(("text", "basis", "kind", "dated"), KINDS)
def test_kind_and_basis(text: str, basis: str, kind: str, dated: bool) -> None:
    (mention,) = times.find(flat(text), "2024-07-18")
    assert (mention.basis, mention.kind, mention.dated_in_text) == (basis, kind, dated)


def test_every_edtf_fits_the_contract() -> None:
    for anchor in ("2024-07-18", "2024-07", "2024", "2024-07~", None):
        for text, *_ in CASES:
            assert all(m.edtf is None or EDTF.fullmatch(m.edtf) for m in times.find(flat(text), anchor)), text


WORDS = [
    "in",
    "on",
    "since",
    "until",
    "3",
    "31",
    "May",
    "February",
    "2019",
    "0000",
    "9999",
    "last",
    "next",
    "year",
    "ago",
    "three",
    "hundred",
    "days",
    "centuries",
    "years",
    "later",
    ".",
    ",",
    "from",
    "to",
    "the",
    "century",
    "decided",
    "9999-12-31",
    "0000-01-01",
    "1000",
    "this",
    "80th",
    "999th",
    "anniversary",
    "of",
    "August",
    "over",
    "past",
    "coming",
    "weekend",
    "Tuesday",
    "fortnight",
    "several",
    "decades",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=14,
    )
)
def test_nothing_raises(words: list[str]) -> None:
    analysis = flat(" ".join(words))
    for anchor in (None, "2024-02-29", "9998-12-31", "0001-01-01", "2024", "nonsense"):
        assert all(m.edtf is None or EDTF.fullmatch(m.edtf) for m in times.find(analysis, anchor))
    times.infer_document_date(analysis)


FUTURE = """
They they PRON PRP 3 nsubj
will will AUX MD 3 aux
meet meet VERB VB 0 root
on on ADP IN 5 case
Tuesday Tuesday PROPN NNP 3 obl
~. . PUNCT . 3 punct
"""

PERFECT = """
Villagers villager NOUN NNS 3 nsubj
have have AUX VBP 3 aux
left leave VERB VBN 0 root
and and CCONJ CC 5 cc
settled settle VERB VBN 3 conj
elsewhere elsewhere ADV RB 5 advmod
~. . PUNCT . 3 punct
"""

GOING = """
Ships ship NOUN NNS 3 nsubj
are be AUX VBP 3 aux
going go VERB VBG 0 root
to to PART TO 5 mark
sail sail VERB VB 3 xcomp
~. . PUNCT . 3 punct
"""

PASSIVE = """
Aid aid NOUN NN 3 nsubj:pass
is be AUX VBZ 3 aux:pass
blocked block VERB VBN 0 root
despite despite ADP IN 5 case
promises promise NOUN NNS 3 obl
made make VERB VBN 5 acl
~. . PUNCT . 3 punct
"""

MODAL = """
Talks talk NOUN NNS 3 nsubj
could could AUX MD 3 aux
fail fail VERB VB 0 root
~. . PUNCT . 3 punct
"""

COPULA = """
The the DET DT 2 det
road road NOUN NN 4 nsubj
was be AUX VBD 4 cop
closed closed ADJ JJ 0 root
~. . PUNCT . 4 punct
"""

TENSES = [
    (FUTURE, "meet", "future", "will"),
    (PERFECT, "left", "past", "a perfect tells of what happened"),
    (PERFECT, "settled", "past", "a coordinated participle shares the auxiliary"),
    (GOING, "sail", "future", "going to"),
    (PASSIVE, "blocked", "present", "a present passive"),
    (PASSIVE, "made", "past", "a participle after a noun"),
    (MODAL, "fail", None, "could does not say"),
    (COPULA, "closed", "past", "the copula carries the tense"),
    (COPULA, "road", None, "a bare noun has none"),
]


@pytest.mark.parametrize(("rows", "word", "wanted", "why"), TENSES, ids=[t[3] for t in TENSES])
def test_tense(rows: str, word: str, wanted: str | None, why: str) -> None:
    analysis = tree(rows)
    i = next(k for k, t in enumerate(analysis.tokens) if t.form == word)
    assert times.tense(analysis, i) == wanted, why


def test_the_tense_decides_between_last_and_next_tuesday() -> None:
    assert [m.edtf for m in times.find(tree(FUTURE), "2024-07-18")] == ["2024-07-23"]


# sentence, document's date, EDTF of each expression, why: what the tree tells
DIRECTIONS = [
    (
        "On 11 May 2018 the ministry had warned the owner of the ferry. The strike begins at midnight on 31 March.",
        "2024-12-13",
        ["2018-05-11", "2025-03-31"],
        "what begins is not of a story of six years ago",
    ),
    ("The talks will resume on Friday.", "2024-12-11", ["2024-12-13"], "a future"),
    ("The talks may resume on Friday.", "2024-12-11", ["2024-12-13"], "a modal"),
    ("The talks resumed on Friday.", "2024-12-11", ["2024-12-06"], "a past"),
    ("The minister urged them to vote on Sunday.", "2024-12-11", ["2024-12-15"], "an infinitive of a demand"),
    ("The army managed to leave on Sunday.", "2024-12-11", ["2024-12-08"], "an infinitive that happened"),
    ("The hearing is set for Thursday.", "2024-12-13", ["2024-12-19"], "what it is set for"),
    ("The court is to rule in March.", "2024-12-13", ["2025-03"], "is to"),
    ("The court ruled in March.", "2024-12-13", ["2024-03"], "a month behind"),
    ("The bridge has been shut since March.", "2024-12-13", ["2024-03/.."], "since looks back, whatever the tense"),
    ("The market will stay shut until Monday.", "2024-12-13", ["../2024-12-16"], "until looks ahead"),
    ("She may have left on Monday.", "2024-12-13", ["2024-12-09"], "a perfect infinitive lies behind"),
    ("They have waited for six years.", "2024-12-13", ["2018/2024"], "a perfect lasts until now"),
    ("They waited for six years.", "2024-12-13", [None], "a past says not when"),
    ("Leave the town by Friday!", "2024-12-11", ["../2024-12-13"], "an order"),
    (
        "Police raided the camp on 3 May 2020. Two days after the raid the mayor resigned.",
        "2024-12-13",
        ["2020-05-03", "2020-05-05"],
        "from an event told before",
    ),
    ("The 2003 agreement held.", "2024-12-13", [], "a year in a name"),
    ("Parliament passed the 2004 Budget.", "2024-12-13", [], "a year in a name"),
    ("The crowds of 2019's protests were larger.", "2024-12-13", ["2019"], "… and no name"),
    (
        "The tunnel opened in 1998. Over the next six years 14 stations were added.",
        "2024-05-14",
        ["1998", "1998/2004"],
        "what is told counts from the story",
    ),
    ("In the course of the next six years they built nine dams.", "2024-05-14", [None], "… without one there is no telling"),
    ("The ministry announced cuts over the next two years.", "2024-05-14", ["2024/2026"], "… what is announced lies ahead"),
    ("Over the next two years the navy will buy 40 boats.", "2024-05-14", ["2024/2026"], "likewise"),
    ("The fair was held this weekend.", "2024-05-14", ["2024-05-11/2024-05-12"], "a weekend just over"),
    ("The fair will be held this weekend.", "2024-05-14", ["2024-05-18/2024-05-19"], "… and one to come"),
    ("The bridge was repaired this summer.", "2024-02-10", ["2023-06/2023-08"], "the summer before"),
    ("The clinic opens on Saturday mornings.", "2024-05-14", [None], "a habit has no date"),
    ("The ferry runs twice a week, on Monday and Thursday.", "2024-05-14", [None, None], "likewise"),
    ("The council meets every Tuesday and Friday.", "2024-05-14", [None], "likewise, of two days"),
    ("She was born on a Tuesday.", "2024-05-14", [None], "some Tuesday"),
    ("A Friday night raid killed two people.", "2024-05-14", ["2024-05-10"], "… the article of what was that day says nothing"),
    ("Families gathered for Chinese New Year.", "2024-05-14", [], "a new year of another calendar"),
    ("The priest read from Matthew 5:44 and sat down.", "2024-05-14", [], "chapter and verse"),
    ("A World War II bomb exploded in the harbour.", "2024-05-14", [], "what kind of bomb it is"),
    ("The ministry would not say on Wednesday who fired.", "2024-05-17", ["2024-05-15"], "it was asked then"),
    ("The governor could not be reached on Friday.", "2024-05-14", ["2024-05-10"], "what was not to be had"),
    ("It would not open on Friday, he said.", "2024-05-14", ["2024-05-17"], "… but a plan lies ahead"),
    (
        "The law passed in 2003. The next year it was repealed.",
        "2024-05-14",
        ["2003", "2004"],
        "the next in a story is counted from what is told",
    ),
    ("The law was repealed the next year.", "2024-05-14", [None], "… without anything told there is no telling"),
    ("The law passed in 2003. The next year will be hard.", "2024-05-14", ["2003", "2025"], "… what lies ahead is counted from now"),
    (
        "In 2015 a union was founded. Nobody joined. It rained. Rents rose. A year later it was dissolved.",
        "2024-05-14",
        ["2015", "2016~"],
        "counted from a date some sentences ago",
    ),
    ("He fell ill on 3 May 2014. The following autumn he died.", "2024-05-14", ["2014-05-03", "2014-09/2014-11"], "a season after that"),
    ("He fell ill in October 2014. The following autumn he died.", "2024-05-14", ["2014-10", "2015-09/2015-11"], "… not the one that ran"),
    ("He fell ill in 2014. The following autumn he died.", "2024-05-14", ["2014", None], "… of which year is not said"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "anchor", "wanted", "why"), DIRECTIONS, ids=[d[3][:40] for d in DIRECTIONS])
def test_direction(text: str, anchor: str, wanted: list[str | None], why: str) -> None:
    analysis = encoder.load().analyse(text, [(0, len(text))])
    assert [m.edtf for m in times.find(analysis, anchor)] == wanted, why


# --- the document's date

AGO = """
The the DET DT 2 det
council council NOUN NN 3 nsubj
decided decide VERB VBD 0 root
two two NUM CD 5 nummod
years year NOUN NNS 6 obl:npmod
ago ago ADV RB 3 advmod
to to PART TO 8 mark
open open VERB VB 3 xcomp
the the DET DT 10 det
canal canal NOUN NN 8 obj
on on ADP IN 12 case
May May PROPN NNP 8 obl
9 9 NUM CD 12 nummod
~, , PUNCT , 15 punct
2018 2018 NUM CD 12 nmod
~. . PUNCT . 3 punct
"""

ANNIVERSARY = """
This this DET DT 2 det
year year NOUN NN 4 obl:npmod
we we PRON PRP 4 nsubj
mark mark VERB VBP 0 root
the the DET DT 7 det
25th 25th ADJ JJ 7 amod
anniversary anniversary NOUN NN 4 obj
of of ADP IN 10 case
the the DET DT 10 det
accord accord NOUN NN 7 nmod
of of ADP IN 12 case
1998 1998 NUM CD 10 nmod
~. . PUNCT . 4 punct
"""

DATED = """
In in ADP IN 2 case
November November PROPN NNP 6 obl
2022 2022 NUM CD 2 nummod
talks talk NOUN NNS 6 nsubj:pass
were be AUX VBD 6 aux:pass
held hold VERB VBN 0 root
~. . PUNCT . 6 punct
"""

BARE_DAY = """
On on ADP IN 2 case
March March PROPN NNP 6 obl
3 3 NUM CD 2 nummod
the the DET DT 5 det
envoy envoy NOUN NN 6 nsubj
left leave VERB VBD 0 root
~. . PUNCT . 6 punct
"""

PLANNED = """
A a DET DT 2 det
summit summit NOUN NN 4 nsubj
will will AUX MD 4 aux
follow follow VERB VB 0 root
on on ADP IN 6 case
10 10 NUM CD 7 nummod
June June PROPN NNP 4 obl
2023 2023 NUM CD 7 nummod
~. . PUNCT . 4 punct
"""

# trees, edtf, earliest, latest, why
DATES = [
    ([DATED], None, None, None, "a dated event alone does not tie the text to its present"),
    ([AGO], "2020-05~", "2020-02-09", "2020-11-05", "two years after what happened two years ago"),
    ([ANNIVERSARY], "2023", "2023-01-01", "2023-12-31", "25 years after 1998"),
    ([DATED, BARE_DAY], "2023-03?", "2023-03-03", None, "the first 3 March after the latest dated event; the year may be another"),
    ([ANNIVERSARY, DATED, BARE_DAY], "2023-03~", "2023-03-03", "2023-12-31", "the anniversary gives the year"),
    ([ANNIVERSARY, BARE_DAY, PLANNED], "2023-03~", "2023-03-03", "2023-06-10", "what is still to come bounds from above"),
]


@pytest.mark.parametrize(("trees", "edtf", "earliest", "latest", "why"), DATES, ids=[d[4][:40] for d in DATES])
def test_infer_document_date(trees: list[str], edtf: str | None, earliest: str | None, latest: str | None, why: str) -> None:
    found = times.infer_document_date(tree("\n\n".join(t.strip() for t in trees)))
    if edtf is None:
        assert found is None, why
        return
    assert found is not None, why
    assert (found.edtf, found.earliest, found.latest, found.basis) == (edtf, earliest, latest, "inferred"), why
    assert found.reasons
    assert all(reason.endswith(".") for reason in found.reasons)


@pytest.mark.model
@pytest.mark.parametrize(("text", "anchor", "wanted"), list(times.examples()), ids=[t[:40] for t, _, _ in times.examples()])
def test_examples_with_the_model(text: str, anchor: str, wanted: tuple[str, ...]) -> None:
    analysis = encoder.load().analyse(text, [(0, len(text))])
    assert tuple(m.edtf or "-" for m in times.find(analysis, anchor)) == wanted


# (text, document's date, EDTF of each expression, why): read with the encoder in the package
STORIES = [
    ("The court sits on Friday (15 June).", "2018-06-12", "2018-06-15", "a day in brackets beside its weekday"),
    ("They met on Tuesday (jun-12).", "2018-06-14", "2018-06-12", "… in the way of tables"),
    ("The dam burst on 4 March of 87.", "2018-06-12", "1987-03-04", "a year of two digits"),
    ("The clinic opened on 3 May '14.", "2018-06-12", "2014-05-03", "… with its apostrophe"),
    ("The meter read 40 on 2019 11 06.", "2020-02-01", "2019-11-06", "ISO with blanks"),
    ("The ship sailed in 2015-3.", "2018-06-12", "2015-03", "a month in figures"),
    ("The yard will close for the coming three quarters.", "2019-07-04", "2019-10/2020-06", "whole quarters ahead"),
    ("Output fell in the last two quarters.", "2019-08-04", "2019-01/2019-06", "… and behind"),
    ("Talks will resume after the beginning of May.", "2019-03-04", "2019-05/..", "after a beginning is after its first day"),
    ("The bridge will be shut by christmas.", "2019-11-04", "../2019-12-25", "a feast in small letters"),
    ("Could the mill reopen in three days? Or in a fortnight?", "2018-10-17", "2018-10-20 2018-10-31~", "a question without a verb"),
    ("He lost $ 12 December 27.", "2019-01-04", "2018-12-27", "a sum is no day"),
    ("Brussels will adopt a list within a fortnight.", "2025-09-17", "2025-09-17/2025-10-01", "'within' runs from now"),
    ("The pumps will run within hours.", "2021-07-19", "2021-07-19", "'within hours' is that day"),
    (
        "The march began on 12 August. A crowd gathered within minutes.",
        "2024-08-14",
        "2024-08-12 2024-08-12",
        "… of the story, in the past",
    ),
    (
        "The staff fell between 2019 and 2022 and has since climbed back.",
        "2024-09-13",
        "2019/2022 2022/..",
        "since the end of what is told",
    ),
    ("The patrol met the ship on 7 September. The ship was then in our waters.", "2022-09-14", "2022-09-07 2022-09-07", "'was then'"),
    ("If he was then asked, he refused.", "2022-09-14", "", "… but not 'next'"),
    ("The strike was on 12 August. The talks had been approved the day before.", "2024-08-14", "2024-08-12 2024-08-11", "'the day before'"),
    ("Only 28 of the lorries planned for Monday crossed.", "2024-08-14", "2024-08-12", "planned once, and over"),
    ("Talks planned for Monday will go ahead.", "2024-08-14", "2024-08-19", "planned still"),
    ("Express dismay at the murder of two guards at the mine on 30 August.", "2025-09-17", "2025-08-30", "an order is no deadline"),
    ("Submit the papers on 30 August.", "2025-06-17", "2025-08-30", "… where it orders the thing itself"),
    (
        "The union asks the ministry to lift the ban that it has set up since Friday.",
        "2024-08-20",
        "2024-08-16/..",
        "'since' looks back, even under an infinitive",
    ),
    (
        "The council holds Chad responsible for Tuesday's raid.",
        "2025-04-24",
        "2025-04-22",
        "the day of a noun under 'for' is none that the noun is set for",
    ),
    ("The talks planned for Tuesday begin late.", "2025-04-24", "2025-04-29", "… but 'for Tuesday' is"),
    (
        "Peru said no, but it let the nurses visit the camp on Wednesday.",
        "2021-06-03",
        "2021-06-02",
        "'let' of one is a past, and what they did happened then",
    ),
    ("The ferries were able to leave on Monday.", "2023-04-06", "2023-04-03", "what was possible happened"),
    ("The ferries will be able to leave on Monday.", "2023-04-06", "2023-04-10", "… what will be lies ahead"),
    (
        "The minister will know that they are accused of having shot a guard in August.",
        "2023-10-05",
        "2023-08",
        "'having shot' lies behind",
    ),
    (
        "Togo threatened to answer with a levy if the lorries were not moving by Friday.",
        "2024-02-27",
        "../2024-03-01",
        "a condition is open, also told in the past",
    ),
    ("Workers gave their employer until Friday to withdraw the list.", "2022-08-24", "../2022-08-26", "a day that is given lies ahead"),
    (
        "The ministry has invited them for Thursday. We will open the gate that day.",
        "2024-10-08",
        "2024-10-10 2024-10-10",
        "'that day' ahead is the one just told",
    ),
    ("They will not march on 8 March, and at noon they will stand in the yard.", "2024-02-27", "2024-03-08 2024-03-08", "so is 'at noon'"),
    (
        "Fiji flew a company to the island on Tuesday, two days after rebels had voted to leave.",
        "2023-12-07",
        "2023-12-05 2023-12-03",
        "an event counted back from its main clause",
    ),
    (
        "Rebels voted to leave two days before Fiji flew a company to the island on Tuesday.",
        "2023-12-07",
        "2023-12-03 2023-12-05",
        "… and the main clause from the event",
    ),
    ("On the ninth of this month soldiers entered the town.", "2025-01-23", "2025-01-09", "a day in words of this month"),
    ("His report, dated the 10th, does not say so.", "2020-08-18", "2020-08-10", "what is dated lies behind"),
    (
        "The army said on Tuesday that a shell fell in the yard the night before.",
        "2024-06-26",
        "2024-06-25 2024-06-24",
        "'the night before' what is told",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "anchor", "wanted", "why"), STORIES, ids=[row[0][:40] for row in STORIES])
def test_stories(text: str, anchor: str, wanted: str, why: str) -> None:
    analysis = encoder.load().analyse(text, [(0, len(text))])
    assert " ".join(m.edtf for m in times.find(analysis, anchor) if m.edtf) == wanted, why
