/** The copy of what one wrote holds one's own words, and nobody else's. */
import type { MessageId, PersonId, ThreadId } from '@holdspace/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { copyOf } from '../../src/own/copy.ts';

const me = 'heron' as PersonId;
const other = 'leaf' as PersonId;
const said = (by: PersonId, text: string) => ({
  id: text as MessageId,
  by,
  text,
  turn: null,
  at: 0,
});

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

it('PRV-4 a copy has what I said and wrote, and nothing of anybody else', () => {
  const copy = copyOf({
    title: 'Tuesday circle',
    name: 'Quiet Heron',
    timeline: [said(me, 'mine'), said(other, 'theirs'), { ...said(me, ''), withdrawn: true }],
    mine: {
      person: me,
      threads: [
        {
          id: 't' as ThreadId,
          kind: 'help',
          by: me,
          name: 'Quiet Heron',
          state: 'answered',
          entries: [
            { by: me, at: 0, text: 'my question' },
            { by: other, at: 0, text: 'their answer' },
          ],
        },
      ],
      reports: [],
      intention: { text: 'ring my sister', since: null, outcome: null },
    },
  });
  expect(copy).toContain('mine');
  expect(copy).toContain('my question');
  expect(copy).toContain('ring my sister');
  expect(copy).not.toContain('theirs');
  expect(copy).not.toContain('their answer');
});
