"""The days of feasts.

Easter by the Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8). Islamic dates by the tabular calendar (civil epoch
16 July 622; years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of thirty are leap): observed months begin up to two days from it.
"""

from datetime import date, timedelta

from accordingto.times.words import lexicon


def in_year(name: str, year: int) -> tuple[str, date, date] | None:
    """A feast's days in a year.

    Args:
        name: as the lexicon has it, in lower case.
        year: of the common era.

    Returns:
        EDTF, first day, last day; None for no feast of the lexicon, or one that the year does not have.
    """
    feasts = lexicon().feasts
    if name in feasts.fixed:
        month, day = map(int, feasts.fixed[name].split("-"))
        return _one(date(year, month, day))
    if name in feasts.weekday:
        return _one(_nth_weekday(year, *feasts.weekday[name]))
    if name in feasts.easter:
        return _one(easter(year) + timedelta(feasts.easter[name]))
    if name in feasts.islamic:
        return _islamic_in_year(year, *feasts.islamic[name])
    return None


def _one(day: date) -> tuple[str, date, date]:
    return day.isoformat(), day, day


def _nth_weekday(year: int, nth: int, weekday: int, month: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month + 1, 1) - timedelta(1) if month < 12 else date(year, 12, 31)
    return last - timedelta((last.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


_EPOCH = date(622, 7, 19)  # 1 Muharram 1 in the proleptic Gregorian calendar


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Islamic calendar."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (month - 1) * 29 + month // 2 + day - 1
    return _EPOCH + timedelta(days)


def _islamic_in_year(year: int, month: int, day: int) -> tuple[str, date, date] | None:
    """The first such day in a Gregorian year; of a whole month, its first and last day."""
    about = int((year - 622) * 33 / 32)
    for hijri in (about - 1, about, about + 1, about + 2):
        if hijri < 1:
            continue
        first = islamic_day(hijri, month, day or 1)
        if first.year != year:
            continue
        if day:
            return f"{first.isoformat()}~", first, first
        last = islamic_day(hijri + month // 12, month % 12 + 1, 1) - timedelta(1)
        return f"{first.isoformat()}~/{last.isoformat()}~", first, last
    return None
