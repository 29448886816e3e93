import { hasFreshProof, mayChangePasskeys, proofLifetime, recoveryWindow } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { ada, ben, GivenStaff } from './staff-fixture.ts';

let given: GivenStaff;
beforeEach(() => {
  given = new GivenStaff();
});
const session = (id: string) => given.state.staffSessions.get(id as never)!;
const isFresh = (id: string) =>
  hasFreshProof(given.state.staff.get(session(id).staff)!, session(id), given.now);

describe('a passkey', () => {
  it('STF-2 signs its person in without a name, and counts as a proof', () => {
    expect(eventTypes(given.addPasskey(ada, 'laptop', 'pk_1'))).toEqual(['PasskeyAdded']);
    expect(eventTypes(given.signInByPasskey('pk_1', 'phone'))).toEqual([
      'PasskeyUsed',
      'StaffSessionStarted',
    ]);
    expect(session('phone')).toMatchObject({ staff: ada, by: 'passkey', passkey: 'pk_1' });
    expect(given.state.staff.get(ada)?.passkeys.get('pk_1')?.counter).toBe(1);
    expect(isFresh('phone')).toBe(true);
    expect(given.signInByPasskey('pk_of_nobody', 'x')).toEqual({ refused: 'not-here' });
  });

  it('STF-2 is one of several, each with a name and removable, and of one person', () => {
    given.addPasskey(ada, 'laptop', 'pk_1');
    given.addPasskey(ada, 'laptop', 'pk_2');
    given.join(ben, ['facilitator'], 'phone');
    expect(given.addPasskey(ben, 'phone', 'pk_1')).toEqual({ refused: 'stale' });
    const rename = { do: 'rename-passkey', staff: ada, passkey: 'pk_2', name: 'Key ring' } as const;
    given.by(ada, rename);
    expect([...given.words.values()]).toContain('Key ring');
    expect(given.by(ben, rename)).toEqual({ refused: 'not-here' });
    const remove = { do: 'remove-passkey', staff: ada, passkey: 'pk_2' } as const;
    expect(given.by(ben, remove)).toEqual({ refused: 'not-here' });
    expect(eventTypes(given.by(ada, remove))).toEqual(['PasskeyRemoved']);
    expect([...given.words.values()]).not.toContain('Key ring');
    expect(given.signInByPasskey('pk_2', 'x')).toEqual({ refused: 'not-here' });
    expect(eventTypes(given.signInByPasskey('pk_1', 'y'))).toContain('StaffSessionStarted');
  });

  it('STF-3 that is removed ends the sessions that began with it, and no others', () => {
    given.addPasskey(ada, 'laptop', 'pk_1');
    given.addPasskey(ada, 'laptop', 'pk_2');
    given.signInByPasskey('pk_1', 'one');
    given.signInByPasskey('pk_2', 'two');
    given.by(ada, { do: 'remove-passkey', staff: ada, passkey: 'pk_1' });
    expect(['one', 'two', 'laptop'].map((id) => given.isActive(id))).toEqual([false, true, true]);
  });

  it('STF-2 answers a challenge once, also after the challenge before it expired', () => {
    given.addPasskey(ada, 'laptop', 'pk_1');
    const challenge = given.challenge();
    given.signInByPasskey('pk_1', 'one', challenge);
    expect(given.signInByPasskey('pk_1', 'two', challenge)).toEqual({ refused: 'stale' });
    given.now += 4 * 60_000;
    given.signInByPasskey('pk_1', 'three');
    expect([...given.state.usedChallenges.keys()]).not.toContain(challenge.id);
  });

  it('STF-2 is added by its person alone, in a session of theirs', () => {
    given.join(ben, ['facilitator'], 'phone');
    expect(given.addPasskey(ben, 'laptop', 'pk_1')).toEqual({ refused: 'not-here' });
    given.by(ben, { do: 'sign-out-staff', staff: ben, session: 'phone' as never });
    expect(given.addPasskey(ben, 'phone', 'pk_1')).toEqual({ refused: 'not-here' });
  });
});

describe('a proof', () => {
  it('STF-4 is fresh for 5 minutes, and is given again by a passkey of the same person', () => {
    given.addPasskey(ada, 'laptop', 'pk_1');
    given.now += proofLifetime - 1;
    expect(isFresh('laptop')).toBe(true);
    given.now += 1;
    expect(isFresh('laptop')).toBe(false);
    expect(eventTypes(given.prove('pk_1', 'laptop'))).toEqual(['PasskeyUsed']);
    expect(isFresh('laptop')).toBe(true);
    given.join(ben, ['facilitator'], 'phone');
    expect(given.prove('pk_1', 'phone')).toEqual({ refused: 'not-here' });
  });

  it('STF-4 is asked of nobody who has no passkey', () => {
    expect(isFresh('laptop')).toBe(true);
  });

  it('STF-2 is needed to add a passkey beside others, unless a link has just let its person in', () => {
    given.addPasskey(ada, 'laptop', 'pk_1');
    given.signInByPasskey('pk_1', 'phone');
    given.now += proofLifetime;
    expect(given.addPasskey(ada, 'phone', 'pk_2')).toEqual({ refused: 'not-yours' });
    given.signIn(given.link(ada), 'recovered');
    const may = () =>
      mayChangePasskeys(given.state.staff.get(ada)!, session('recovered'), given.now);
    expect([isFresh('recovered'), may()]).toEqual([false, true]);
    given.now += recoveryWindow;
    expect(may()).toBe(false);
  });
});
