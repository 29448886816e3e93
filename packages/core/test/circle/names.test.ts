import {
  type CircleState,
  circleSlots,
  type LinkId,
  type PersonId,
  type Slot,
  standingOf,
  TakenNames,
} from '@holdspace/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hasLikeness } from '../../src/circle/names.ts';
import { emptyCircle } from '../../src/circle/state.ts';
import { eventTypes } from '../fixtures/given.ts';
import { openCircle, person } from '../fixtures/open-circle.ts';

const [cleo, dov, rowan] = [person('cleo'), person('dov'), person('rowan')];

describe('names in a circle', () => {
  it('VOI-11 who joined since the names were compared makes it stale, and nothing else does', () => {
    const open = openCircle();
    open.invite('shared');
    expect(eventTypes(open.redeem('shared', cleo, { joined: 0 }))).toContain('MemberJoined');
    expect(open.redeem('shared', dov, { joined: 0 })).toEqual({ refused: 'stale' });
    expect(open.redeem('shared', dov, { joined: 0, signedIn: cleo })).toEqual([]);
    expect(eventTypes(open.redeem('shared', dov, { joined: 1 }))).toContain('MemberJoined');
  });

  it('VOI-11 names from before they were compared are marked: the later one, never a facilitator', () => {
    const open = openCircle();
    open.invite('shared');
    open.invite('lead', { role: 'facilitator' });
    const likeness = (who: PersonId) => standingOf(open.state, open.words, who)?.likeness;
    open.redeem('shared', cleo, { name: 'Rowan' });
    expect(likeness(cleo)).toBeUndefined();
    open.redeem('shared', dov, { name: 'rowan' });
    expect([likeness(cleo), likeness(dov)]).toEqual([undefined, true]);
    open.redeem('lead', rowan, { name: 'Rowan' });
    expect([cleo, dov, rowan].map(likeness)).toEqual([true, true, undefined]);
  });
});

/** The words of a ledger, of which every reading counts. */
class CountedWords extends Map<Slot, string> {
  read = 0;
  override get(slot: Slot) {
    this.read++;
    return super.get(slot);
  }
}

describe('names in a large circle', () => {
  const member = (n: number) => `p_${n}` as PersonId;
  const members = (count: number): CircleState['members'] =>
    new Map(
      Array.from({ length: count }, (_, n) => [
        member(n),
        {
          ...{ role: n === 0 ? 'facilitator' : 'participant', link: 'l' as LinkId, known: true },
          ...{ marks: [], notices: [] },
        },
      ]),
    );

  it('VOI-11 one who joins has their own name compared, and the others none', () => {
    const names = (count: number) => Array.from({ length: count }, (_, n) => `Quiet Heron ${n}`);
    const words = new CountedWords();
    for (const [n, name] of names(400).entries())
      words.set(circleSlots.memberName(member(n)), name);
    const add = vi.spyOn(TakenNames.prototype, 'add');
    onTestFinished(() => add.mockRestore());
    const isMarked = (count: number) =>
      hasLikeness({ ...emptyCircle, members: members(count) }, words, member(count - 1));
    expect([200, 201, 202].map(isMarked)).toEqual([false, false, false]);
    expect(add).toHaveBeenCalledTimes(202);
    // The same members again cost nothing.
    const state = { ...emptyCircle, members: members(203) };
    hasLikeness(state, words, member(1));
    const { read } = words;
    for (let n = 1; n < 203; n++) hasLikeness(state, words, member(n));
    expect(words.read).toBe(read);
  });
});

describe('newcomers', () => {
  it('VOI-10 stay newcomers until a message of theirs was let pass', () => {
    const open = openCircle();
    open.invite('shared');
    open.redeem('shared', cleo);
    const standing = () => standingOf(open.state, open.words, cleo);
    open.when({ do: 'note-known', members: [{ member: cleo, newcomer: true }] });
    expect(standing()).toMatchObject({ known: true, newcomer: true });
    expect(open.when({ do: 'note-known', members: [{ member: cleo }] })).toEqual([]);
    expect(eventTypes(open.when({ do: 'note-released', member: cleo }))).toEqual([
      'MemberReleased',
    ]);
    expect(open.when({ do: 'note-released', member: cleo })).toEqual([]);
    expect(standing()).not.toHaveProperty('newcomer');
    expect(open.byOrganiser({ do: 'note-released', member: dov })).toMatchObject({
      refused: expect.any(String),
    });
  });

  it('VOI-10 a member from before the newcomer rule is not a newcomer', () => {
    const open = openCircle();
    open.invite('shared');
    open.redeem('shared', cleo);
    open.when({ do: 'note-known', members: [{ member: cleo }] });
    expect(standingOf(open.state, open.words, cleo)).not.toHaveProperty('newcomer');
  });
});
