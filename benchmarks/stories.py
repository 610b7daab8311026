# ruff: noqa: E501
"""News-length documents for the benchmark of archives: invented, all different, a twentieth of them copies."""

import random

_NAMES = (
    "Abena Ofori",
    "Tomás Quispe",
    "Leila Haddad",
    "Jonas Berg",
    "Mei Lin Tan",
    "Sipho Nkosi",
    "Rosa Medina",
    "Ivo Babic",
    "Aida Asanova",
    "Kwame Boateng",
)
_OFFICES = (
    "the governor",
    "the mayor",
    "a spokeswoman of the port",
    "the union's secretary",
    "the minister of transport",
    "a judge",
    "the head of the council",
)
_PLACES = (
    "Tema",
    "Puno",
    "Sidon",
    "Bergen",
    "Penang",
    "Durban",
    "Sucre",
    "Gao",
    "Split",
    "Osh",
    "Nairobi",
    "Lomé",
    "Beira",
    "Cusco",
    "Tyre",
    "Narvik",
)
_SAID = ("said", "told reporters", "announced", "warned", "confirmed", "denied", "complained", "promised")
_DOERS = (
    "the police",
    "two crews",
    "the harbour office",
    "fishermen",
    "the army",
    "nurses",
    "the owners",
    "a convoy of lorries",
    "students",
    "the ferry company",
)
_DID = (
    "had closed",
    "would repair",
    "had searched",
    "would leave",
    "had blocked",
    "would pay for",
    "had inspected",
    "had promised to rebuild",
    "would not give up",
    "had attacked",
)
_THINGS = (
    "the northern wall",
    "the fish market",
    "a school",
    "the road to the lake",
    "three warehouses",
    "the old bridge",
    "the clinic",
    "a power station",
    "the customs hall",
    "the water works",
)
_WHEN = (
    "on Monday",
    "before dawn",
    "last week",
    "in March",
    "on 3 May",
    "before the rains",
    "for the second time",
    "after a long meeting",
    "without a word",
    "within six weeks",
)
_TAILS = (
    "and asked the court for help",
    "while the market was open",
    "because nobody had answered",
    "so that the boats could leave",
    "as the council had asked",
    "although the pumps were new",
)


def words(seed: int, number: int) -> list[str]:
    """Paragraphs of about so many words in all."""
    chance = random.Random(seed)
    paragraphs, count = [], 0
    while count < number:
        sentences = [_sentence(chance) for _ in range(chance.randint(1, 3))]
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    return paragraphs


def _sentence(chance: random.Random) -> str:
    pick = chance.choice
    doing = f"{pick(_DOERS)} {pick(_DID)} {pick(_THINGS)} in {pick(_PLACES)} {pick(_WHEN)}"
    kind = chance.random()
    if kind < 0.4:
        return f"{pick(_NAMES)}, {pick(_OFFICES)} of {pick(_PLACES)}, {pick(_SAID)} that {doing} {pick(_TAILS)}."
    if kind < 0.6:
        return f"“We counted {chance.randint(3, 4000)} people {pick(_WHEN)},” {pick(_NAMES)} said, “and {doing}.”"
    if kind < 0.8:
        return f"{doing[0].upper()}{doing[1:]}, {pick(_OFFICES)} {pick(_SAID)}, {pick(_TAILS)}."
    return f"{doing[0].upper()}{doing[1:]} {pick(_TAILS)}."


def page(number: int, length: int = 450) -> str:
    """A page; every twentieth is the one before it: word for word, or with another credit."""
    seed, credit = number, ""
    if number % 20 == 19:
        seed, credit = number - 1, "" if number % 40 == 19 else "Reported by our own desk."
    chance = random.Random(seed)
    title = f"{chance.choice(_PLACES)}: {chance.choice(_THINGS)} {chance.choice(_WHEN)}"
    body = "".join(f"<p>{p}</p>" for p in [*words(seed, length), *([credit] if credit else [])])
    menu = "".join(f"<li><a href='/section/{n}'>Section {n}</a></li>" for n in range(30))
    return (
        f"<!doctype html><html lang='en'><head><title>{title} | Paper {number % 7}</title><meta property='og:site_name' content='Paper {number % 7}'>"
        f"<meta property='article:published_time' content='2024-{number % 12 + 1:02}-{number % 28 + 1:02}T09:00:00Z'></head><body><header><nav><ul>{menu}</ul>"
        f"</nav></header><main><article><h1>{title}</h1>{body}</article></main><footer><ul>{menu}</ul></footer></body></html>"
    )
