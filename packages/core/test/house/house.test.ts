import type {
  CircleId,
  HouseCommand,
  HouseEvent,
  HouseStanding,
  HouseState,
  LinkId,
  PersonId,
  SessionId,
} from '@holdspace/core';
import {
  circleById,
  circleByPrefix,
  exclusionsForBrowser,
  house,
  openStaffLink,
  organiserStandingOf,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes, Given } from '../fixtures/given.ts';

const ada = 'o_ada' as PersonId;
const ben = 'o_ben' as PersonId;
const link = 'l_1' as LinkId;

let given: Given<HouseState, HouseCommand, HouseEvent, HouseStanding>;
const hour = 3_600_000;
let sessions = 0;
const signIn = (staff: PersonId, browser = 'b1', hash = 'h1') => {
  const session = `s${++sessions}` as SessionId;
  const until = given.now + 1000 * hour;
  const fresh = { session: { session, until, mark: browser }, replaces: null };
  return given.when({ do: 'sign-in', hash, staff, browser, ...fresh });
};

beforeEach(() => {
  given = new Given(house);
  given.when({ do: 'make-organiser-link', link, hash: 'h1', expires: given.now + hour });
});

describe('organiser links', () => {
  it('lets one organiser in, once', () => {
    expect(eventTypes(signIn(ada))).toEqual([
      'OrganiserAppointed',
      'OrganiserSignedIn',
      'StaffSessionStarted',
    ]);
    expect(organiserStandingOf(given.state, ada)).toEqual({ organiser: ada });
    expect(signIn(ben, 'b2')).toEqual({ refused: 'not-here' });
    expect(organiserStandingOf(given.state, ben)).toBeNull();
  });

  it('answers the browser of an old ledger with the same organiser, until one signs out', () => {
    given.applyOldFact({ type: 'OrganiserAppointed', staff: ada });
    given.applyOldFact({ type: 'OrganiserSignedIn', link, staff: ada, browser: 'b1' });
    const sign = { hash: 'h1', browser: 'b1', now: given.now };
    expect(openStaffLink(given.state, sign)?.staff).toBe(ada);
    expect(eventTypes(signIn(ben))).toEqual(['StaffSessionStarted']);
    const session = `s${sessions}` as SessionId;
    given.when({ do: 'sign-out-staff', staff: ada, session });
    expect(openStaffLink(given.state, sign)).toBeNull();
  });

  it('gives expired, used and unknown links one and the same answer', () => {
    const unknown = signIn(ada, 'b1', 'h9');
    given.now += hour;
    const expired = signIn(ada);
    expect(unknown).toEqual({ refused: 'not-here' });
    expect(expired).toEqual(unknown);
  });

  it('renews the sign-in of a person who is staff already', () => {
    signIn(ada);
    given.when({
      do: 'make-organiser-link',
      link: 'l_2' as LinkId,
      hash: 'h2',
      expires: given.now + hour,
    });
    expect(eventTypes(signIn(ada, 'b3', 'h2'))).toEqual([
      'OrganiserSignedIn',
      'StaffSessionStarted',
    ]);
    expect(given.state.staff.size).toBe(1);
  });
});

