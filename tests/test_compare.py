"""Comparing sources: tables of cases, each row saying why it is there. No encoder runs; claims are written by hand."""

import datetime
import itertools
import random

import msgspec
import numpy as np
import pytest

from accordingto import comparison as compare
from accordingto.comparison import (
    accounts,
    candidates,
    copies,
    dates,
    decide,
    english,
    linking,
    matters,
    names,
    packed,
    sources,
    text,
    words,
)
from accordingto.comparison.records import Told
from accordingto.errors import UsageError
from accordingto.export import matters as page
from accordingto.types import Actor, Claim, Document, DocumentDate, Event, Figure, Link, Quote, When, Where


def quote(words, start=0):
    return Quote(start, start + len(words), words)


def link(name, how="document", stance="asserted", country=None, sector=None):
    return Link(name, country, sector, how, stance, None, None)


def actor(role, name=None, country=None, sector=None):
    return Actor(role, name, country, sector, (), None, quote(name) if name else None)


def figure(value, comparator="=", unit="person", measured=None, of=None, value_max=None):
    return Figure(value, value_max, unit, comparator, None, None, measured, of, None, quote(f"{value:g} {unit}"))


def _words(value, words, unit="person", measured=None):
    return msgspec.structs.replace(figure(value, unit=unit, measured=measured), quote=quote(words))


def event(type, trigger="struck", mode=None):
    return Event(type, mode, (), None, quote(trigger))


def claim(words, *chain, document="d", modality=None, polarity="positive", start=0, **rest):
    said = [
        msgspec.structs.replace(x, stance="reported") if n < len(chain) - 1 and x.stance == "asserted" else x for n, x in enumerate(chain)
    ]
    innermost = [x.stance for x in said if x.stance != "reported"]
    values = {"event": None, "figure": None, "actors": (), "when": None, "where": None} | rest
    kind = "event" if values["event"] else "figure" if values["figure"] else "state"
    return Claim(
        f"{document}:{words}",
        document,
        kind,
        (quote(words, start),),
        tuple(said),
        modality or (innermost[-1] if innermost else "asserted"),
        polarity,
        False,
        wording=(),
        relations=(),
        confidence=0.5,
        coder="test",
        **values,
    )


def document(id, text="", day=None, speaker=None, publisher=None, title=None):
    date = DocumentDate(day, day, day, "given", ()) if day else None
    return Document(id, "0" * 64, text, title, speaker, publisher, "en", date, id, (), ())


def account(made, day=None, **head):
    return accounts.of(document(made.document, day=day, **head), [made])[0]


PUBLISHER = link("Lakeside Herald", "publisher", "reported")

SPELLINGS = [
    ("Rakh Chakri", "Rakhchikri", True, "a village in two words or one"),
    ("Zelenskyy", "Zelensky", True, "Ukrainian and Russian transliteration"),
    ("Mohammed Deif", "Muhammad al-Deif", True, "vowels and the Arabic article"),
    ("Kharkiv", "Kharkov", True, "two languages' name of one city"),
    ("Odesa", "Odessa", True, "a doubled letter"),
    ("Hodeidah", "Hudaydah", True, "Arabic vowels"),
    ("Kfar Arzoun", "Kafr Arzun", True, "Lebanese and standard Arabic"),
    ("Tchaikovsky", "Chaikovskiy", True, "French and English letters for one sound"),
    ("Esteban Rivas Quero", "Rivas Quero", True, "a surname for the whole name"),
    ("Chechnya", "Chechniya", True, "y and iy"),
    ("the Republic of Korea", "South Korea", True, "two names of a state, from the tables"),
    ("Mali", "Malawi", False, "two states"),
    ("Niger", "Nigeria", False, "two states"),
    ("Iran", "Iraq", False, "two states"),
    ("Sudan", "South Sudan", False, "one state's name is no short form of another's"),
    ("Guinea", "Guinea-Bissau", False, "the same"),
    ("Austria", "Australia", False, "two states"),
    ("Slovakia", "Slovenia", False, "two states"),
    ("Ali", "Eli", False, "short names need the same letters"),
    ("Lee", "Li", False, "the same"),
    ("Zambezi Ferries Ltd.", "Zambezi Ferries", True, "a company's legal form is no part of its name"),
    ("Limited", "Co.", False, "alone it is one"),
    ("Atakpamé, Plateaux", "Atakpamé", True, "where a place lies is no part of its name"),
    ("Atakpamé, Plateaux", "Plateaux", False, "nor is it the place"),
    ("Victoria, Seychelles", "Victoria, Canada", False, "two places of one name"),
]


