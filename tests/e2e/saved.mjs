// Entries as the device keeps them and links carry them, version 1. Written out here by hand: what
// people have kept must stay readable, so these must never change.

const form = {
  a: '510100',
  k: 'employee',
  s: 'in_service',
  t: { from: '2025-01', as_of: '2025-12-31', displayed: '-20', displayed_on: '2025-12-31', opening: '0' },
  c: [{ t: { f: '2025-01', t: '2025-12', b: '8000' } }],
  e: [
    { k: 'outpatient', t: { d: '2025-03-15', v: 'level3', a: '2600', o: '100' } },
    { k: 'pharmacy', t: { d: '2025-05-06', a: '80' } },
  ],
  m: [{ k: 'family', t: { d: '2025-06-20', a: '200' } }],
};

/** A person in 成都, whose bill is that of the golden case: the fund pays 1,150.00. */
export const Link = {
  person: { v: 1, on: '2026-01-05', form },
  /** The fragment of a link, with `changes` to what it says. */
  fragment(changes = {}) {
    const link = { v: 1, on: '2026-01-05', w: 'reimburse', l: 'zh-CN', e: form, ...changes };
    return `#e=${Buffer.from(JSON.stringify(link)).toString('base64url')}`;
  },
};