describe('what organisers may', () => {
  const circle = 'abcdefgh123' as CircleId;

  it('lists a circle for an organiser, and again without a second entry', () => {
    signIn(ada);
    const by = { actor: ada, standing: { organiser: ada } };
    expect(eventTypes(given.when({ do: 'list-circle', circle }, by))).toEqual(['CircleListed']);
    expect(given.when({ do: 'list-circle', circle }, by)).toEqual([]);
    expect(circleByPrefix(given.state, 'abcdefgh')).toBe(circle);
  });

  it('refuses everyone else', () => {
    const strangers = [{ actor: ben }, { actor: ben, standing: { organiser: ada } }];
    for (const by of strangers) {
      expect(given.when({ do: 'list-circle', circle }, by)).toEqual({ refused: 'not-here' });
    }
  });

  it('gives no two circles the same door', () => {
    given.when({ do: 'list-circle', circle });
    expect(given.when({ do: 'list-circle', circle: 'abcdefgh999' as CircleId })).toEqual({
      refused: 'stale',
    });
  });

  it('LED-12 lists many circles without a copy of the list for each', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => `circle${n}` as CircleId);
    const evolve = (state: HouseState, id: CircleId) =>
      house.evolve(state, { type: 'CircleListed', circle: id });
    const before = ids.reduce(evolve, house.initial);
    const after = evolve(before, circle);
    expect([...after.circles]).toEqual([...ids, circle]);
    const old = new Set([...before.circles.blocks()]);
    expect([...after.circles.blocks()].filter((block) => !old.has(block)).length).toBeLessThan(3);
    // Listed twice, as old ledgers can have it.
    expect(evolve(after, circle).circles).toBe(after.circles);
    expect([circleById(after, 'circle7'), circleById(after, 'circle')]).toEqual(['circle7', null]);
    expect(circleById(after, 'abcdefgh')).toBeNull();
    expect([circleByPrefix(after, 'abcdefgh'), circleByPrefix(before, 'abcdefgh')]).toEqual([
      circle,
      null,
    ]);
  });

  it('keeps what a key may bound to an organiser', () => {
    expect(eventTypes(given.when({ do: 'make-key', key: 'k1', staff: ben }))).toEqual(['KeyMade']);
    expect(given.state.keys.get('k1')?.staff).toBe(ben);
  });
});

describe('exclusion from the organisation', () => {
  const circle = 'abcdefgh123' as CircleId;
  const member = 'p_1' as PersonId;
  const marks = [{ id: 's_1', place: 'c_one', mark: 'mark-one' }];
  const exclude = { do: 'exclude-everywhere', circle, member, marks } as const;
  const lift = { do: 'lift-exclusion', circle, member } as const;
  const byAda = { actor: ada, standing: { organiser: ada } };
  /** What a browser is called where. */
  const borne = (called: Record<string, string>) =>
    exclusionsForBrowser(given.state, given.words, (place) => called[place] ?? 'another');

  beforeEach(() => {
    signIn(ada);
  });

  it('VOI-12 binds the browsers whose marks are kept, each once', () => {
    expect(eventTypes(given.when(exclude))).toEqual(['ExcludedEverywhere', 'ExclusionMarked']);
    expect(given.when(exclude)).toEqual([]);
    expect(borne({ c_one: 'mark-one' })).toEqual([{ circle, member }]);
    expect(borne({ c_one: 'mark-two', c_two: 'mark-one' })).toEqual([]);
    const more = [...marks, { id: 's_2', place: 'c_one', mark: 'mark-two' }];
    expect(eventTypes(given.when({ ...exclude, marks: more }))).toEqual(['ExclusionMarked']);
    expect(borne({ c_one: 'mark-two' })).toEqual([{ circle, member }]);
  });

  it('VOI-12 keeps marks as words, which go when the exclusion is lifted', () => {
    const facts = JSON.stringify(given.when(exclude), (key, value) =>
      key === 'words' ? undefined : value,
    );
    expect(facts).not.toContain('mark-one');
    given.when(lift);
    expect([...given.words.values()].join()).not.toContain('mark-one');
  });

  it('VOI-12 reads the marks of old ledgers, which were facts', () => {
    const old = { circle, member, marks: [{ hash: 'link one', browser: 'mark-one' }] };
    const state = house.evolve(given.state, { type: 'ExcludedEverywhere', ...old });
    const at = (place: string) => (place === 'link one' ? 'mark-one' : 'another');
    expect(exclusionsForBrowser(state, given.words, at)).toEqual([{ circle, member }]);
  });

  it('VOI-1 is decided by two facilitators in a meeting, never by an organiser alone', () => {
    expect(given.when(exclude, byAda)).toEqual({ refused: 'not-here' });
  });

  it('VOI-1 is lifted by an organiser, or by the circle that lifted its own', () => {
    for (const by of [byAda, {}]) {
      given.when(exclude);
      expect(given.when(lift, { actor: ben })).toEqual({ refused: 'not-here' });
      expect(eventTypes(given.when(lift, by))).toEqual(['ExclusionLifted']);
      expect(given.when(lift, by)).toEqual([]);
      expect(borne({ c_one: 'mark-one' })).toEqual([]);
    }
  });
});
