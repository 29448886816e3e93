/** A reply written during the turn of another person: when it is offered, and when given back. */
import type { PersonId, TurnId } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import {
  maySaveReply,
  type SavedReply,
  savedReplyStatus,
} from '../../src/circle/composer/saved-reply.ts';
import { participantView } from '../../src/gallery/fixtures.ts';

const stone = 'river-stone' as PersonId;
const turn = 'turn-river-stone' as TurnId;
const reply: SavedReply = { to: stone, turn, text: 'Postcards helped.', asked: false };
const free = { holder: null, offered: null, turn: null, respondTo: null };
const view = (changed: Parameters<typeof participantView>[0] = {}) =>
  participantView({ respondTo: null, ...changed });

describe('a saved reply', () => {
  it('TRN-4 waits while the turn lasts', () => {
    expect(savedReplyStatus(reply, view())).toBe('kept');
  });

  it('TRN-4 is offered when the person it answers asks for replies', () => {
    const asked = view({ ...free, mode: 'responses', respondTo: stone, mine: { canSay: true } });
    expect(savedReplyStatus(reply, asked)).toBe('offered');
  });

  it('TRN-4 is given back when the turn ends with just listening', () => {
    expect(savedReplyStatus(reply, view(free))).toBe('unasked');
    const next = view({ holder: 'soft-hill' as PersonId, turn: 'turn-soft-hill' as TurnId });
    expect(savedReplyStatus(reply, next)).toBe('unasked');
  });

  it('TRN-4 is not offered twice: one reply each', () => {
    const given = { canSay: 'already-spoke' } as const;
    const asked = view({ ...free, mode: 'responses', respondTo: stone, mine: given });
    expect(savedReplyStatus(reply, asked)).toBe('late');
    expect(savedReplyStatus({ ...reply, asked: true }, view(free))).toBe('late');
  });

  it('TRN-4 is not offered for the question of another person', () => {
    const other = 'soft-hill' as PersonId;
    const asked = view({ ...free, mode: 'responses', respondTo: other, mine: { canSay: true } });
    expect(savedReplyStatus(reply, asked)).toBe('unasked');
  });

  it('FLR-2 a quiet or a hold in between changes nothing', () => {
    expect(savedReplyStatus(reply, view({ ...free, mode: 'quiet' }))).toBe('kept');
    expect(savedReplyStatus(reply, view({ ...free, mode: 'hold' }))).toBe('kept');
  });
});

it('TRN-4 a reply can be kept only while another person has the piece', () => {
  expect(maySaveReply(view())).toBe(true);
  expect(maySaveReply(view({ mode: 'open' }))).toBe(false);
  expect(maySaveReply(view(free))).toBe(false);
  expect(maySaveReply(view({ holder: view().mine.person }))).toBe(false);
  expect(maySaveReply(view({ mine: { canSay: 'no-voice' } }))).toBe(false);
});
