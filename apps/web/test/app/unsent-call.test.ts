/** A call for help that a reload interrupted goes at once, once, and with its words (TXT-1, DSK-5). */
import type { Thread } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { isUnsent } from '../../src/app/support/unsent-call.ts';
import { idOf, now, thread } from '../../src/gallery/fixtures.ts';

const person = idOf('Amber Leaf');
const call = { kind: 'unsafe', text: 'He is at the door.', at: now - 60_000 } as const;
const threads = (text: string, more: Partial<Thread> = {}) => ({
  person,
  threads: [
    thread('help', 'Amber Leaf', text, 1, {
      help: 'unsafe',
      entries: [{ by: person, at: now - 60_000, text }],
      ...more,
    }),
  ],
});

it('TXT-1 a call that the facilitators do not have is sent again', () => {
  expect(isUnsent(call, { person, threads: [] }, now)).toBe(true);
  expect(isUnsent(call, threads('Something else.'), now)).toBe(true);
  expect(isUnsent(call, threads(call.text, { state: 'closed' }), now)).toBe(true);
});

it('DSK-7 a call that they have is not sent twice', () => {
  expect(isUnsent(call, threads(call.text), now)).toBe(false);
});

it('DSK-7 words that arrived as a quiet word are not a call for help', () => {
  expect(isUnsent(call, threads(call.text, { help: 'word' }), now)).toBe(true);
});

it('TXT-5 a call of another day does not go by itself', () => {
  expect(isUnsent({ ...call, at: now - 16 * 60_000 }, { person, threads: [] }, now)).toBe(false);
});
