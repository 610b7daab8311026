"""Timeline and map as SVG: drawn here, of numbers alone, no tiles, no network. Each has a list beside it that says the same in words."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape

WIDTH, HEIGHT = 960, 480


def timeline(months: Sequence[dict[str, Any]]) -> Markup:
    """Bars, one a month, gaps shown as gaps."""
    if not months:
        return Markup("")
    first, last = (_number(months[k]["month"]) for k in (0, -1))
    most = max(m["claims"] for m in months)
    step = min(40.0, WIDTH / (last - first + 1))
    bars = []
    for m in months:
        x, height = (_number(m["month"]) - first) * step, max(2.0, 150.0 * m["claims"] / most)
        bars.append(
            f'<rect class="bar" x="{x:.1f}" y="{160 - height:.1f}" width="{max(1.0, step - 1):.1f}" height="{height:.1f}">'
            f"<title>{escape(m['month'])}: {m['claims']} claims</title></rect>"
        )
    labels = "".join(
        f'<text class="axis" x="{(_number(f"{year}-01") - first) * step:.1f}" y="178">{year}</text>' for year in _years(first, last, step)
    )
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} 185" role="img" aria-label="Claims by the month that they are about; the table below says the same">'
        f"{''.join(bars)}{labels}</svg>"
    )


def _number(month: str) -> int:
    year, _, part = month.partition("-")
    return int(year) * 12 + int(part) - 1


def _years(first: int, last: int, step: float) -> range:
    every = max(1, round(60 / (12 * step)))
    begin = -(-first // 12)
    return range(begin, last // 12 + 1, every)


def world(places: Sequence[dict[str, Any]]) -> Markup:
    """An equirectangular map: the gazetteer's cities as faint dots show the land, a circle for each place of the claims."""
    most = max((p["claims"] for p in places), default=1)
    circles = "".join(
        f'<circle class="place" cx="{_x(p["longitude"]):.1f}" cy="{_y(p["latitude"]):.1f}" r="{3 + 9 * (p["claims"] / most) ** 0.5:.1f}">'
        f"<title>{escape(p['name'])}: {p['claims']} claims</title></circle>"
        for p in places
    )
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="Places of the claims on a map of the world; the table below says the same">'
        f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/><path class="land" d="{_land()}"/>{circles}</svg>'
    )


def _x(longitude: float) -> float:
    return (longitude + 180) * WIDTH / 360


def _y(latitude: float) -> float:
    return (90 - latitude) * HEIGHT / 180


@cache
def _land() -> str:
    """The cities of the gazetteer, one to a square of a degree and a bit, as dots of no length."""
    from accordingto import gazetteer

    seen = {(round(_x(lon) / 3), round(_y(lat) / 3)) for lat, lon in gazetteer.coordinates()}
    return "".join(f"M{x * 3} {y * 3}h0" for x, y in sorted(seen))
