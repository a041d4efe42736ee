"""One bill reckoned in the order of the steps, on the terms that its benefit gives."""

from fractions import Fraction

from .account import pays
from .money import ONE, ZERO, at_least_zero, fen_of, times, yuan


class Terms:
    """What the rules say of a bill: figures only, nothing left to look up."""

    def __init__(self):
        self.benefit = None  # whose deductible and cost run together
        self.year = None  # first month of the benefit year
        self.place = None
        self.first_own = None  # rate that the person bears first elsewhere
        self.threshold = ZERO  # the deductible
        self.met_before = ZERO
        self.per = "visit"  # the stretch of the deductible
        self.cap_per = None  # and that of the cap
        self.year_left = None  # what a yearly maximum of the deductible leaves
        self.segments = []  # (above, up_to, ratio)
        self.position = ZERO  # cost before this bill's deductible
        self.cost_left = []  # what caps on cost leave
        self.fund_left = []  # what caps on the fund's payment leave
        self.caps = set()  # the caps that the bill counts towards
        self.supplement = None  # Supplement, where there is one
        self.serious = None  # function of the own part
        self.insured = False  # whether insurance of serious illness counts the bill


class Supplement:
    def __init__(self, ratio, left):
        self.ratio, self.left = ratio, left


class Bill:
    """The figures of a settlement, as they come to be known."""

    def __init__(self, expense):
        self.total = yuan(expense["total"])
        self.outside = sum(
            (yuan(expense.get(name) or 0) for name in ("own_paid", "over_limit", "first_own")), ZERO)
        self.eligible = self.total - self.outside
        self.paid_first = ZERO
        self.not_covered = self.borne_first = self.beyond_cap = ZERO
        self.deductible = self.shared = self.counted = ZERO
        self.still_missing = ZERO
        self.bands = []
        self.beyond_segments = ZERO
        self.fund_by_ratio = self.fund = self.supplement = self.serious_illness = ZERO
        self.own_share = self.account = self.cash = ZERO

    @property
    def person(self):
        return self.total - self.fund - self.supplement - self.serious_illness

    def refuse_cover(self, terms):
        """Step 3."""
        self.not_covered = self.eligible - self.paid_first
        self.still_missing = self.owed(terms)

    @staticmethod
    def owed(terms):
        """What of the deductible is not met before this bill."""
        owed = at_least_zero(terms.threshold - terms.met_before)
        if terms.year_left is not None:
            owed = min(owed, at_least_zero(terms.year_left))
        return owed

    def reckon(self, terms):
        """Steps 4 to 12."""
        rest = self.eligible - self.paid_first
        if terms.first_own is not None:
            self.borne_first = times(rest, terms.first_own)
            rest -= self.borne_first
        if terms.cost_left:
            goes_on = min([rest] + [at_least_zero(left) for left in terms.cost_left])
            self.beyond_cap = rest - goes_on
            rest = goes_on
        owed = self.owed(terms)
        self.deductible = min(rest, owed)
        self.still_missing = owed - self.deductible
        self.shared = rest - self.deductible
        self.counted = self.deductible + self.shared
        self.share(terms)
        if terms.cost_left and terms.supplement is not None:
            self.shared += self.beyond_cap
            self.beyond_segments += self.beyond_cap
            self.beyond_cap = ZERO
        self.pay(terms)
        self.own_share = self.shared - self.fund - self.supplement
        if terms.serious is not None:
            self.serious_illness = terms.serious(self.deductible + self.own_share + self.beyond_cap)

    def share(self, terms):
        """Step 8: each segment's part takes its ratio."""
        start = terms.position + self.deductible
        end = start + self.shared
        placed = ZERO
        for above, up_to, ratio in terms.segments:
            low = max(start, above)
            high = end if up_to is None else min(end, up_to)
            if high > low:
                cost = high - low
                placed += cost
                self.bands.append((cost, ratio, times(cost, ratio)))
        self.beyond_segments = self.shared - placed
        self.fund_by_ratio = sum((fund for _, _, fund in self.bands), ZERO)

    def pay(self, terms):
        """Steps 9 and 10."""
        self.fund = min([self.fund_by_ratio] + [at_least_zero(left) for left in terms.fund_left])
        if terms.supplement is None:
            return
        ratio = terms.supplement.ratio
        if self.fund < self.fund_by_ratio:
            amount = self.above_cap(ratio)
        else:
            amount = times(self.beyond_segments, ratio)
        if terms.supplement.left is not None:
            amount = min(amount, at_least_zero(terms.supplement.left))
        self.supplement = amount

    def above_cap(self, ratio_above):
        cost, fund = self.shared, self.fund
        for part, ratio, share in self.bands:
            if fund >= share:
                cost -= part
                fund -= share
                continue
            above = (Fraction(cost) - Fraction(fund) / Fraction(ratio)) * Fraction(ratio_above)
            return at_least_zero(fen_of(above))
        return times(cost, ratio_above)

    def pay_rest(self, balance, inside, outside, deductible_too):
        """Steps 13 and 14: what the account pays, and cash. Returns what is taken from it now."""
        payable = ZERO
        if inside:
            payable += self.own_share + self.beyond_cap + self.not_covered + self.borne_first
            if deductible_too:
                payable += self.deductible
        if outside:
            payable += self.outside
        taken = pays(balance, payable - self.serious_illness)
        self.account = self.paid_first + taken
        self.cash = self.person - self.account
        return taken


def plain(ratio):
    """A ratio without segments."""
    return [(ZERO, None, min(ratio, ONE))]
