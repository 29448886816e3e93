/** The copy for one person: their own texts, and the private texts to them. */
import type { OwnExport, PersonId, ReceiptId, ThreadId } from '@holdspace/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { textExport } from '../../src/participant/text-export.ts';

const me = 'heron' as PersonId;
const mine: OwnExport = {
  name: 'Quiet Heron',
  messages: [
    { at: 2, text: 'second' },
    { at: 1, text: 'first', note: 'illness' },
    { at: 3, text: '' },
  ],
  threads: [
    {
      id: 't' as ThreadId,
      kind: 'help',
      by: me,
      name: 'Quiet Heron',
      state: 'answered',
      entries: [
        { by: me, at: 4, text: 'my question' },
        { by: 'star' as PersonId, at: 5, text: 'the answer' },
      ],
    },
  ],
  reports: [],
  receipts: [{ id: 'r' as ReceiptId, kind: 'nudge', at: 6, reason: 'other', note: 'a kind word' }],
  backChannel: [],
  intention: { text: 'ring my sister', since: null, outcome: null },
  agreed: null,
};
const headings = {
  title: 'Tuesday circle',
  wrote: 'What I wrote',
  told: 'Told to me',
  agreed: 'What I agreed to',
};

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

it('PRV-4 a copy has what one of the staff wrote when a hard meeting was talked over', () => {
  const copy = textExport({ ...mine, debriefs: [{ at: 2, text: 'it was hard' }] }, me, headings);
  const places = ['What I wrote', 'it was hard', 'Told to me'].map((words) => copy.indexOf(words));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
});

it('PRV-4 a copy has all own texts in order, and the private texts to the person in another part', () => {
  const copy = textExport(mine, me, headings);
  const places = [
    'Tuesday circle\nQuiet Heron',
    'What I wrote',
    '[illness] first',
    'second',
    'my question',
    'ring my sister',
    'Told to me',
    'the answer',
    'a kind word',
  ].map((words) => copy.indexOf(words));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
});

it('PRV-4 an empty copy has no headings', () => {
  const none = { ...mine, messages: [], threads: [], receipts: [], intention: null };
  expect(textExport(none, me, headings)).toBe('Tuesday circle\nQuiet Heron');
});

it('AGR-1 a copy says what the person agreed to, and when', () => {
  const agreed = { version: 3, at: 7, clauses: ['We rest.', 'Names stay here.'] };
  const copy = textExport({ ...mine, agreed }, me, headings);
  expect(copy).toMatch(/What I agreed to, .*\n\n1\. We rest\.\n\n2\. Names stay here\./);
  const unknown = textExport({ ...mine, agreed: { ...agreed, at: null } }, me, headings);
  expect(unknown).toContain('What I agreed to\n\n1.');
});
