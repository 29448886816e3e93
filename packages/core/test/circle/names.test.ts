import { type PersonId, standingOf } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
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
