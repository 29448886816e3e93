import type { LinkId, PersonId, SessionId } from '@holdspace/core';
import {
  circle as circleDecider,
  circleSlots,
  redemptionOutcome,
  standingOf,
  usesLeft,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

let circle: OpenCircle;
beforeEach(() => {
  circle = openCircle();
});

const cleo = person('cleo');
const dov = person('dov');

describe('invitations', () => {
  it('bring each new person in with a name, a seat and a way back', () => {
    circle.invite('shared', { uses: 3, label: 'poster' });
    expect(eventTypes(circle.redeem('shared', cleo, { name: 'Cleo' }))).toEqual([
      'MemberJoined',
      'LinkUsed',
      'SessionStarted',
      'CodeMade',
    ]);
    expect(standingOf(circle.state, circle.words, cleo)).toEqual({
      person: cleo,
      name: 'Cleo',
      role: 'participant',
      link: 'poster',
      known: false,
      shared: true,
      came: 1,
    });
  });

  it('keep names and labels out of the facts', () => {
    circle.invite('shared', { label: 'canary-label' });
    const decision = circle.redeem('shared', cleo, { name: 'canary-name' });
    const facts = (decision as readonly { words?: unknown }[]).map(({ words: _, ...fact }) => fact);
    expect(JSON.stringify(facts)).not.toContain('canary');
    expect(circle.words.get(circleSlots.memberName(cleo))).toBe('canary-name');
  });

  it('end when their uses are spent', () => {
    circle.invite('shared', { uses: 1 });
    circle.redeem('shared', cleo);
    expect(circle.redeem('shared', dov)).toEqual({ refused: 'not-here' });
    expect(circle.state.members.size).toBe(1);
  });

  it('take no second seat for a press repeated in a browser that is signed in', () => {
    circle.invite('shared', { uses: 1 });
    circle.redeem('shared', cleo);
    expect(circle.redeem('shared', dov, { signedIn: cleo })).toEqual([]);
    const redemption = { hash: 'shared', browser: null, signedIn: cleo };
    const found = redemptionOutcome(circle.state, redemption, circle.now);
    expect(found).toMatchObject({ member: cleo, spends: false });
  });

  it('VOI-2 leave who is signed in who they are, so another invitation sheds no mute', () => {
    circle.invite('shared');
    circle.redeem('shared', cleo);
    circle.when({ do: 'carry-mute', member: cleo, until: null });
    circle.invite('another');
    expect(circle.redeem('another', dov, { signedIn: cleo })).toEqual([]);
    expect(usesLeft(circle.link('another'), circle.now)).toBe(30);
    expect(standingOf(circle.state, circle.words, cleo)).toMatchObject({ mutedUntil: null });
  });

  it('VOI-2 bring a stranger in as a new person, with the link they came by', () => {
    circle.invite('shared', { label: 'poster' });
    circle.redeem('shared', cleo);
    circle.when({ do: 'carry-mute', member: cleo, until: null });
    circle.redeem('shared', dov, { browser: 'elsewhere' });
    const standing = standingOf(circle.state, circle.words, dov);
    expect(standing).toMatchObject({ link: 'poster' });
    expect(standing).not.toHaveProperty('mutedUntil');
  });

  it('make a participant who opens a facilitator link another person', () => {
    circle.invite('shared');
    circle.redeem('shared', cleo);
    circle.invite('lead', { role: 'facilitator' });
    circle.redeem('lead', dov, { signedIn: cleo });
    expect(circle.state.members.get(dov)?.role).toBe('facilitator');
    expect(circle.state.members.get(cleo)?.role).toBe('participant');
  });

  it('of facilitators open once, whatever number was asked for', () => {
    circle.invite('lead', { role: 'facilitator', uses: 50 });
    circle.redeem('lead', cleo);
    expect(circle.redeem('lead', dov)).toEqual({ refused: 'not-here' });
  });

  it('are for organisers to make', () => {
    const fields = { do: 'invite', link: 'l_x' as LinkId, hash: 'x', role: 'participant' } as const;
    const invite = { ...fields, label: '', uses: 1, expires: circle.now + hour };
    expect(circle.when(invite, { actor: cleo })).toEqual({ refused: 'not-here' });
  });

  it('ask a new person for a name', () => {
    circle.invite('shared');
    expect(circle.redeem('shared', cleo, { name: null })).toEqual({ refused: 'empty' });
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(30);
  });
});

describe('a link that does not open', () => {
  it('gets one and the same answer, whatever is wrong with it', () => {
    circle.invite('expired', { expires: circle.now + hour });
    circle.invite('revoked');
    circle.invite('used', { uses: 1 });
    circle.redeem('used', cleo);
    circle.when({ do: 'revoke-link', link: circle.link('revoked').link });
    circle.now += hour;
    const answers = ['garbled', 'expired', 'revoked', 'used'].map((hash) =>
      circle.redeem(hash, dov, { browser: null }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"refused":"not-here"}']),
    );
  });
});

describe('renewals', () => {
  it('sign a facilitator in again once, as the same person', () => {
    circle.invite('lead', { role: 'facilitator' });
    circle.redeem('lead', cleo);
    circle.renew('again', cleo);
    expect(eventTypes(circle.redeem('again', dov))).toEqual(['LinkUsed', 'SessionStarted']);
    expect(circle.state.members.size).toBe(1);
    expect(circle.redeem('again', dov)).toEqual({ refused: 'not-here' });
  });

  it('are for members only', () => {
    expect(circle.renew('again', person('nobody'))).toEqual({ refused: 'unknown-person' });
  });

  it('KEY-6 are never for a participant, also not those of before', () => {
    circle.invite('shared');
    circle.redeem('shared', cleo);
    expect(circle.renew('again', cleo)).toEqual({ refused: 'not-yours' });
    circle.applyOldFact({
      type: 'LinkMade',
      ...{ link: 'l_old' as LinkId, hash: 'old', kind: 'renewal', role: 'participant' },
      ...{ uses: 1, expires: circle.now + hour, member: cleo },
    });
    expect(circle.redeem('old', dov)).toEqual({ refused: 'not-here' });
  });
});

describe('return links, as they were before there were codes', () => {
  beforeEach(() => {
    circle.applyOldFact({
      type: 'LinkMade',
      ...{ link: 'l_shared' as LinkId, hash: 'shared', kind: 'invitation', role: 'participant' },
      ...{ uses: 30, expires: circle.now + hour },
    });
    circle.applyOldFact({
      type: 'MemberJoined',
      ...{ member: cleo, role: 'participant', link: 'l_shared' as LinkId },
    });
    circle.applyOldFact({
      type: 'LinkMade',
      ...{ link: 'l_back' as LinkId, hash: 'back', kind: 'return', role: 'participant' },
      ...{ uses: null, expires: circle.now + hour, member: cleo },
    });
  });

  it('KEY-3 open once more, and give a code instead', () => {
    expect(eventTypes(circle.redeem('back', dov))).toEqual([
      'LinkRevoked',
      'SessionStarted',
      'CodeMade',
    ]);
    const code = circle.state.members.get(cleo)?.code ?? '';
    expect(circle.redeem('back', dov)).toEqual({ refused: 'not-here' });
    expect(eventTypes(circle.redeem(code, dov))).toEqual(['SessionStarted']);
    expect(circle.state.members.size).toBe(1);
  });

  it('KEY-3 end with the first code of their member', () => {
    const fresh = circle.session();
    circle.when({ do: 'upgrade', member: cleo, fresh });
    circle.makeCode(cleo, fresh.session, 'six words');
    expect(circle.redeem('back', dov)).toEqual({ refused: 'not-here' });
  });

  it('KEY-2 leave nothing of a browser that signed out: its old mark opens nothing', () => {
    circle.applyOldFact({
      type: 'LinkUsed',
      ...{ link: 'l_shared' as LinkId, member: cleo, browser: 'b1' },
    });
    const redemption = { hash: 'shared', browser: 'b1', signedIn: null };
    expect(redemptionOutcome(circle.state, redemption, circle.now)).toMatchObject({ member: cleo });
    circle.signOut(cleo, 'never-begun' as SessionId);
    expect(redemptionOutcome(circle.state, redemption, circle.now)).toMatchObject({ member: null });
  });
});

describe('places of a link for several people', () => {
  const day = 24 * hour;
  const guests = Array.from({ length: 30 }, (_, n) => person(`guest${n}`));
  /** As slowly as any door lets them. */
  const comeIn = (link: string, people: readonly PersonId[]) =>
    people.map((each) => {
      circle.now += 10_000;
      return eventTypes(circle.redeem(link, each)).at(-1);
    });

  it('LIM-3 come back after a day when nobody was let in by them', () => {
    circle.invite('shared', { uses: 3 });
    comeIn('shared', guests.slice(0, 3));
    expect(circle.redeem('shared', dov)).toEqual({ refused: 'not-here' });
    circle.now += day;
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(3);
    expect(eventTypes(circle.redeem('shared', dov))).toContain('MemberJoined');
    expect(standingOf(circle.state, circle.words, guests[0] as PersonId)).not.toBeNull();
  });

  it('LIM-3 stay taken by people who were let in, and are taken again by people let in later', () => {
    circle.invite('shared', { uses: 3 });
    comeIn('shared', guests.slice(0, 3));
    circle.when({ do: 'note-known', members: [{ member: guests[0] as PersonId }] });
    circle.now += day;
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(2);
    circle.when({ do: 'note-known', members: [{ member: guests[1] as PersonId }] });
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(1);
  });

  it('LIM-3 come back at once when a meeting turned them away, and no more than once', () => {
    circle.invite('shared', { uses: 3 });
    comeIn('shared', guests.slice(0, 3));
    const note = { do: 'note-turned-away', member: guests[2] as PersonId } as const;
    expect(eventTypes(circle.when(note))).toEqual(['PlaceReturned']);
    expect(circle.when(note)).toEqual([]);
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(1);
    circle.when({ do: 'note-known', members: [{ member: guests[0] as PersonId }] });
    expect(circle.when({ do: 'note-turned-away', member: guests[0] as PersonId })).toEqual([]);
    expect(circle.when({ ...note, member: dov })).toEqual({ refused: 'unknown-person' });
  });

  it('LIM-3 a link for one person opens to nobody else, also when nobody was let in', () => {
    circle.invite('personal', { uses: 1 });
    circle.redeem('personal', cleo);
    circle.when({ do: 'note-turned-away', member: cleo });
    circle.now += 2 * day;
    expect(circle.redeem('personal', dov)).toEqual({ refused: 'not-here' });
  });

  it('LIM-3 an older ledger has no times: a person who was never let in has given the place back', () => {
    circle.invite('shared', { uses: 2 });
    const decision = circle.redeem('shared', cleo) as readonly { type: string; at?: number }[];
    const old = openCircle();
    old.invite('shared', { uses: 2 });
    for (const { at: _, ...fact } of decision) {
      old.state = circleDecider.evolve(old.state, fact as never);
    }
    expect(usesLeft(old.link('shared'), old.now)).toBe(2);
    old.when({ do: 'note-known', members: [{ member: cleo }] });
    expect(usesLeft(old.link('shared'), old.now)).toBe(1);
  });

  it('LIM-2 only so many newcomers a minute come by one link, and in the whole circle', () => {
    for (const link of ['a', 'b', 'c']) circle.invite(link);
    const more = Array.from({ length: 12 }, (_, n) => person(`more${n}`));
    const by = (link: string, people: readonly PersonId[]) =>
      people.map((each) => eventTypes(circle.redeem(link, each))[0]);
    const first = by('a', guests.slice(0, 26));
    expect(first.filter((each) => each === 'MemberJoined')).toHaveLength(24);
    expect(first.slice(24)).toEqual(['too-soon', 'too-soon']);
    by('b', more.slice(0, 12));
    expect(by('c', [dov])).toEqual(['too-soon']);
    expect(usesLeft(circle.link('c'), circle.now)).toBe(30);
    circle.invite('by-name', { uses: 1 });
    expect(by('by-name', [cleo])).toEqual(['MemberJoined']);
    circle.now += 60_001;
    expect(by('c', [dov])).toEqual(['MemberJoined']);
  });
});
