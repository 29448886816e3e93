/** The rows of the timeline: cards, days, moments and the line of unread messages. */
import type { Message, MessageId, PersonId, TurnId } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { type MessageGroupRow, timelineRows } from '../../src/circle/timeline/timeline-rows.ts';

const minute = 60_000;
const noon = new Date(2026, 4, 12, 12).getTime();

const said = (id: string, by: string, at: number, more: Partial<Message> = {}): Message => ({
  id: id as MessageId,
  by: by as PersonId,
  text: id,
  turn: null,
  at,
  ...more,
});
const shown = (timeline: readonly Message[], seen: string | null = null) =>
  timelineRows({ timeline, lastSeen: seen as MessageId | null, traces: [], moments: [] });
const shape = (rows: ReturnType<typeof timelineRows>) =>
  rows.map((row) =>
    row.kind === 'group' ? row.messages.map((each) => each.id).join('+') : row.kind,
  );
const turn = 'turn-1' as TurnId;

it('TRN-2 all messages of one turn are one card, however long it lasts', () => {
  const rows = shown([
    said('a', 'heron', noon, { turn }),
    said('b', 'heron', noon + 20 * minute, { turn }),
    said('c', 'heron', noon + 21 * minute, { turn: 'turn-2' as TurnId }),
  ]);
  expect(shape(rows)).toEqual(['a+b', 'c']);
});

it('FLR-4 a facilitation message is not part of the card of a turn', () => {
  const rows = shown([
    said('a', 'star', noon, { turn }),
    said('b', 'star', noon, { facilitation: true }),
    said('c', 'star', noon, { facilitation: true }),
  ]);
  expect(shape(rows)).toEqual(['a', 'b+c']);
  expect((rows[1] as MessageGroupRow).facilitation).toBe(true);
});

it('outside of turns a pause of five minutes begins a new card', () => {
  const rows = shown([
    said('a', 'heron', noon),
    said('b', 'heron', noon + 4 * minute),
    said('c', 'heron', noon + 9 * minute),
    said('d', 'leaf', noon + 9 * minute),
  ]);
  expect(shape(rows)).toEqual(['a+b', 'c', 'd']);
});

it('a row with the date separates the messages of two days', () => {
  const rows = shown([said('a', 'heron', noon), said('b', 'heron', noon + 24 * 60 * minute)]);
  expect(shape(rows)).toEqual(['a', 'day', 'b']);
});

it('the line of unread messages splits a card, and is not shown at the end', () => {
  const timeline = [said('a', 'heron', noon), said('b', 'heron', noon)];
  expect(shape(shown(timeline, 'a'))).toEqual(['a', 'new', 'b']);
  expect(shape(shown(timeline, 'b'))).toEqual(['a+b']);
});

it('a moment of the circle is placed after the message before it', () => {
  const timeline = [said('a', 'heron', noon), said('b', 'heron', noon)];
  const moments = [
    { id: 'm0', after: null, words: 'The circle begins', traces: 0 },
    { id: 'm1', after: 'a' as MessageId, words: 'Closing has started', traces: 0 },
  ];
  const rows = timelineRows({ timeline, lastSeen: null, traces: [], moments });
  expect(shape(rows)).toEqual(['moment', 'a', 'moment', 'b']);
});

it('RND-20 traces of rounds and moments of this page are in the order of time', () => {
  const timeline = [said('a', 'heron', noon), said('b', 'heron', noon)];
  const after = 'a' as MessageId;
  const traces = [
    { id: 'began', after: null, words: 'Round 1 begins', question: 'What helped?' },
    { id: 'ended', after, words: 'Round 1 is over' },
  ];
  const moments = [
    { id: 'm0', after: null, words: 'The circle begins', traces: 0 },
    { id: 'm1', after, words: 'Closing has started', traces: 2 },
  ];
  const rows = timelineRows({ timeline, lastSeen: null, traces, moments });
  expect(rows.map((row) => (row.kind === 'moment' ? row.words : row.id))).toEqual([
    'The circle begins',
    'Round 1 begins',
    'a',
    'Round 1 is over',
    'Closing has started',
    'b',
  ]);
  expect(rows[1]).toMatchObject({ question: 'What helped?' });
});

it('RND-20 traces before an unloaded page are loaded with that page', () => {
  const timeline = [said('b', 'heron', noon)];
  const traces = [
    { id: 'one', after: null, words: 'Round 1 begins' },
    { id: 'two', after: 'a' as MessageId, words: 'Round 1 is over' },
    { id: 'three', after: 'b' as MessageId, words: 'Round 2 begins' },
  ];
  const rows = timelineRows({ timeline, lastSeen: null, traces, moments: [], hasEarlier: true });
  expect(rows.map(({ id }) => id)).toEqual(['b', 'three']);
});
