"""Amounts of yuan: exact decimals, rounded to the fen where a product or quotient arises."""

from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 40

ZERO = Decimal("0.00")
ONE = Decimal(1)
FEN = Decimal("0.01")


def yuan(text):
    """An amount as a situation gives it: a text, or a whole number."""
    return Decimal(str(text)) + ZERO


def fen(number):
    """To the nearest fen, halves away from zero."""
    return number.quantize(FEN, rounding=ROUND_HALF_UP)


def fen_of(fraction):
    """A fraction to the nearest fen, halves away from zero."""
    hundredths = Fraction(fraction) * 100
    whole, rest = divmod(abs(hundredths.numerator), hundredths.denominator)
    if 2 * rest >= hundredths.denominator:
        whole += 1
    amount = Decimal(whole).scaleb(-2)
    return (-amount if hundredths < 0 else amount) + ZERO


def times(amount, factor):
    return fen(amount * factor)


def ratio_of(amount, numerator, denominator):
    """`amount × numerator ÷ denominator`, rounded once."""
    return fen_of(Fraction(amount) * Fraction(numerator) / Fraction(denominator))


def at_least_zero(amount):
    return amount if amount > 0 else ZERO
