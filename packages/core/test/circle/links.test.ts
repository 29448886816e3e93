import type { LinkId, PersonId } from '@holdspace/core';
import {
  circle as circleDecider,
  circleSlots,
  redeeming,
  standingOf,
  usesLeft,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { types } from '../given.ts';
import { ada, hour, type OpenCircle, openCircle, person } from './open-circle.ts';

let circle: OpenCircle;
beforeEach(() => {
  circle = openCircle();
});

const cleo = person('cleo');
const dov = person('dov');

describe('invitations', () => {
  it('bring each new person in with a name, a seat and a way back', () => {
    circle.invite('shared', { uses: 3, label: 'poster' });
    expect(types(circle.redeem('shared', cleo, { name: 'Cleo' }))).toEqual([
      'MemberJoined',
      'LinkUsed',
      'LinkMade',
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

  it('take no second seat for a press repeated in the same browser', () => {
    circle.invite('shared', { uses: 2 });
    circle.redeem('shared', cleo, { browser: 'b1' });
    expect(circle.redeem('shared', dov, { browser: 'b1' })).toEqual([]);
    const found = redeeming(
      circle.state,
      { hash: 'shared', browser: 'b1', signedIn: null },
      circle.now,
    );
    expect(found).toMatchObject({ member: cleo, spends: false });
  });

  it('say who this browser is even when they are used up', () => {
    circle.invite('shared', { uses: 1 });
    circle.redeem('shared', cleo, { browser: 'b1' });
    expect(circle.redeem('shared', dov, { browser: 'b1' })).toEqual([]);
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

  it('VOI-2 bring a stranger in as somebody new, with the link they came by', () => {
    circle.invite('shared', { label: 'poster' });
    circle.redeem('shared', cleo);
    circle.when({ do: 'carry-mute', member: cleo, until: null });
    circle.redeem('shared', dov, { browser: 'elsewhere' });
    const standing = standingOf(circle.state, circle.words, dov);
    expect(standing).toMatchObject({ link: 'poster' });
    expect(standing).not.toHaveProperty('mutedUntil');
  });

  it('make a participant who opens a facilitator link somebody else', () => {
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
    const wish = { do: 'invite', link: 'l_x' as LinkId, hash: 'x', role: 'participant' } as const;
    const invite = { ...wish, label: '', uses: 1, expires: circle.now + hour };
    expect(circle.when(invite, { actor: cleo })).toEqual({ refused: 'not-here' });
  });

  it('ask somebody new for a name', () => {
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
  it('sign a member in again once, as the same person', () => {
    circle.invite('lead', { role: 'facilitator' });
    circle.redeem('lead', cleo);
    circle.renew('again', cleo);
    expect(types(circle.redeem('again', dov, { browser: 'new' }))).toEqual(['LinkUsed']);
    expect(circle.state.members.size).toBe(1);
    expect(circle.redeem('again', dov, { browser: 'other' })).toEqual({ refused: 'not-here' });
    expect(circle.redeem('again', dov, { browser: 'new' })).toEqual([]);
  });

  it('are for members only', () => {
    expect(circle.renew('again', person('nobody'))).toEqual({ refused: 'unknown-person' });
  });
});

describe('return links', () => {
  beforeEach(() => {
    circle.invite('shared');
    circle.redeem('shared', cleo);
  });

  it('PRV-7 bring the same membership back, any number of times', () => {
    for (const browser of ['b1', 'b2', 'b3']) {
      const redemption = { hash: `back-${cleo}`, browser, signedIn: null };
      expect(redeeming(circle.state, redemption, circle.now)).toMatchObject({ member: cleo });
      expect(circle.redeem(`back-${cleo}`, dov, { browser })).toEqual([]);
    }
    expect(circle.state.members.size).toBe(1);
  });

  it('PRV-7 are replaced by a new one', () => {
    const made = circle.when(
      {
        do: 'make-return-link',
        member: cleo,
        link: 'l_new' as LinkId,
        hash: 'new-back',
        expires: circle.now + hour,
      },
      { actor: cleo },
    );
    expect(types(made)).toEqual(['LinkRevoked', 'LinkMade']);
    expect(circle.redeem(`back-${cleo}`, dov)).toEqual({ refused: 'not-here' });
    expect(circle.redeem('new-back', dov)).toEqual([]);
  });

  it('PRV-7 are made by nobody else', () => {
    const wish = {
      do: 'make-return-link',
      member: cleo,
      link: 'l_n' as LinkId,
      hash: 'n',
    } as const;
    const make = { ...wish, expires: circle.now + hour };
    expect(circle.when(make, { actor: dov })).toEqual({ refused: 'not-here' });
    expect(circle.when(make, { actor: ada, standing: { organiser: dov } })).toEqual({
      refused: 'not-here',
    });
  });

  it('VOI-2 bring a mute along', () => {
    circle.when({ do: 'carry-mute', member: cleo, until: circle.now + hour });
    const redemption = { hash: `back-${cleo}`, browser: 'other', signedIn: null };
    const member = redeeming(circle.state, redemption, circle.now)?.member as PersonId;
    expect(standingOf(circle.state, circle.words, member)).toMatchObject({
      mutedUntil: circle.now + hour,
    });
  });
});

describe('places of a link for several people', () => {
  const day = 24 * hour;
  const guests = Array.from({ length: 30 }, (_, n) => person(`guest${n}`));
  /** As slowly as any door lets them. */
  const comeIn = (link: string, people: readonly PersonId[]) =>
    people.map((each) => {
      circle.now += 10_000;
      return types(circle.redeem(link, each)).at(-1);
    });

  it('LIM-3 come back after a day when nobody was let in by them', () => {
    circle.invite('shared', { uses: 3 });
    comeIn('shared', guests.slice(0, 3));
    expect(circle.redeem('shared', dov)).toEqual({ refused: 'not-here' });
    circle.now += day;
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(3);
    expect(types(circle.redeem('shared', dov))).toContain('MemberJoined');
    expect(standingOf(circle.state, circle.words, guests[0] as PersonId)).not.toBeNull();
  });

  it('LIM-3 stay taken by whoever was let in, and are taken again by whoever is let in later', () => {
    circle.invite('shared', { uses: 3 });
    comeIn('shared', guests.slice(0, 3));
    circle.when({ do: 'note-known', member: guests[0] as PersonId });
    circle.now += day;
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(2);
    circle.when({ do: 'note-known', member: guests[1] as PersonId });
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(1);
  });

  it('LIM-3 come back at once when a meeting turned them away, and no more than once', () => {
    circle.invite('shared', { uses: 3 });
    comeIn('shared', guests.slice(0, 3));
    const note = { do: 'note-turned-away', member: guests[2] as PersonId } as const;
    expect(types(circle.when(note))).toEqual(['PlaceReturned']);
    expect(circle.when(note)).toEqual([]);
    expect(usesLeft(circle.link('shared'), circle.now)).toBe(1);
    circle.when({ do: 'note-known', member: guests[0] as PersonId });
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

  it('LIM-3 a ledger from before knows no times: whoever was never let in has given the place back', () => {
    circle.invite('shared', { uses: 2 });
    const decision = circle.redeem('shared', cleo) as readonly { type: string; at?: number }[];
    const old = openCircle();
    old.invite('shared', { uses: 2 });
    for (const { at: _, ...fact } of decision) {
      old.state = circleDecider.evolve(old.state, fact as never);
    }
    expect(usesLeft(old.link('shared'), old.now)).toBe(2);
    old.when({ do: 'note-known', member: cleo });
    expect(usesLeft(old.link('shared'), old.now)).toBe(1);
  });

  it('LIM-2 only so many newcomers a minute come by one link, and in the whole circle', () => {
    for (const link of ['a', 'b', 'c']) circle.invite(link);
    const more = Array.from({ length: 12 }, (_, n) => person(`more${n}`));
    const by = (link: string, people: readonly PersonId[]) =>
      people.map((each) => types(circle.redeem(link, each))[0]);
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
