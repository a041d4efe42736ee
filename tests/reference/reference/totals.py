"""What earlier bills bore, were counted with and were paid: by benefit, by cap, by year."""

from .calendar import same_stretch
from .money import ZERO


class Record:
    """A settled bill, as later ones look at it."""

    __slots__ = ("day", "year", "benefit", "place", "deductible", "cost", "fund", "supplement",
                 "own_part", "serious", "person", "caps", "insured",
                 "limited", "per", "cap_per")

    def __init__(self, **values):
        for name in self.__slots__:
            setattr(self, name, values[name])


class Totals:
    def __init__(self, readings):
        self.records = []
        self.uncovered = []  # (benefit, year, what the person paid) of bills that count towards nothing else
        self.readings = readings  # open ones, added to where one is taken

    def of_year(self, benefit, year):
        return [r for r in self.records if r.benefit == benefit and r.year == year]

    def borne(self, benefit, year, per, a_day):
        """Deductible borne in the stretch of a day."""
        earlier = self.of_year(benefit, year)
        return sum((r.deductible for r in earlier if same_stretch(per, year, r.day, a_day)), ZERO)

    def borne_in_year(self, benefit, year):
        """Deductible borne in the year, as a yearly maximum counts it."""
        return sum((r.deductible for r in self.of_year(benefit, year)), ZERO)

    def counted(self, benefit, year):
        """Cost counted in the year: deductibles and shared parts."""
        return sum((r.cost for r in self.of_year(benefit, year)), ZERO)

    def under_cap(self, what, cap, year, per, a_day, places=None):
        """Fund payments (`fund`), cost (`cost`) or supplement under a cap in the stretch of a day."""
        return sum(
            (getattr(r, what) for r in self.records
             if r.limited and cap in r.caps and r.year == year and same_stretch(per, year, r.day, a_day)
             and (places is None or r.place in places)), ZERO)
