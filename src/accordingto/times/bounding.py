"""What stands about a time: "since", "until", "by", "before", "after", and the eve or the week of it."""

import re
from calendar import monthrange
from datetime import date, timedelta

from accordingto.times.arithmetic import EARLIEST, LATEST, add_months, anchor_of, month_edtf
from accordingto.times.points import Found, Point


def bounded(value: str | None, found: Found) -> str | None:
    """With "since", "until", "by", "before" before it."""
    if value is None or found.bound == "plain":
        return value
    if found.bound == "start" and found.point.part == "start":
        value = value.split("/")[0].rstrip("~").removesuffix("-01") if found.point.form == "year" else value
    if found.bound == "after" and found.point.part == "start":
        return f"{value.split('/')[0].rstrip('~')}/.."  # "after the beginning of March"
    if found.bound == "after":
        value = _after(value.split("/")[-1])
    if found.bound in ("start", "after"):
        return value if value.endswith("/..") else f"{value.split('/')[0]}/.."
    if value.startswith("../"):
        return value
    last = value.split("/")[0 if found.bound == "before" else -1]
    if found.point.part == "end":
        last = value.split("/")[-1]
        last = _last_day(last.rstrip("~"))
    elif found.bound == "before" and found.point.form != "clock":
        last = _day_before(last) or last
    return f"../{last}"


def _last_day(edtf: str) -> str:
    """The last day of a month or year."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?", edtf)
    if not match or not EARLIEST <= int(match[1]) <= LATEST:
        return edtf
    month = int(match[2] or 12)
    return f"{match[1]}-{month:02d}-{monthrange(int(match[1]), month)[1]:02d}" if month <= 12 else edtf


def _day_before(edtf: str) -> str | None:
    """The last day, month or year before a time."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~?)", edtf)
    if not match or not EARLIEST < int(match[1]) <= LATEST or int(match[2] or 1) > 12:
        return None
    if match[3]:
        return (date(int(match[1]), int(match[2]), int(match[3])) - timedelta(1)).isoformat() + match[4]
    if match[2]:
        return month_edtf(add_months(date(int(match[1]), int(match[2]), 1), -1)) + match[4]
    return f"{int(match[1]) - 1:04d}{match[4]}"


def _after(edtf: str) -> str:
    """ "after 2020" begins with 2021, "after May" with June; after a day it is that day's rest as well."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?", edtf)
    if not match or not EARLIEST < int(match[1]) < LATEST or int(match[2] or 1) > 12:
        return edtf
    if match[2]:
        return month_edtf(add_months(date(int(match[1]), int(match[2]), 1), 1))
    return f"{int(match[1]) + 1:04d}"


def moved(value: str | None, point: Point) -> str | None:
    """The eve of a day, the week about it."""
    then = anchor_of(value) if value and (point.shift or point.around or point.length) else None
    if then is None or then.precision != "day":
        return value
    if point.length:
        return f"{then.day.isoformat()}/{(then.day + timedelta(point.length - 1)).isoformat()}"
    if point.around == "week of":
        monday = then.day - timedelta(then.day.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    if point.around == "week from":
        return f"{then.day.isoformat()}/{(then.day + timedelta(6)).isoformat()}"
    if point.around == "week to":
        return f"{(then.day - timedelta(6)).isoformat()}/{then.day.isoformat()}"
    return (then.day + timedelta(point.shift)).isoformat()
