"""Figures: each row a sentence, what is found in it, and why the row is there."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto import encoder, figures, ingest, pipeline, places, times
from accordingto.analysis import Analysis, Sentence, Token
from tests.trees import tree

KILLED = """
At at ADP IN 2 case
least least ADJ JJS 3 nmod
40 40 NUM CD 4 nummod
villagers villager NOUN NNS 6 nsubj:pass
were be AUX VBD 6 aux:pass
killed kill VERB VBN 0 root
near near ADP IN 8 case
Arda Arda PROPN NNP 6 obl
~. . PUNCT . 6 punct
"""

SHARE = """
The the DET DT 2 det
brigade brigade NOUN NN 3 nsubj
cleared clear VERB VBD 0 root
about about ADV RB 5 advmod
60 60 NUM CD 6 nummod
~% % SYM NN 3 obj
of of ADP IN 9 case
the the DET DT 9 det
fields field NOUN NNS 6 nmod
of of ADP IN 13 case
the the DET DT 13 det
Oruma Oruma PROPN NNP 13 compound
district district NOUN NN 9 nmod
~, , PUNCT , 17 punct
which which PRON WDT 17 nsubj:pass
was be AUX VBD 17 aux:pass
flooded flood VERB VBN 13 acl:relcl
~. . PUNCT . 3 punct
"""

EXCEEDED = """
Their their PRON PRP$ 3 nmod:poss
total total ADJ JJ 3 amod
debt debt NOUN NN 5 nsubj
has have AUX VBZ 5 aux
exceeded exceed VERB VBN 0 root
$ $ SYM $ 5 obj
~4.5 4.5 NUM CD 8 compound
billion billion NUM CD 6 nummod
~. . PUNCT . 5 punct
"""

ROSE = """
The the DET DT 3 det
death death NOUN NN 3 compound
toll toll NOUN NN 4 nsubj
rose rise VERB VBD 0 root
from from ADP IN 6 case
7 7 NUM CD 4 obl
to to ADP IN 8 case
19 19 NUM CD 4 obl
~. . PUNCT . 4 punct
"""

RANGE = """
Between between ADP IN 4 advmod
20 20 NUM CD 4 compound
and and CCONJ CC 4 cc
30 30 NUM CD 5 nummod
drones drone NOUN NNS 6 nsubj
fell fall VERB VBD 0 root
~. . PUNCT . 6 punct
"""

BARE_OBJECTS = """
The the DET DT 2 det
blast blast NOUN NN 3 nsubj
killed kill VERB VBD 0 root
20 20 NUM CD 3 obj
and and CCONJ CC 6 cc
wounded wound VERB VBD 3 conj
over over ADP IN 8 advmod
30 30 NUM CD 6 obj
~. . PUNCT . 3 punct
"""

TWO_SOLDIERS = """
Two two NUM CD 2 nummod
soldiers soldier NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
hurt hurt VERB VBN 0 root
~. . PUNCT . 4 punct
"""

TWO_COUNTRIES = """
The the DET DT 3 det
two two NUM CD 3 nummod
countries country NOUN NNS 4 nsubj
signed sign VERB VBD 0 root
Article Article PROPN NNP 4 obj
5 5 NUM CD 5 nummod
in in ADP IN 8 case
2019 2019 NUM CD 4 obl
~. . PUNCT . 4 punct
"""

AFTER_THE_YEAR = """
Since since ADP IN 2 case
2014 2014 NUM CD 5 obl
the the DET DT 4 det
fund fund NOUN NN 5 nsubj
spent spend VERB VBD 0 root
€ € SYM $ 5 obj
~1.2 1.2 NUM CD 6 nummod
~bn bn NUM CD 6 nummod
on on ADP IN 10 case
roads road NOUN NNS 5 obl
~. . PUNCT . 5 punct
"""

YEAR_SIZED = """
Rebels rebel NOUN NNS 2 nsubj
freed free VERB VBD 0 root
2000 2000 NUM CD 4 nummod
prisoners prisoner NOUN NNS 2 obj
~. . PUNCT . 2 punct
"""

AGE = """
Marta Marta PROPN NNP 6 nsubj
Ilves Ilves PROPN NNP 1 flat
~, , PUNCT , 4 punct
45 45 NUM CD 1 appos
~, , PUNCT , 4 punct
resigned resign VERB VBD 0 root
on on ADP IN 8 case
7 7 NUM CD 9 nummod
October October PROPN NNP 6 obl
~. . PUNCT . 6 punct
"""

LOAN = """
Dakar Dakar PROPN NNP 2 nsubj
took take VERB VBD 0 root
a a DET DT 7 det
$ $ SYM $ 7 compound
~40 40 NUM CD 6 compound
million million NUM CD 4 nummod
loan loan NOUN NN 2 obj
~. . PUNCT . 2 punct
"""

CRORE = """
Rs r SYM $ 4 nsubj:pass
20 20 NUM CD 3 compound
crore crore NUM CD 1 nummod
went go VERB VBD 0 root
to to ADP IN 6 case
schools school NOUN NNS 4 obl
~. . PUNCT . 4 punct
"""

DISTANCE = """
A a DET DT 4 det
500 500 NUM CD 4 nummod
~- - PUNCT HYPH 4 punct
~kg kg NOUN NN 5 compound
bomb bomb NOUN NN 6 nsubj
fell fall VERB VBD 0 root
12 12 NUM CD 8 nummod
km km NOUN NN 11 obl:npmod
from from ADP IN 11 case
the the DET DT 11 det
bridge bridge NOUN NN 6 obl
~. . PUNCT . 6 punct
"""

POINTS = """
Turnout turnout NOUN NN 2 nsubj
fell fall VERB VBD 0 root
by by ADP IN 6 case
three three NUM CD 6 nummod
percentage percentage NOUN NN 6 compound
points point NOUN NNS 2 obl
~. . PUNCT . 2 punct
"""

ANNIVERSARY = """
It it PRON PRP 2 nsubj
marks mark VERB VBZ 0 root
the the DET DT 5 det
30th 30th ADJ JJ 5 amod
anniversary anniversary NOUN NN 2 obj
of of ADP IN 8 case
the the DET DT 8 det
accord accord NOUN NN 5 nmod
~. . PUNCT . 2 punct
"""

THIRDS = """
Nearly nearly ADV RB 2 advmod
two two NUM CD 4 nummod
~- - PUNCT HYPH 4 punct
~thirds third NOUN NNS 8 nsubj:pass
of of ADP IN 6 case
voters voter NOUN NNS 4 nmod
were be AUX VBD 8 aux:pass
counted count VERB VBN 0 root
~. . PUNCT . 8 punct
"""

OF_THEM = """
Some some DET DT 2 advmod
30 30 NUM CD 8 nsubj:pass
of of ADP IN 6 case
the the DET DT 6 det
50 50 NUM CD 6 nummod
passengers passenger NOUN NNS 2 nmod
were be AUX VBD 8 aux:pass
rescued rescue VERB VBN 0 root
~. . PUNCT . 8 punct
"""

WEAPONS = """
Police police NOUN NNS 2 nsubj
seized seize VERB VBD 0 root
a a DET DT 4 det
dozen dozen NOUN NN 5 nummod
rifles rifle NOUN NNS 2 obj
and and CCONJ CC 8 cc
18 18 NUM CD 8 nummod
T T PROPN NN 5 conj
~- - PUNCT HYPH 8 punct
~72 72 NUM CD 8 nummod
tanks tank NOUN NNS 8 flat
~. . PUNCT . 2 punct
"""

# tree, "value[-max][<baseline][↑ or ↓]|comparator|unit|measured|of|quote" of each figure, why
CASES = [
    (
        KILLED,
        ["40|>=|person|were killed||At least 40 villagers"],
        "comparator of two words, persons by the noun, what happened to them in the text's words",
    ),
    (
        SHARE,
        ["60|~|percent|cleared|the fields of the Oruma district|about 60%"],
        "the denominator is the whole phrase without its relative clause",
    ),
    (EXCEEDED, ["4500000000|>|USD|Their total debt||exceeded $4.5 billion"], "the verb is the comparator, its subject what is measured"),
    (ROSE, ["19<7↑|=|person|The death toll||7 to 19"], "from … to … with a verb of change is a baseline, not a range"),
    (RANGE, ["20-30|=|drone|fell||Between 20 and 30 drones"], "between … and … is one figure"),
    (
        BARE_OBJECTS,
        ["20|=|person|killed||20", "30|>|person|wounded||over 30"],
        "numbers without a noun count persons with such verbs; two claims",
    ),
    (TWO_SOLDIERS, ["2|=|person|were hurt||Two soldiers"], "a small number is a figure where something happens to what it counts"),
    (TWO_COUNTRIES, [], "a known pair, an article's number and a year are none"),
    (AFTER_THE_YEAR, ["1200000000|=|EUR|spent||€1.2bn"], "magnitude joined to the amount; the year is none"),
    (YEAR_SIZED, ["2000|=|person|freed||2000 prisoners"], "a number as large as a year that counts"),
    (AGE, [], "an age in apposition and a day of the month"),
    (LOAN, ["40000000|=|USD|loan||$40 million"], "money before its noun"),
    (CRORE, ["200000000|=|INR|went to schools||Rs 20 crore"], "Indian magnitude and currency"),
    (DISTANCE, ["500|=|kg|bomb||500-kg", "12|=|km|from the bridge||12 km"], "a unit behind a hyphen, and a distance"),
    (POINTS, ["3↓|=|percentage point|Turnout||three percentage points"], "points are no percent"),
    (ANNIVERSARY, [], "an ordinal counts nothing"),
    (THIRDS, ["66.67|~|percent|were counted|voters|Nearly two-thirds"], "a share in words"),
    (
        OF_THEM,
        ["30|~|person|were rescued|the 50 passengers|Some 30", "50|=|person|were rescued||50 passengers"],
        "a part, and the whole that it is of",
    ),
    (WEAPONS, ["12|=|rifle|seized||a dozen rifles", "18|=|tank|seized||18 T-72 tanks"], "a dozen; the number in a weapon's name is none"),
]


def shown(analysis: Analysis, mention: figures.FigureMention) -> str:
    value = f"{mention.value:.12g}" + (f"-{mention.value_max:.12g}" if mention.value_max is not None else "")
    value += f"<{mention.baseline:.12g}" if mention.baseline is not None else ""
    value += {"up": "↑", "down": "↓", None: ""}[mention.direction]
    quote = analysis.text[mention.start : mention.end]
    return f"{value}|{mention.comparator}|{mention.unit}|{mention.measured or ''}|{mention.of or ''}|{quote}"


@pytest.mark.parametrize(("rows", "wanted", "why"), CASES, ids=[c[2][:40] for c in CASES])
def test_find(rows: str, wanted: list[str], why: str) -> None:
    analysis = tree(rows)
    assert [shown(analysis, m) for m in figures.find(analysis)] == wanted, why


def test_offsets_and_tokens_hold() -> None:
    for rows, _, _ in CASES:
        analysis = tree(rows)
        for mention in figures.find(analysis):
            assert 0 <= mention.start < mention.end <= len(analysis.text)
            assert 0 <= mention.first < mention.last <= len(analysis.tokens)
            assert mention.first <= mention.head or analysis.tokens[mention.head].start >= 0


WORDS = [
    "40",
    "%",
    "$",
    "4.5bn",
    "of",
    "the",
    "territory",
    "people",
    "were",
    "killed",
    "from",
    "7",
    "to",
    "19",
    "million",
    "two-thirds",
    "one",
    "in",
    "ten",
    "dozen",
    "up",
    "at",
    "least",
    "Goma",
    "region",
    "last",
    "May",
    "2014",
    ",",
    "-",
    "(",
]
RELATIONS = ["nummod", "nsubj", "obj", "obl", "nmod", "case", "conj", "compound", "root", "flat", "acl", "dep"]
TAGS = ["NUM", "NOUN", "VERB", "PROPN", "ADP", "DET", "SYM", "CCONJ"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(RELATIONS), st.integers(-1, 30)), min_size=1, max_size=25
    )
)
def test_nothing_raises_on_any_tree(rows: list[tuple[str, str, str, int]]) -> None:
    """Whatever the parser makes of a sentence, the rules answer, with spans inside the text and finite values."""
    text, tokens = "", []
    for n, (form, upos, relation, head) in enumerate(rows):
        start = len(text)
        text += form + " "
        above = head if -1 <= head < n else -1
        tokens.append(Token(start, start + len(form), form, form.lower(), upos, "NN", above, relation))
    analysis = Analysis(text, tuple(tokens), (Sentence(0, len(tokens), 0),))
    for mention in figures.find(analysis):
        assert text[mention.start : mention.end].strip()
        assert math.isfinite(mention.value)
    for found in (*times.find(analysis, "2024-07-18"), *places.find(analysis)):
        assert 0 <= found.start < found.end <= len(text)


def test_enormous_numbers_are_no_figures() -> None:
    analysis = Analysis("1" * 5000, (Token(0, 5000, "1" * 5000, "1", "NUM", "CD", -1, "root"),), (Sentence(0, 1, 0),))
    assert figures.find(analysis) == ()


def test_examples_of_the_lexicons() -> None:
    """Every example is at least well formed; what the model makes of it is tested below."""
    rows = list(figures.examples())
    assert len(rows) >= 10
    assert all(len(gives.split("|")) == 3 for _, wanted in rows for gives in wanted)


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), list(figures.examples()), ids=[t[:40] for t, _ in figures.examples()])
def test_examples_with_the_model(text: str, wanted: tuple[str, ...]) -> None:
    analysis = encoder.load().analyse(text, [(0, len(text))])
    assert tuple(f"{m.value:.12g}|{m.comparator}|{m.unit}" for m in figures.find(analysis)) == wanted


# (sentence, figures as value|comparator|unit, why): read with the encoder in the package
TOLD = [
    ("Exports to Ghana have trebled in ten years.", "3|=|times 10|=|year", "a verb is a number"),
    ("The inquiry may take a month.", "1|=|month", "the article counts where something lasts"),
    ("A year ago the bridge fell.", "", "… and not where it only dates"),
    ("One of the best players left.", "", "'one' of nothing counted"),
    ("Two households in five have no water.", "40|=|percent", "a share with its noun inside"),
    ("Three passers-by and two soldiers were wounded.", "3|=|person 2|=|person", "people in a hyphened word"),
    ("The helicopter dropped four barrel bombs on the town.", "4|=|bomb", "a unit that only qualifies"),
    ("The firm sold 40 barrels of oil.", "40|=|barrel", "… and one that measures"),
    ("The economy shrank for three quarters.", "3|=|quarter", "quarters of a year"),
    ("Three quarters of the fields were flooded.", "75|=|percent", "… and of a field"),
    ("He said that a third of this timber is stolen.", "33.33|=|percent", "'that' is no 'that third'"),
    ("Bread costs a quarter more than in May.", "25|=|percent", "a part more is no ordinal"),
    ("Their patrols were several times larger.", "2|>=|times", "several times as large: twice at least"),
    ("The team met several times.", "", "… how often is not told"),
    ("They decided to raise its strength from 631 to 800.", "800|=|person", "a strength is people"),
    ("The police held 74 fishermen in 2020, 159 in 2021 and 268 in 2022.", "74|=|person 159|=|person 268|=|person", "a list goes on"),
    ("This brings to 892,000 the number of refugees in the province.", "892000|=|person", "'number' is not what is counted"),
    ("The monitor put kidnappings last year at 1,040, up from 612.", "1040|=|kidnapping", "the object of an estimate"),
    ("A sack of millet has gone from 19,000 to 33,500 francs.", "33500|=|CHF", "going from … to … is a change"),
    ("The share fell from $812 at 9.15am yesterday to $740.", "740|=|USD", "a time between the two"),
    ("By Thursday noon nine of the affected clinics could read their files.", "9|=|clinic", "a participle in the phrase"),
    ("Spain fined him 25k euros and Italy 40k.", "25000|=|EUR 40000|=|EUR", "the currency goes on"),
    (
        "The 330-kilovolt line was hit by 46 drones. Five reached the depot.",
        "330|=|kV 46|=|drone 5|=|drone",
        "a measure is not gone on with",
    ),
    ("The index lost 2% to 5,884.", "2|=|percent 5884|=|1", "the level is no share"),
    ("Turnout was down 2.1%.", "2.1|=|percent", "a share as predicate"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), TOLD, ids=[row[0][:40] for row in TOLD])
def test_told(text: str, wanted: str, why: str) -> None:
    found = figures.find(encoder.load().analyse(text, [(0, len(text))]))
    assert " ".join(f"{m.value:.12g}|{m.comparator}|{m.unit}" for m in found) == wanted, why


# (sentence, what each figure is reckoned by, why)
RATES = [
    ("He paid 40 lira ($1.20) a kilo.", ["a kilo", "a kilo"], "behind the same sum in another currency"),
    ("The state spends 9 billion shekels ($2.4 billion) a year on it.", ["a year", "a year"], "likewise"),
    ("He paid 40 lira ($1.20) in cash.", [None, None], "… and where there is none"),
    ("The levy is 12 euros per square metre.", ["per square metre"], "an area"),
    ("The price rose from $75 per barrel to $82.", ["per barrel"], "between the two"),
    ("They drove at 15 to 22 miles per hour.", [None], "a unit's own"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), RATES, ids=[row[0][:40] for row in RATES])
def test_rates(text: str, wanted: list[str | None], why: str) -> None:
    assert [m.of for m in figures.find(encoder.load().analyse(text, [(0, len(text))]))] == wanted, why


@pytest.mark.model
def test_what_them_stands_for_is_shown_with_it() -> None:
    text = "Our guns met 46 drones and shot down 38 of them."
    found = figures.find(encoder.load().analyse(text, [(0, len(text))]))
    assert [m.of for m in found] == [None, "46 drones … them"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "states", "wanted"),
    [
        ("The bill was 200,000 dinars.", ("LBY",), "LYD"),
        ("The bill was 200,000 dinars.", ("TUN",), "TND"),
        ("The fee is 500 rupees.", ("NPL",), "NPR"),
        ("The fee is 500 pesos.", ("CHL",), "CLP"),
    ],
)
def test_places_tell_whose_money(text: str, states: tuple[str, ...], wanted: str) -> None:
    found = figures.find(encoder.load().analyse(text, [(0, len(text))]), (), states)
    assert [m.unit for m in found] == [wanted]


# (text, words of the claim that holds the figure, figure) where no clause holds it
ALONE = [
    (
        "Partners plan to bring trauma kits for 200 patients as soon as access is agreed.",
        "200 patients",
        "behind a cue that claims nothing itself",
    ),
    ("The pledge: 300 extra nurses for the valley before winter.", "300 extra nurses", "a list without a verb"),
    ("The relief came from the stores of 38 households, she explained.", "38 households", "an aside cuts the clause"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "figure", "why"), ALONE, ids=[row[1] for row in ALONE])
def test_no_figure_is_lost(text: str, figure: str, why: str) -> None:
    claims = pipeline.code(ingest.from_text(text)).claims
    held = [c for c in claims if c.figure and c.figure.quote.text == figure]
    assert held, why
    assert all(any(e.start <= c.figure.quote.start and c.figure.quote.end <= e.end for e in c.evidence) for c in held if c.figure)


# (sentence, figures as value|comparator|unit|baseline|direction, why): kinds of figures that news writes in many ways
WRITTEN = [
    ("The agency paid a fine of PS2.4m and PS350,000 in costs.", "2400000|=|GBP|| 350000|=|GBP||", "the pound sign in ASCII"),
    ("The boy played PS5 and PS4 all day.", "", "… and not a console"),
    ("About 12 M tonnes of grain left the ports.", "12000000|~|tonne||", "a magnitude behind a blank"),
    ("A ticket costs 85p.", "85|=|penny||", "pence"),
    ("The car does 40 miles per gallon.", "40|=|mpg||", "a rate that is a unit"),
    ("The drones destroyed 40 tents, compared with 6 in 2021.", "40|=|tent|6|", "compared with another time"),
    ("Some 40 wells ran dry this year compared with three wells last year.", "40|~|well|3|", "… with the noun again"),
    ("Police counted 210 thefts, compared with 12 soldiers in May.", "210|=|theft|| 12|=|person||", "… and not with another thing"),
    ("The yield rose from 20 litres in 2008 to 29 in 2020.", "29|=|l|20|up", "a year between the two"),
    ("Wheat dropped from $310 U.S. per tonne to $245.", "245|=|USD|310|down", "a state and a rate between the two"),
    ("Over 60 kilometres (37 miles) of pipe were stolen.", "60|>|km|| 37|>|mile||", "a conversion has the comparator"),
    ("Fewer than 40 hectares (99 acres / 0.4 km2) burned.", "40|<|hectare|| 99|<|acre|| 0.4|<|km2||", "… and the next one"),
    (
        "Bail was set at 3 million Canadian dollars ($2.2 million).",
        "3000000|=|CAD|| 2200000|=|USD||",
        "a sum converted from another dollar",
    ),
    ("Gunners shot down 14 drones and gave up two posts.", "14|=|drone|| 2|=|post||", "'up' and 'down' that complete a verb"),
    ("Shares edged up 3% and shot up 12% later.", "3|=|percent||up 12|=|percent||up", "… and that tell a change"),
    ("The mill reported a loss of 4 million euros.", "4000000|=|EUR||", "a loss is no fall"),
    ("The river rose three metres overnight.", "3|=|m||up", "a level changes by a distance"),
    ("A rocket fell 9 km from the mill.", "9|=|km||", "… a thing goes it"),
    ("Lome fell by 4%, Accra by 6%.", "4|=|percent||down 6|=|percent||down", "the verb left out"),
    ("The index fell 0.3 percent at 6,120.", "0.3|=|percent||down 6120|=|1||", "a level is no share"),
    ("The index lost 60 points to close at 3,120.", "60|=|point||down 3120|=|point||", "… and in points behind points"),
    ("The index (14,210.52, up 61.08 points) recovered.", "14210.52|=|point|| 61.08|=|point||up", "a level before its change"),
    ("Temperatures reached 45C (113F) in Delhi.", "45|=|°C|| 113|=|°F||", "a letter is a temperature where one is told"),
    ("She sat in seat 14C.", "", "… and else a seat"),
    ("Trade fell to 40 boats from 60 boats in May.", "40|=|boat|60|down", "from a number of the same"),
    ("The convoy moved to 12 villages from 40 villages.", "12|=|village|| 40|=|village||", "… where something changes"),
    ("In the Donbas 12 people were killed.", "12|=|person||", "a count behind a name"),
    ("The CAC 40 slid 2%.", "2|=|percent||down", "a number in a name"),
    ("They bought three old 214 Bell helicopters.", "3|=|helicopter||", "… of a model"),
    ("At least 18 front-line nurses left the ward.", "18|>=|person||", "a hyphened adjective before the noun"),
    ("The 40-metre twelve-storey block burned.", "40|=|m|| 12|=|storey||", "two hyphened nouns"),
    ("The bridge is 40 years old.", "40|=|year||", "an age that is said"),
    ("The 40-year-old bridge fell.", "", "… and one that only describes"),
    ("Life expectancy fell to 61.", "61|=|year||down", "years without the word"),
    ("The cabinet raised the minimum age to 21.", "21|=|year||up", "… of an age"),
    ("Fares will go up by an average of 1800.", "1800|=|1||", "a sum without a currency, no year"),
    ("The company is worth over 3 billion.", "3000000000|>|1||", "… and no people"),
    ("Between 300 and 400 mules will be sold.", "300|=|mule||", "a range as subject"),
    ("Rents rose by 12, 15 and 20 percent.", "12|=|percent||up 15|=|percent||up 20|=|percent||up", "a list rises as one"),
    ("Wheat fell by 2 percent and maize by 1.", "2|=|percent||down 1|=|percent||down", "the verb and the unit left out"),
    ("Wheat fell by 2 percent and maize rose by 1.", "2|=|percent||down 1|=|percent||up", "… the unit alone"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), WRITTEN, ids=[row[0][:40] for row in WRITTEN])
def test_written(text: str, wanted: str, why: str) -> None:
    analysis = encoder.load().analyse(text, [(0, len(text))])
    found = [
        f"{m.value:.12g}|{m.comparator}|{m.unit}|{'' if m.baseline is None else f'{m.baseline:g}'}|{m.direction or ''}"
        for m in figures.find(analysis)
    ]
    assert " ".join(found) == wanted, why


# (sentence, the figure's value, the EDTF of its claim, why), read on 13 December 2024
BASELINES = [
    ("Border guards counted 910 kites, compared with 3 in 2021.", 910, None, "the year is the other figure's"),
    ("In 2024 the guards shot down 910 kites, compared with 3 in 2021.", 910, "2024", "… and the figure has its own"),
    ("Police recorded 40 attacks, up from 12 in 2022.", 40, None, "up from"),
    ("Exports fell to 12 million tonnes, against 15 million in 2021.", 12e6, None, "against"),
    ("The toll rose to 60 from 41 in May.", 60, None, "from, behind"),
    ("Police recorded 40 attacks in 2022.", 40, "2022", "a time of the figure"),
    ("They counted 40 boats in 2023, and 12 boats in 2022.", 12, "2022", "each figure its own time"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "value", "when", "why"), BASELINES, ids=[row[0][:40] for row in BASELINES])
def test_the_time_of_a_baseline_is_not_the_figures(text: str, value: float, when: str | None, why: str) -> None:
    claims = pipeline.code(ingest.from_text(text, ingest.Given(date="2024-12-13"))).claims
    assert [c.when and c.when.edtf for c in claims if c.figure and c.figure.value == value] == [when], why


@pytest.mark.model
def test_how_many_speak_is_no_claim() -> None:
    claims = pipeline.code(ingest.from_text("Two diplomats said that Lomé had reopened the crossing.")).claims
    assert [c.figure for c in claims if c.figure] == []
