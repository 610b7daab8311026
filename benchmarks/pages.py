# ruff: noqa: E501
"""Pages of news length for the benchmark: invented, with what sites put around an article."""

_NAMES = ("Abena Ofori", "Tomás Quispe", "Leila Haddad", "Jonas Berg", "Mei Lin Tan", "Sipho Nkosi")
_PLACES = ("Tema", "Puno", "Sidon", "Bergen", "Penang", "Durban")
_SENTENCES = (
    "{name} told reporters in {place} that the harbour would stay closed until the divers had looked at the wall.",
    "Two crews of the night shift were taken to hospital, and <a href='/t/{n}'>a third</a> was sent home, the port said.",
    "“We asked for new pumps in March,” {name} said, “and we were promised that they would come before the rains.”",
    "The owners denied that and accused the union of {n} stoppages since the spring.",
    "A court in {place} will hear both sides on Thursday.",
)


def page(number: int) -> str:
    """A page of about 60 KB of markup with some 650 words of article.

    Args:
        number: which one; each has other names and figures.
    """
    name, place = _NAMES[number % len(_NAMES)], _PLACES[number % len(_PLACES)]
    text = [s.format(name=name, place=place, n=n + number) for n in range(7) for s in _SENTENCES]
    paragraphs = "".join(f"<p class='story-text'>{' '.join(text[n : n + 2])}</p>" for n in range(0, len(text), 2))
    menu = "".join(
        f"<li class='menu-item menu-item-{n}'><a href='/section/{n}' title='Section {n}'>Section {n}</a></li>" for n in range(60)
    )
    cards = "".join(
        f"<div class='card'><a href='/story/{n}'><img src='/i/{n}.jpg' alt='' loading='lazy'><h3>Other story {n} of {place}</h3></a><span>{n} hours ago</span></div>"
        for n in range(25)
    )
    comments = "".join(f"<li class='comment'><b>reader{n}</b><p>I do not believe what is written here.</p></li>" for n in range(15))
    return (
        f"<!doctype html><html lang='en'><head><title>{place} harbour closed after wall cracks | The Coast Times</title>"
        f"<meta property='og:site_name' content='The Coast Times'><meta property='article:published_time' content='2024-05-{number % 28 + 1:02}T09:00:00Z'>"
        f"<style>{'.a{margin:0;padding:0}' * 600}</style><script>{'window.q=window.q||[];q.push(1);' * 500}</script></head><body>"
        f"<header class='site-header'><nav><ul>{menu}</ul></nav></header><main><article><h1>{place} harbour closed after wall cracks</h1>"
        f"<div class='byline'>By {name}</div><div class='share-bar'><a href='#'>Facebook</a> <a href='#'>X</a></div>{paragraphs}</article>"
        f"<section class='comments'><h3>15 comments</h3><ol>{comments}</ol></section></main><aside>{cards}</aside><footer><ul>{menu}</ul></footer></body></html>"
    )
