// How a program in TypeScript uses the package: what must compile, and what must not.

import { LoadError, open, PolicyError, SituationError, type Answer, type OutpatientCap, type Rule, type Situation, type Yuan } from 'mingbai';

const situation: Situation = {
  area: '310000',
  insurance: 'flexible',
  status: 'retired',
  birth: '1960-04',
  changes: [{ from: '2025-02', insurance: 'employee' }],
  ledger: { from: '2025-01', opening: { separate: { current_year: '0', accumulated: '12.34' } } },
  movements: [{ date: '2025-03-01', kind: 'family', amount: '20' }],
  expenses: [{ date: '2025-03-09', kind: 'delivery', level: 'level2', total: '100', delivery: { how: 'caesarean', children: 2 } }],
  provided: { outpatient_ratio: '0.5' },
};

// @ts-expect-error money is text
export const number: Yuan = 12.5;
// @ts-expect-error a kind of insurance that there is not
export const kind: Situation = { ...situation, insurance: 'private' };
// @ts-expect-error a key that there is not
export const key: Situation = { ...situation, salary: '1' };
// @ts-expect-error a ledger is needed
export const lacking: Situation = { area: '510100', insurance: 'resident', status: 'in_service' };
// @ts-expect-error one balance or two
export const opening: Situation['ledger'] = { from: '2025-01', opening: { separate: '0' } };

/** A sentence for each way in which a result can be relied on; `never` where none is left out. */
export function said({ account: { outcome } }: Answer): string {
  switch (outcome.status) {
    case 'complete': return 'complete';
    case 'last_known': return outcome.rules.map(({ until }) => until).join();
    case 'incomplete': return outcome.gaps.map(({ missing }) => missing).join();
    case 'refused': return outcome.why.map(({ reason }) => reason).join();
    default: return outcome satisfies never;
  }
}

export function distance({ reasons }: Answer): Yuan | undefined {
  for (const reason of reasons) {
    // @ts-expect-error only some reasons have this distance
    reason.still_missing;
    if (reason.reason === 'below_deductible') return reason.still_missing;
  }
  return undefined;
}

export async function main(): Promise<void> {
  const mingbai = await open({ load: { index: '{}' } });
  await mingbai.load('310000');
  // @ts-expect-error rules are not there before they are awaited, and so is no answer
  mingbai.load('310000').account;
  const { account, expenses } = mingbai.assess(situation, { today: '2025-06-30' });
  const total: Yuan = account.balance.total;
  const fund: Yuan | undefined = expenses[0]?.settlement?.fund.amount;
  const { diagnosis } = mingbai.explain(situation, { displayed: { balance: total, on: '2025-06-30' }, replies: { all_arrived: 'no' } });
  for (const clue of diagnosis.findings.flatMap(({ clues }) => clues)) {
    if (clue.clue === 'taken_back') console.log(clue.advanced, clue.unpaid_from ?? 'all paid');
  }
  // @ts-expect-error an answer that there is not
  mingbai.explain(situation, { replies: { all_arrived: 'perhaps' } });
  // @ts-expect-error a day is needed
  mingbai.reconcile(situation, { balance: '1' });
  const caps: Rule<OutpatientCap>[] | undefined = mingbai.policy('310000')[0]?.rules.outpatient_cap;
  console.log(fund, caps?.map(({ from, value }) => [from, value]));
}

export function told(error: unknown): string {
  if (error instanceof SituationError) {
    const { limit } = error;
    if (limit !== undefined && 'years' in limit) return `${limit.years[0]}–${limit.years[1]}`;
    return error.code === 'too_early' ? error.field : error.messageKey;
  }
  if (error instanceof PolicyError) return error.code === 'findings' ? error.detail : error.file;
  // @ts-expect-error a code that there is not
  if (error instanceof LoadError) return error.code === 'gone' ? '' : error.file;
  throw error;
}
