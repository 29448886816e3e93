/** What entering costs, however often a person is asked about: counted, not timed. */
import { meetingCommandNames, type PersonId, type Standing, standingOf } from '@holdspace/core';
import { begunMeeting } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { meetingPermissions } from '../../src/meeting/meeting.ts';
import { seededGenerator } from '../../src/seeded-random.ts';
import { openCircle, person } from '../fixtures/open-circle.ts';

describe('a person who enters', () => {
  it('LED-12 has one standing for each state of the circle', () => {
    const open = openCircle();
    open.invite('shared');
    const cleo = person('cleo');
    open.redeem('shared', cleo);
    const standing = () => standingOf(open.state, open.words, cleo);
    const first = standing();
    expect(first).toMatchObject({ person: cleo, known: false, came: 1 });
    expect(standing()).toBe(first);
    open.when({ do: 'note-known', members: [{ member: cleo }] });
    expect(standing()).toMatchObject({ known: true });
    expect(standingOf(open.state, new Map(), cleo)).toMatchObject({ name: '' });
    expect(standingOf(open.state, open.words, person('stranger'))).toBeNull();
  });

  it('LED-12 has a guard that many commands share asked once', () => {
    const { state } = begunMeeting();
    const who = 'ada' as PersonId;
    const standing = { person: who, name: 'Ada', role: 'participant' } as Standing;
    let asked = 0;
    meetingPermissions({
      ...{ who, standing, now: 0, writes: true, facilitates: false, draw: seededGenerator('') },
      ...{ me: state.people.get(who) ?? null, present: () => 'here' },
      get state() {
        asked++;
        return state;
      },
    });
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(2 * meetingCommandNames.length);
  });
});