@pytest.mark.parametrize(("one", "other", "meet", "why"), SPELLINGS)
def test_spellings(one, other, meet, why):
    assert names.same(one, other) is meet, why
    assert names.same(other, one) is meet, why


DAYS = [
    ("2024-03-12", "2024-03-12", "2024-03-12"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-01/2024-03", "2024-01-01", "2024-03-31"),
    ("2021/..", "2021-01-01", None),
    ("../2024-03-12", None, "2024-03-12"),
    ("2024-03-12~", "2024-03-10", "2024-03-14"),
    ("2024-21", None, None),
]


@pytest.mark.parametrize(("edtf", "first", "last"), DAYS)
def test_days(edtf, first, last):
    found = dates.days(edtf)
    assert tuple(None if d is None else dates.shown(d) for d in found) == (first, last)


def army(words, **rest):
    return claim(words, link("Army of Togo", country="TGO", sector="MIL"), document="army", **rest)


def rebels(words, **rest):
    return claim(words, link("Northern Front", country="TGO", sector="REB"), document="rebels", **rest)


def wire(words, *chain, **rest):
    return claim(words, PUBLISHER, *chain, document="wire", **rest)


def cited(name, country=None, sector=None, stance="asserted"):
    return link(name, "indirect", stance, country, sector)


DEAD = {"figure": figure(40, measured="were killed"), "event": event("ASSAULT", "killed")}


def dead(value, comparator="=", **rest):
    return {"figure": figure(value, comparator, measured="were killed", **rest), "event": event("ASSAULT", "killed")}


CASES = [
    # figures
    (army("40 people were killed", **dead(40)), rebels("40 were killed", **dead(40)), "agree", "figure", "the same number"),
    (
        army("more than 350 were killed", **dead(350, ">")),
        rebels("360 were killed", **dead(360)),
        "agree",
        "figure",
        "360 is more than 350",
    ),
    (army("at least 3 were killed", **dead(3, ">=")), rebels("3 were killed", **dead(3)), "agree", "figure", "a lower bound met"),
    (army("about 40 were killed", **dead(40, "~")), rebels("42 were killed", **dead(42)), "agree", "figure", "within a tenth"),
    (army("1,400 were killed", **dead(1400)), rebels("1,398 were killed", **dead(1398)), "agree", "figure", "one rounded, one exact"),
    (
        army("some 1,400 were killed", **dead(1400, "~")),
        rebels("2,000 were killed", **dead(2000)),
        "differ",
        "figure",
        "not within a tenth",
    ),
    (army("40 were killed", **dead(40)), rebels("68 were killed", **dead(68)), "differ", "figure", "other numbers"),
    (
        army("no more than 40 were killed", **dead(40, "<=")),
        rebels("68 were killed", **dead(68)),
        "differ",
        "figure",
        "over an upper bound",
    ),
    (army("more than 120 were killed", **dead(120, ">")), rebels("68 were killed", **dead(68)), "differ", "figure", "under a lower bound"),
    (
        army("holds 75% of Kara", figure=figure(75, unit="percent", of="of Kara province")),
        rebels("holds 70% of the oil fields", figure=figure(70, unit="percent", of="the oil fields")),
        "not comparable",
        "figure",
        "shares of two wholes",
    ),
    (
        army("walked with me for twenty days", figure=figure(20, unit="day", measured="you have walked with me")),
        rebels("stayed for forty minutes", figure=figure(40, "~", unit="minute", measured="stayed behind the screen")),
        "not comparable",
        "figure",
        "far apart, and of other doings",
    ),
    (
        army("talks took two days", figure=figure(2, unit="day", measured="the talks took")),
        rebels("talks took forty minutes", figure=figure(40, unit="minute", measured="the talks")),
        "differ",
        "figure",
        "far apart, of one doing",
    ),
    (
        army("a turnout of 47.2 per cent", figure=figure(47.2, unit="percent", measured="turnout")),
        rebels("forty-seven in a hundred voted", figure=figure(47, unit="percent", measured="voted")),
        "agree",
        "figure",
        "a whole percent is a rounded one",
    ),
    (
        army("a turnout of 47.2 per cent", figure=figure(47.2, unit="percent", measured="turnout")),
        rebels("forty-eight in a hundred voted", figure=figure(48, unit="percent", measured="voted")),
        "differ",
        "figure",
        "… only of its neighbour",
    ),
    (
        army("24,300 attempts", figure=figure(24300, unit="attempt")),
        rebels("5,000 individuals", figure=figure(5000)),
        "not comparable",
        "figure",
        "attempts are no people",
    ),
    (
        army("five of our men were wounded", **dead(5) | {"actors": (actor("recipient", "soldiers", "TGO", "MIL"),)}),
        rebels("three Ghanaians were wounded", **dead(3) | {"actors": (actor("recipient", "villagers", "GHA", "CVL"),)}),
        "not comparable",
        "figure",
        "two countries' wounded",
    ),
    (army("40 were killed", **dead(40)), rebels("17 bodies were recovered", **dead(17)), "not comparable", "figure", "recovered: a part"),
    (
        army("39 of 118 centres", figure=figure(39, unit="centre", of="118 centres")),
        rebels("12 of 74 centres", figure=figure(12, unit="centre", of="74 centres")),
        "not comparable",
        "figure",
        "parts of two wholes",
    ),
    (
        army("30 trucks passed at Aflao", figure=figure(30, unit="truck"), where=Where("Aflao", "TGO", None, None, None, None)),
        rebels("12 trucks passed at Paga", figure=figure(12, unit="truck"), where=Where("Paga", "GHA", None, None, None, None)),
        "not comparable",
        "figure",
        "two countries",
    ),
    (
        army("the road of 5 km", figure=figure(5, unit="km")),
        rebels("5,000 m of road", figure=figure(5000, unit="m")),
        "agree",
        "figure",
        "units",
    ),
    # what a figure counts: parts, kinds of people, limits, roundings, doers, spans
    (
        army("12 nautical miles off Lomé", figure=figure(12, unit="nmi")),
        rebels("12.3 nautical miles off Lomé", figure=figure(12.3, unit="nmi")),
        "agree",
        "figure",
        "a whole number of miles is a rounded one",
    ),
    (
        army("12 nautical miles off Lomé", figure=figure(12, unit="nmi")),
        rebels("12.8 nautical miles off Lomé", figure=figure(12.8, unit="nmi")),
        "differ",
        "figure",
        "… not of its neighbour",
    ),
    (
        army("twelve miles off Lomé", figure=figure(12, unit="mile")),
        rebels("12.3 nautical miles off Lomé", figure=figure(12.3, unit="nmi")),
        "agree",
        "figure",
        "a mile at sea may be a nautical one",
    ),
    (
        army("twelve miles off Lomé", figure=figure(12, unit="mile")),
        rebels("19 km off Lomé", figure=figure(19, unit="km")),
        "agree",
        "figure",
        "… beside kilometres it is a plain one",
    ),
    (
        army("9.4 nautical miles off Lomé", figure=figure(9.4, unit="nmi")),
        rebels("12.3 nautical miles off Lomé", figure=figure(12.3, unit="nmi")),
        "differ",
        "figure",
        "two measured distances",
    ),
    (
        army("fished inside the 12-mile limit", figure=_words(12, "12-mile", "mile")),
        rebels("9.4 nautical miles off Lomé", figure=figure(9.4, unit="nmi")),
        "not comparable",
        "figure",
        "a limit that was set, and a distance that was measured",
    ),
    (
        army("the 12-mile limit", figure=_words(12, "12-mile", "mile")),
        rebels("the 3-mile limit", figure=_words(3, "3-mile", "mile")),
        "differ",
        "figure",
        "two limits",
    ),
    (
        army("a nurse was killed", figure=_words(1, "a nurse", measured="was killed")),
        rebels("two people were killed", **dead(2)),
        "not comparable",
        "figure",
        "who names one does not say that there was no other",
    ),
    (
        army("two of her patients were killed", figure=_words(2, "two of her patients", measured="killed")),
        rebels("five were killed", **dead(5)),
        "not comparable",
        "figure",
        "some of those who belong to somebody",
    ),
    (
        army("six of them were killed", figure=_words(6, "six of them", measured="were killed")),
        rebels("four were killed", **dead(4)),
        "differ",
        "figure",
        "a part is not more than the whole",
    ),
    (
        army("three conscripts were wounded", figure=_words(3, "three conscripts", measured="were wounded")),
        rebels("seven people were wounded", figure=_words(7, "seven people", measured="were wounded")),
        "not comparable",
        "figure",
        "one kind of people may be a part of the people",
    ),
    (
        army("nine conscripts were wounded", figure=_words(9, "nine conscripts", measured="were wounded")),
        rebels("seven people were wounded", figure=_words(7, "seven people", measured="were wounded")),
        "differ",
        "figure",
        "… but not more than all",
    ),
    (
        army("twelve militants were killed", figure=_words(12, "twelve militants", measured="were killed")),
        rebels("nine villagers were killed", figure=_words(9, "nine villagers", measured="were killed")),
        "not comparable",
        "figure",
        "two kinds of people, whoever calls them so",
    ),
    (
        army("five permits are in force", figure=figure(5, unit="permit", measured="in force")),
        rebels("issued nine permits", figure=figure(9, unit="permit", measured="issued")),
        "not comparable",
        "figure",
        "what was given out, and what is still in force",
    ),
    (
        army("the clinic took 37 wounded in", figure=figure(37, measured="had received")),
        rebels("41 were wounded", figure=figure(41, measured="were wounded")),
        "not comparable",
        "figure",
        "those who came to one clinic",
    ),
    (
        army("destroyed four launchers", figure=figure(4, unit="launcher", measured="destroyed")),
        rebels("launched six raids", figure=figure(6, unit="raid", measured="launched")),
        "not comparable",
        "figure",
        "two things that were counted",
    ),
    (
        army("Ghana broke the truce 2,387 times", figure=figure(2387, unit="violation"), actors=(actor("actor", "Ghana", "GHA", "GOV"),)),
        rebels("we count 4,052 by Togo", figure=figure(4052, unit="violation"), actors=(actor("actor", "Togo", "TGO", "GOV"),)),
        "not comparable",
        "figure",
        "the deeds of one side, and those of the other",
    ),
    (
        army("up by 12 per cent since December", figure=figure(12, unit="percent"), when=When("2023-12/..", "explicit", "past", None)),
        rebels("up by 25 per cent since January", figure=figure(25, unit="percent"), when=When("2023-01/..", "explicit", "past", None)),
        "not comparable",
        "figure",
        "two spans of time",
    ),
    # one side rejects what the other affirms
    (
        army("the army denies that 40 were killed", modality="denied", **dead(40)),
        rebels("70 were killed", **dead(70)),
        "not comparable",
        "figure",
        "who rejects a figure says nothing of another one",
    ),
    (
        army("the army denies that 40 were killed", modality="denied", **dead(40)),
        rebels("40 were killed", **dead(40)),
        "differ",
        "event",
        "who rejects a figure rejects that figure",
    ),
    (
        army("shelled the port", event=event("ASSAULT"), modality="denied"),
        rebels("shelled the port", event=event("ASSAULT")),
        "differ",
        "event",
        "denied",
    ),
    (army("did not shell the port", event=event("ASSAULT"), polarity="negative"), rebels("shelled the port"), "differ", "event", "negated"),
    (
        army("shelled the port", event=event("ASSAULT"), modality="denied"),
        rebels("did not shell it", event=event("ASSAULT"), polarity="negative"),
        "agree",
        "event",
        "a denial and a negation are on one side",
    ),
    (
        army("did not leave", polarity="negative", modality="denied"),
        rebels("left"),
        "agree",
        "event",
        "who denies that they did not, affirms",
    ),
    (army("they were unarmed"), rebels("no rifles were seen", polarity="negative"), "agree", "event", "contrary words, one negated"),
    # words that exclude each other
    (army("the crossing was open all day"), rebels("the crossing was closed from noon"), "differ", "event", "open and closed"),
    (army("the hostage is alive"), rebels("the hostage was killed"), "differ", "event", "alive and killed"),
    (army("it opened and was closed again"), rebels("the crossing was closed"), "agree", "event", "a claim with both says both"),
    # blame
    (
        army("rebels struck the market", event=event("ASSAULT"), actors=(actor("actor", "Northern Front", "TGO", "REB"),)),
        rebels("the army struck the market", event=event("ASSAULT"), actors=(actor("actor", "Army of Togo", "TGO", "MIL"),)),
        "differ",
        "blame",
        "army and rebels",
    ),
    (
        army("Ghana closed the bridge", event=event("COERCE", "closed"), actors=(actor("actor", "Ghana", "GHA", "GOV"),)),
        rebels("Togo closed the bridge", event=event("COERCE", "closed"), actors=(actor("actor", "Togo", "TGO", "GOV"),)),
        "differ",
        "blame",
        "two states",
    ),
    (
        army("our forces closed it", event=event("COERCE", "closed"), actors=(actor("actor", "Army of Togo", "TGO", "MIL"),)),
        rebels("the government closed it", event=event("COERCE", "closed"), actors=(actor("actor", "Togo", "TGO", "GOV"),)),
        "agree",
        "event",
        "an army and its government are not two sides",
    ),
    (
        army("struck the market", event=event("ASSAULT"), actors=(actor("actor", None),)),
        rebels("the army struck the market", event=event("ASSAULT"), actors=(actor("actor", "Army of Togo", "TGO", "MIL"),)),
        "agree",
        "event",
        "nobody named never counts against",
    ),
    # one voice
    (
        army("the bridge reopened"),
        wire("the bridge reopened", cited("Army of Togo", "TGO", "MIL")),
        "agree",
        "event",
        "the wire passes on the army's word",
    ),
    # days
    (
        army("opened the gates", event=event("COERCE", "opened"), when=When("2022-10-07", "explicit", "past", None)),
        rebels("opened the gates", event=event("COERCE", "opened"), when=When("2022-10-20", "explicit", "past", None)),
        "differ",
        "date",
        "one happening, two days",
    ),
]


@pytest.mark.parametrize(("one", "other", "outcome", "aspect", "why"), CASES, ids=[c[-1] for c in CASES])
def test_outcomes(one, other, outcome, aspect, why):
    for a, b in ((one, other), (other, one)):
        found = decide.decide(account(a), account(b))
        assert (found.outcome, found.aspect) == (outcome, aspect), found.reason
        assert found.reason.endswith(".")
        assert not {"true", "false", "right", "wrong", "lie"} & set(found.reason.lower().replace("“", " ").split()), "never a verdict"


def _at(name, *actors, count=None):
    country = {"Tamale": "GHA", "Accra": "GHA", "Bouaké": "CIV", "Suva": "FJI", "Lautoka": "FJI", "Lima": "PER"}.get(name)
    own = {"actors": actors, "where": Where(name, country, None, None, None, None) if name else None}
    return army(f"{count or 'some'} at {name}", **own, **({"figure": figure(count)} if count else {}))


STRANGERS = [
    (
        _at("Tamale", actor("recipient", "Dagomba farmers")),
        _at("Bouaké", actor("recipient", "Ivorian traders")),
        True,
        "two states' towns, other people",
    ),
    (_at("Tamale", actor("recipient", "Dagomba farmers")), _at("Tamale", actor("recipient", "Red Cross")), False, "one town"),
    (_at("Kharkiv", actor("actor", "Ivan Bondar")), _at("Kharkov", actor("actor", "Olena Koval")), False, "one town in two spellings"),
    (_at("Tamale", actor("actor", "the Ghana Army")), _at("Accra", actor("actor", "Ghana Army")), False, "one army in two places"),
    (_at("Tamale", actor("actor", "Ghana Army")), _at("Accra"), False, "one side names nobody"),
    (
        _at(None, actor("recipient", None, "PER"), count=5),
        _at("Lautoka", actor("recipient", None, "FJI"), count=8),
        True,
        "five men of a crew of one state, eight people of another's flood",
    ),
    (
        _at(None, actor("recipient", None, "PER")),
        _at("Lautoka", actor("recipient", None, "FJI")),
        False,
        "no counts: one deed may have two doers",
    ),
    (
        _at(None, actor("recipient", None, "PER"), actor("actor", None, "FJI"), count=5),
        _at("Lautoka", actor("recipient", None, "FJI"), count=8),
        False,
        "counts of people that share a country",
    ),
    (
        _at("Suva", actor("recipient", "Fiji Red Cross", "FJI")),
        _at("Lima", actor("recipient", "Peruvian Red Cross", "PER")),
        True,
        "two states' Red Cross societies",
    ),
    (
        _at("Suva", actor("recipient", "Fiji Red Cross", "FJI")),
        _at("Lautoka", actor("recipient", "Red Cross")),
        False,
        "a Red Cross of a state that is not told",
    ),
]


@pytest.mark.parametrize(("one", "other", "apart", "why"), STRANGERS, ids=[s[-1] for s in STRANGERS])
def test_claims_that_name_two_matters(one, other, apart, why):
    for a, b in ((one, other), (other, one)):
        assert accounts.strangers(account(a), account(b)) is apart, why
        if apart:
            assert linking.tie(account(a), account(b), 0.99) is None


def test_figures_of_two_things_are_no_link():
    walked = account(army("walked for twenty days", figure=figure(20, unit="day", measured="you have walked with me")))
    waited = account(rebels("waited for forty minutes", figure=figure(40, unit="minute", measured="stayed behind the screen")))
    talked = account(rebels("the talks took forty minutes", figure=figure(40, unit="minute", measured="the talks took")))
    long = account(army("the talks took two days", figure=figure(2, unit="day", measured="the talks took")))
    assert linking.tie(walked, waited, 0.99) is None
    assert linking.tie(long, talked, 0.99) is not None


@pytest.mark.parametrize("said", ["They", "those", "she", "which"])
def test_a_pronoun_is_nobody_by_name(said):
    made = claim("x", PUBLISHER, msgspec.structs.replace(cited(None), mention=quote(said)))
    assert account(made).voice.name == "somebody not named"


def test_a_reason_quotes_both_sides():
    found = decide.decide(account(army("40 were killed", **dead(40))), account(rebels("68 were killed", **dead(68))))
    assert "40 person" in found.reason
    assert "68 person" in found.reason


def test_one_sources_figures_of_two_days_are_a_series():
    one = account(army("40 were killed", **dead(40)), day="2024-05-01")
    other = account(msgspec.structs.replace(army("52 were killed", **dead(52)), document="army2"), day="2024-05-03")
    found = decide.decide(one, other)
    assert (found.outcome, found.aspect) == ("not comparable", "series")


VOICES = [
    (wire("x"), "Lakeside Herald", False, "the publisher's own"),
    (wire("x", cited("Amina Diallo")), "Amina Diallo", True, "whom it quotes"),
    (
        wire("x", cited("Army of Togo", stance="denied"), cited("Northern Front", stance="reported")),
        "Army of Togo",
        True,
        "who denies, not who is denied",
    ),
    (wire("x", cited("Amina Diallo"), cited("the mayor")), "the mayor", True, "who is passed on twice"),
]


@pytest.mark.parametrize(("made", "name", "passed", "why"), VOICES)
def test_whose_a_claim_is(made, name, passed, why):
    found = account(made)
    assert (found.voice.name, found.passed) == (name, passed), why


def told(id, *claims, day="2024-05-01", words="", **head):
    return Told(document(id, words, day, **head), tuple(msgspec.structs.replace(c, document=id) for c in claims))


VILLAGE = Where("Dzodzo", "GHA", None, None, None, None)


def story(n, count, voice, day):
    """A document on an invented matter, told by one of several sides."""
    hit = {
        "event": event("ASSAULT", "shelled", "heavy-weapons"),
        "where": VILLAGE,
        "actors": (actor("actor", "Northern Front", "TGO", "REB"),),
    }
    lost = dead(count) | {"where": VILLAGE, "actors": (actor("recipient", "villagers of Dzodzo", "GHA", "CVL"),)}
    return told(
        f"doc{n}",
        claim("Northern Front mortars shelled the village of Dzodzo", link(voice), **hit),
        claim(f"{count} villagers were killed at Dzodzo", link(voice), start=60, **lost),
        day=day,
        speaker=voice,
        words=f"Northern Front mortars shelled the village of Dzodzo today.\n{count} villagers were killed at Dzodzo. {voice} {n}",
    )


STORY = [
    story(1, 12, "Ministry of Defence of Ghana", "2024-05-01"),
    story(2, 12, "Volta Herald", "2024-05-02"),
    story(3, 30, "Northern Front", "2024-05-02"),
]


def test_a_matter_told_by_three_sides():
    found = compare.compare(STORY)
    assert len(found.matters) == 1
    (matter,) = found.matters
    assert matter.sources == ("Ministry of Defence of Ghana", "Volta Herald", "Northern Front")
    toll = next(p for p in matter.points if "12" in p.title or "30" in p.title)
    assert toll.outcome == "differ"
    assert {a.voice for a in toll.accounts} == set(matter.sources)
    assert "12 person" in text.render(found)
    assert "Dzodzo" in page.render(found)


def test_the_order_of_documents_changes_nothing():
    found = compare.compare(STORY)
    for order in itertools.permutations(STORY):
        assert compare.compare(order) == found


def test_again_after_new_documents_is_as_from_scratch():
    chance = random.Random(1)
    every = [story(n, chance.choice([12, 30, 31]), f"Source {n}", f"2024-05-{1 + n % 20:02}") for n in range(12)]
    scratch = compare.compare(every)
    for size in (1, 4, 8, 11):
        chance.shuffle(every)
        before = compare.compare(every[:size])
        assert compare.compare(every, before) == scratch


def test_what_was_weighed_is_not_weighed_again(monkeypatch):
    before = compare.compare(STORY)
    monkeypatch.setattr(linking.weigh, "chances", lambda *_: pytest.fail("weighed again"))
    assert compare.compare(STORY, before) == before


def test_copies_count_once():
    words = " ".join(f"word{n}" for n in range(80))
    kept = document("a", words, "2024-05-01")
    others = [document("b", words + " (agency)", "2024-05-02"), document("c", words, "2024-05-03")]
    assert copies.Sketches([*others, kept]).groups() == {"a": ("b", "c")}
    assert copies.Sketches([kept, document("d", words[: len(words) // 2])]).groups() == {}
    assert copies.Sketches([document("e"), document("f")]).groups() == {}, "documents without text are no copies"


def test_a_source_that_says_nothing_of_a_point_is_named():
    quiet = story(4, 12, "Togo Today", "2024-05-02")
    quiet = msgspec.structs.replace(quiet, claims=quiet.claims[:1])
    found = compare.compare([*STORY, quiet])
    toll = next(p for p in found.matters[0].points if any(w.startswith(("12", "30")) for a in p.accounts for _, _, w in a.claims))
    assert toll.silent == ("Togo Today",)


def test_only_one_actors_or_late_matters():
    found = compare.compare(STORY)
    assert compare.about(found, "northern front").matters
    assert not compare.about(found, "Peru").matters
    assert not compare.about(found, "Peru").links
    assert compare.since(found, "2024-05-02").matters
    assert not compare.since(found, "2024-05-03").matters


def test_undated_documents_meet_dated_ones():
    undated = msgspec.structs.replace(STORY[2], document=msgspec.structs.replace(STORY[2].document, date=None))
    assert compare.compare([STORY[0], undated]).links


def test_records_of_documents_and_claims_are_read_from_one_folder(tmp_path):
    with (tmp_path / "claims.jsonl").open("wb") as file:
        for one in STORY:
            file.writelines(msgspec.json.encode(c) + b"\n" for c in one.claims)
    bare = sources.told([str(tmp_path)], lambda _: pytest.fail("no document to read"))
    assert [t.document.id for t in bare] == ["doc1", "doc2", "doc3"]
    assert compare.compare(bare).links, "claims without their documents' records"
    with (tmp_path / "documents.jsonl").open("wb") as file:
        file.writelines(msgspec.json.encode(t.document) + b"\n" for t in STORY)
    assert sources.told([str(tmp_path)], lambda _: []) == STORY


def test_a_line_that_is_no_claim_is_named(tmp_path):
    file = tmp_path / "claims.jsonl"
    file.write_bytes(msgspec.json.encode(STORY[0].claims[0]) + b'\n{"according_to": 3}\n')
    with pytest.raises(UsageError, match="line 2 is neither a claim nor a document"):
        sources.told([str(file)], lambda _: [])


def test_many_documents_with_one_key_meet_only_neighbours():
    crowd = [np.array([7, *range(n, n + candidates.LEAST)]) for n in range(3000, 3000 + 50)]
    same = [np.arange(1, candidates.LEAST + 1) for _ in range(candidates.MOST + 20)]
    assert sum(len(others) for _, others in candidates.meetings(same)) <= len(same) * candidates.NEIGHBOURS
    assert list(candidates.meetings(crowd[:1])) == []


@pytest.mark.parametrize("crowd", [1, 50, 10**6])
def test_meetings_are_counted_in_parts_as_at_once(monkeypatch, crowd):
    chance = random.Random(3)
    own = [np.array(sorted(chance.sample(range(120), chance.randrange(30))), np.uint32) for _ in range(60)]
    monkeypatch.setattr(candidates, "_CROWD", crowd)
    monkeypatch.setattr(candidates, "MOST", 12)
    plain = dict.fromkeys(itertools.combinations(range(len(own)), 2), 0)
    for key in range(120):
        members = [n for n, keys in enumerate(own) if key in keys]
        for step in range(1, (len(members) if len(members) <= candidates.MOST else candidates.NEIGHBOURS + 1)):
            for pair in zip(members, members[step:], strict=False):
                plain[pair] += 1
    wanted = [pair for pair, shared in plain.items() if shared >= candidates.LEAST]
    assert [(a, b) for a, others in candidates.meetings(own) for b in others] == wanted


def test_words_are_compared_table_by_table_as_pair_by_pair():
    chance = random.Random(5)
    known = words.table()
    sides = [np.array([_some_pieces(chance) for _ in range(n)], np.int16) for n in (4, 6)]
    meaning, letters = words.alike(*sides)
    for (i, one), (j, other) in itertools.product(enumerate(sides[0]), enumerate(sides[1])):
        near = known.unit[one] @ known.unit[other].T
        weights = known.weight[one], known.weight[other]
        best = near.max(1), near.max(0)
        wanted = [(np.maximum(b, 0) * w).sum() / w.sum() if w.sum() else 0 for b, w in zip(best, weights, strict=True)]
        assert meaning[i, j] == pytest.approx(sum(wanted) / 2, abs=1e-5)
        shared = sum(((b > words._EQUAL) * w).sum() for b, w in zip(best, weights, strict=True))
        assert letters[i, j] == pytest.approx(shared / max(sum(map(sum, weights)), 1e-6), abs=1e-5)


def _some_pieces(chance):
    own = [chance.randrange(words.FIRST_WORD, words.FIRST_WORD + 40) for _ in range(chance.randrange(words.MOST + 1))]
    return own + [-1] * (words.MOST - len(own))


def test_packed_documents_are_what_was_packed():
    own = packed.Packed(STORY)
    assert list(own) == STORY
    assert (own.ids, own.claims) == ([t.document.id for t in STORY], [len(t.claims) for t in STORY])
    assert list(own[1:]) == STORY[1:]
    assert own[-1] == STORY[-1]


def test_comparing_takes_documents_one_by_one():
    assert compare.compare(iter(STORY)) == compare.compare(STORY)
    assert compare.compare([*STORY, *reversed(STORY)]) == compare.compare(STORY), "a document given twice counts once"


def _document(id, *words, where=None, day="2024-05-01"):
    place = {"where": Where(where, None, None, None, None, None)} if where else {}
    return told(id, *(claim(w, link(f"Source {id}"), start=100 * n, **place) for n, w in enumerate(words)), day=day)


FLOOD = (
    "the river burst the dykes above the fish market",
    "12 crews pumped water out of the flooded cellars",
    "the mayor opened three shelters",
)
TRAWLER = (
    "two crews of the coast guard boarded the trawler at dawn",
    "a court let the skipper go and kept his nets",
    "the fishermen's union blames a faulty tracking device",
)
MEETINGS = [
    (_document("a", *FLOOD, where="Sokodé"), _document("b", *FLOOD, where="Sokodé"), True, "one place, the same words"),
    (_document("a", *FLOOD, where="Sokodé"), _document("b", *FLOOD, where="Kpalimé"), False, "the same words of two places"),
    (_document("a", *FLOOD), _document("b", *FLOOD), False, "nothing is named"),
    (_document("a", *FLOOD, where="Sokodé"), _document("b", *TRAWLER, where="Sokodé"), False, "one place, and two things that happened"),
    (
        _document("a", *(f"{w} at Sokodé" for w in FLOOD)),
        _document("b", *(f"in Sokode {w}" for w in FLOOD)),
        True,
        "a place that only the words name, in two spellings",
    ),
    (
        _document("a", *(f"on Friday {w}" for w in FLOOD)),
        _document("b", *(f"last Friday {w}" for w in FLOOD)),
        False,
        "a day of the week is no name",
    ),
]


@pytest.mark.parametrize(("one", "other", "meet", "why"), MEETINGS, ids=[m[-1] for m in MEETINGS])
def test_which_documents_meet(one, other, meet, why):
    traces = [candidates.traces(accounts.of(t.document, t.claims)) for t in (one, other)]
    assert bool(candidates.met(traces)) is meet, why


def test_points_of_three_documents_that_met_are_one_matter():
    points = [matters._Cluster({(a, "1"), (b, "1")}, []) for a, b in (("a", "b"), ("b", "c"), ("d", "e"))]
    met = {("a", "b"), ("b", "c"), ("d", "e")}
    assert len(matters._joined(points, frozenset(met))) == 3, "a and c are on two matters"
    assert len(matters._joined(points, frozenset(met | {("a", "c")}))) == 2


def test_what_an_earlier_program_made_is_not_taken_over(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(compare, "_version", lambda: "earlier")
        before = compare.compare(STORY)
    weighed = []
    own = linking.weigh.chances
    monkeypatch.setattr(linking.weigh, "chances", lambda *given: weighed.append(1) or own(*given))
    assert compare.compare(STORY, before) == compare.compare(STORY)
    assert len(weighed) == 2


def test_every_word_of_the_lexicon_has_examples():
    lexicon = english.comparing()
    for pair in lexicon.contrary:
        assert not pair.one & pair.other
        for left, right in pair.examples:
            assert english.opposed(left, right), (left, right)
    for tells, kinds in (
        (lambda x: english.partial(x, x), lexicon.partial),
        (english.limit, [lexicon.limits]),
        (english.some, _some(lexicon)),
    ):
        for with_, without in (e for kind in kinds for e in kind.examples):
            assert tells(with_), with_
            assert not tells(without), without
    for kind in lexicon.kinds:
        for own, other in kind.examples:
            assert english.group(own) == kind.name, own
            assert english.group(other) != kind.name, other


def _some(lexicon):
    return [lexicon.one_of, lexicon.some_of, lexicon.added]


def test_nothing_of_a_document_reaches_the_page_unescaped():
    bad = msgspec.structs.replace(STORY[0], document=msgspec.structs.replace(STORY[0].document, speaker="<script>x</script>"))
    assert "<script" not in page.render(compare.compare([bad, *STORY[1:]]))


def test_days_are_days():
    assert dates.shown(datetime.date(2024, 5, 1).toordinal()) == "2024-05-01"
    assert matters.source(STORY[0]) == "Ministry of Defence of Ghana"


def test_a_document_that_changed_is_weighed_again():
    before = compare.compare(STORY)
    changed = story(3, 12, "Northern Front", "2024-05-02")
    assert compare.compare([*STORY[:2], changed], before) == compare.compare([*STORY[:2], changed])
