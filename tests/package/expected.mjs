// What a case worked by hand expects against an answer: the figures, as tests/golden.rs compares them.

import { isDeepStrictEqual } from 'node:util';

/** Where the figures of a settlement stand. */
const FIGURES = {
  place: (it) => it.place,
  ratio: (it) => it.ratio,
  eligible: (it) => it.eligible.amount,
  paid_first: (it) => it.paid_first?.amount,
  deductible: (it) => it.deductible.applied.amount,
  still_missing: (it) => it.deductible.still_missing,
  shared: (it) => it.shared.amount,
  fund: (it) => it.fund.amount,
  supplement: (it) => it.supplement?.amount,
  serious_illness: (it) => it.serious_illness?.amount,
  not_covered: (it) => it.not_covered?.cost.amount,
  borne_first: (it) => it.borne_first?.amount,
  beyond_cap: (it) => it.beyond_cap?.amount,
  own_share: (it) => it.own_share.amount,
  account: (it) => it.account.amount,
  cash: (it) => it.cash.amount,
  person: (it) => it.person.amount,
};

const entry = ({ date, kind, sub_account, amount, total }) =>
  [date, typeof kind === 'string' ? kind : Object.keys(kind)[0], sub_account, amount, total];

const contribution = ({ from, to, outcome, base, shares = [] }) => ({
  from, to, base: base ?? null, outcome: outcome.status ?? outcome,
  shares: shares.map(({ payer, purpose, per, amount }) => ({ payer, purpose, per, amount: amount.amount ?? amount })),
});

const premium = ({ year, outcome, premium, subsidy }) => ({
  year, outcome: outcome.status ?? outcome,
  premium: premium?.amount ?? premium ?? null, subsidy: subsidy?.amount ?? subsidy ?? null,
});

const allowance = ({ outcome, days, amount }) => ({
  outcome: outcome.status ?? outcome, days: days ?? null, amount: amount?.amount ?? amount ?? null,
});

/** What differs, a line for each; nothing where all is as worked by hand. */
export function differences(expect, answer) {
  const found = [];
  const same = (where, wanted, got) => {
    if (!isDeepStrictEqual(wanted, got)) found.push(`${where}: ${JSON.stringify(wanted)} worked by hand, ${JSON.stringify(got)} reckoned`);
  };
  const { account } = answer;
  if (expect.balance) same('balance', expect.balance, account.balance);
  if (expect.account_outcome) same('account_outcome', expect.account_outcome, account.outcome.status);
  if (expect.ledger) same('ledger', expect.ledger.map(entry), account.ledger.map(entry));
  if (expect.years) same('years', expect.years, answer.years);
  if (expect.conventions) same('conventions', expect.conventions, answer.conventions);
  if (expect.contributions) {
    same('contributions', expect.contributions.map(contribution), (answer.contributions ?? []).map(contribution));
  }
  if (expect.premiums) same('premiums', expect.premiums.map(premium), (answer.premiums ?? []).map(premium));
  if (expect.maternity_allowance) {
    same('maternity_allowance', allowance(expect.maternity_allowance), allowance(answer.maternity_allowance));
  }
  if (expect.expenses) same('expenses', expect.expenses.length, answer.expenses.length);
  for (const [at, wanted] of (expect.expenses ?? []).entries()) {
    const { outcome, settlement } = answer.expenses[at] ?? {};
    same(`expenses[${at}].outcome`, wanted.outcome, outcome?.status);
    for (const [name, figure] of Object.entries(FIGURES)) {
      if (wanted[name] === undefined) continue;
      const got = settlement && figure(settlement);
      same(`expenses[${at}].${name}`, wanted[name] === 'absent' ? undefined : wanted[name], got);
    }
  }
  return found;
}
