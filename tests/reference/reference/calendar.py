"""Months as running numbers, days as dates, and the stretches that deductibles and caps count over."""

from datetime import date, timedelta


def day(text):
    return date(int(text[:4]), int(text[5:7]), int(text[8:10]))


def month(text):
    """The running number of a month, such as that of 2025-03."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(number):
    return "%04d-%02d" % (number // 12, number % 12 + 1)


def month_of(a_day):
    return a_day.year * 12 + a_day.month - 1


def first_day(number):
    return date(number // 12, number % 12 + 1, 1)


def last_day(number):
    return first_day(number + 1) - timedelta(days=1)


def year_start(number, starts_in):
    """First month of the twelve, beginning each year in `starts_in`, that the month lies in."""
    return number - (number - (starts_in - 1)) % 12


def months_later(a_day, months):
    """The same day so many months later, or the last of a shorter month."""
    number = month_of(a_day) + months
    last = last_day(number)
    return last if a_day.day > last.day else date(number // 12, number % 12 + 1, a_day.day)


def same_stretch(per, year, one, other):
    """Whether two days of a benefit year that starts in month `year` share a stretch."""
    if per == "visit":
        return False
    if per == "month":
        return month_of(one) == month_of(other)
    if per == "quarter":
        return (month_of(one) - year) // 3 == (month_of(other) - year) // 3
    return True
