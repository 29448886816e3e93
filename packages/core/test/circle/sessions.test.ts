import type { CircleEvent, PersonId, SessionId } from '@holdspace/core';
import {
  activeSessionsOf,
  circleOutbox,
  circleSlots,
  maxBrowserMarks,
  maxCodeSessions,
  noticesFor,
  returnCodeHold,
  returnCodeRefusal,
  sessionEndingOf,
  standingOf,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { ada, hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const cleo = person('cleo');
const dov = person('dov');
const day = 24 * hour;

let circle: OpenCircle;
/** The session that Cleo joined by. */
let home: SessionId;
const codeOf = (member: PersonId) => circle.state.members.get(member)?.code ?? '';
const byCode = (member = cleo) => {
  circle.redeem(codeOf(member), dov);
  return circle.lastSession;
};
const noticesOf = (session: SessionId) =>
  noticesFor(circle.state, cleo, session, circle.now).map(({ what }) => what);

beforeEach(() => {
  circle = openCircle();
  circle.invite('shared', { expires: circle.now + 10_000 * hour });
  circle.redeem('shared', cleo);
  home = circle.lastSession;
});

describe('a session', () => {
  it('KEY-2 lives until its time is over', () => {
    circle.redeem('shared', dov, { life: hour });
    const short = circle.lastSession;
    circle.now += hour - 1;
    expect(circle.isActive(short)).toBe(true);
    circle.now += 1;
    expect([circle.isActive(short), circle.isActive(home)]).toEqual([false, true]);
    circle.redeem('shared', person('eve'));
    expect(circle.state.sessions.has(short)).toBe(false);
  });

  it('KEY-2 ends by its own sign-out, which is no business of another', () => {
    const phone = byCode();
    expect(eventTypes(circle.signOut(dov, home))).toEqual(['not-here']);
    expect(circle.when({ do: 'sign-out', member: cleo, session: home }, { actor: dov })).toEqual({
      refused: 'not-here',
    });
    expect(eventTypes(circle.signOut(cleo, phone))).toEqual(['SessionEnded']);
    expect(circle.signOut(cleo, phone)).toEqual([]);
    expect([circle.isActive(phone), circle.isActive(home)]).toEqual([false, true]);
  });

  it('KEY-2 everywhere ends all of a membership and of nobody else, and leaves the code', () => {
    circle.redeem('shared', dov);
    const other = circle.lastSession;
    const phone = byCode();
    expect(circle.signOutEverywhere(cleo, other)).toEqual({ refused: 'not-here' });
    expect(eventTypes(circle.signOutEverywhere(cleo, phone))).toEqual(['SessionEnded']);
    expect([home, phone, other].map((id) => circle.isActive(id))).toEqual([false, false, true]);
    expect(sessionEndingOf(circle.state, home, circle.now)).toMatchObject({ why: 'everywhere' });
    const back = byCode();
    expect(circle.isActive(back)).toBe(true);
    expect(noticesOf(back)).toEqual(['code-used', 'everywhere']);
  });

  it('KEY-2 of before there were sessions is taken over once, and never after a sign-out', () => {
    const fresh = circle.session();
    expect(eventTypes(circle.when({ do: 'upgrade', member: cleo, fresh }))).toEqual([
      'SessionStarted',
    ]);
    expect(circle.when({ do: 'upgrade', member: cleo, fresh })).toEqual([]);
    circle.signOut(cleo, fresh.session);
    for (const again of [fresh, circle.session()]) {
      expect(circle.when({ do: 'upgrade', member: cleo, fresh: again })).toEqual({
        refused: 'not-here',
      });
    }
    expect(circle.when({ do: 'upgrade', member: cleo, fresh }, { actor: cleo })).toEqual({
      refused: 'not-here',
    });
  });

  it('KEY-2 ends when another session begins in its browser, of any person', () => {
    circle.redeem('shared', dov);
    circle.redeem(codeOf(cleo), person('eve'), { replaces: circle.lastSession });
    expect(activeSessionsOf(circle.state, dov, circle.now)).toEqual([]);
    expect(activeSessionsOf(circle.state, cleo, circle.now)).toHaveLength(2);
  });

  it('PRV-3 keeps the mark of a browser as a word, never as a fact', () => {
    const events = circle.redeem('shared', dov, { browser: 'canary' }) as CircleEvent[];
    const facts = events.map((event) => ({ ...event, words: null }));
    expect(JSON.stringify(facts)).not.toContain('canary');
    expect(circle.words.get(circleSlots.mark(circle.lastSession))).toBe('canary');
    expect(circle.state.members.get(dov)?.marks).toEqual([circle.lastSession]);
  });

  it('VOI-12 keeps the mark of a browser that is signed in, however many came and went since', () => {
    for (let n = 0; n < maxBrowserMarks + 10; n++) circle.signOut(cleo, byCode());
    const { marks = [] } = circle.state.members.get(cleo) ?? {};
    expect(marks).toHaveLength(maxBrowserMarks);
    expect(marks).toContain(home);
    expect(circle.words.get(circleSlots.mark(home))).toBe(`browser of ${cleo}`);
  });

  it('PRV-11 keeps a bounded number of marks', () => {
    for (let n = 0; n < maxBrowserMarks + 10; n++) byCode();
    const { marks = [] } = circle.state.members.get(cleo) ?? {};
    expect(marks).toHaveLength(maxBrowserMarks);
    const kept = [...circle.words.keys()].filter((slot) => slot.endsWith('.mark'));
    expect(kept).toHaveLength(maxBrowserMarks);
  });
});

describe('a return code', () => {
  it('PRV-7 opens the membership on any number of devices, until it is replaced', () => {
    for (const session of [byCode(), byCode(), byCode()]) {
      expect(circle.isActive(session)).toBe(true);
    }
    expect(circle.state.members.size).toBe(1);
    expect(noticesOf(home)).toEqual(['code-used', 'code-used', 'code-used']);
  });

  it('KEY-3 is replaced by a new one; other devices and copies of this one end', () => {
    const old = codeOf(cleo);
    const phone = byCode();
    expect(eventTypes(circle.makeCode(cleo, home, 'new'))).toEqual([
      'SessionEnded',
      'SessionStarted',
      'CodeMade',
    ]);
    const renewed = circle.lastSession;
    expect([home, phone, renewed].map((id) => circle.isActive(id))).toEqual([false, false, true]);
    expect(circle.redeem(old, dov)).toEqual({ refused: 'not-here' });
    expect(eventTypes(circle.redeem('new', dov))).toEqual(['SessionStarted']);
    expect(noticesOf(renewed)).toEqual(['code-used', 'code-used']);
    expect(noticesOf(circle.lastSession)).toEqual(['code-used', 'new-code']);
    expect(returnCodeRefusal(circle.state, renewed, circle.now)).toBeNull();
  });

  it('KEY-3 is replaced by nobody else: not an organiser, not the server, not another member', () => {
    circle.redeem('shared', dov);
    const make = { do: 'make-code', member: cleo, session: home, code: 'new' } as const;
    const command = { ...make, fresh: circle.session() };
    for (const by of [
      { actor: dov },
      { actor: ada, standing: { organiser: ada } },
      { actor: 'system' as const },
    ]) {
      expect(circle.when(command, by)).toEqual({ refused: 'not-here' });
    }
  });

  it('KEY-3 is not replaced by a device that came by it, while the first one is signed in', () => {
    const thief = byCode();
    expect(circle.makeCode(cleo, thief, 'stolen')).toEqual({ refused: 'not-yours' });
    expect(circle.isActive(home)).toBe(true);
  });

  it('KEY-3 is not replaced for 7 days after another device ended the first one', () => {
    circle.signOutEverywhere(cleo, byCode());
    const since = circle.now;
    const thief = byCode();
    expect(circle.makeCode(cleo, thief, 'stolen')).toEqual({ refused: 'not-yours' });
    circle.now = since + returnCodeHold - 1;
    expect(circle.makeCode(cleo, thief, 'stolen')).toEqual({ refused: 'not-yours' });
    circle.now += 1;
    expect(eventTypes(circle.makeCode(cleo, thief, 'mine'))).toContain('CodeMade');
  });

  it('KEY-3 makes the first device home again that another one ended, so its owner goes first', () => {
    circle.signOutEverywhere(cleo, byCode());
    const thief = byCode();
    circle.redeem(codeOf(cleo), dov, { replaces: home });
    const owner = circle.lastSession;
    expect(eventTypes(circle.makeCode(cleo, owner, 'mine'))).toContain('CodeMade');
    expect(circle.isActive(thief)).toBe(false);
  });

  it('KEY-3 is replaced at once where the first device signed itself out', () => {
    const phone = byCode();
    circle.signOut(cleo, home);
    expect(eventTypes(circle.makeCode(cleo, phone, 'new'))).toContain('CodeMade');
  });

  it('KEY-3 made by a device that is not the first leaves older devices signed in', () => {
    const older = byCode();
    circle.now += hour;
    circle.signOut(cleo, home);
    const thief = byCode();
    circle.makeCode(cleo, thief, 'stolen');
    expect(circle.isActive(older)).toBe(true);
    expect(noticesOf(older)).toContain('new-code');
    circle.makeCode(cleo, older, 'mine');
    expect(activeSessionsOf(circle.state, cleo, circle.now)).toHaveLength(1);
  });

  it('KEY-3 lets so many devices in and no more; the first one stays', () => {
    const all = Array.from({ length: maxCodeSessions + 3 }, () => byCode());
    expect(all.filter((id) => circle.isActive(id))).toEqual(all.slice(-maxCodeSessions));
    expect(circle.isActive(home)).toBe(true);
  });
});

describe('a facilitator who is removed', () => {
  const fern = person('fern');
  const remove = { do: 'remove-facilitator', member: fern } as const;
  beforeEach(() => {
    circle.invite('lead', { role: 'facilitator' });
    circle.redeem('lead', fern);
  });

  it('KEY-4 is a participant from then on, without session, code or link', () => {
    const session = circle.lastSession;
    const code = codeOf(fern);
    circle.renew('again', fern);
    expect(eventTypes(circle.byOrganiser(remove))).toEqual([
      'FacilitatorRemoved',
      'SessionEnded',
      'LinkRevoked',
    ]);
    expect(standingOf(circle.state, circle.words, fern)?.role).toBe('participant');
    expect(circle.isActive(session)).toBe(false);
    expect(sessionEndingOf(circle.state, session, circle.now)?.why).toBe('not-facilitator');
    for (const hash of [code, 'again', 'lead']) {
      expect(circle.redeem(hash, dov)).toEqual({ refused: 'not-here' });
    }
    const fresh = circle.session();
    expect(circle.when({ do: 'upgrade', member: fern, fresh })).toEqual({ refused: 'not-here' });
    expect(circle.byOrganiser(remove)).toEqual([]);
  });

  it('KEY-4 is removed by an organiser alone', () => {
    expect(circle.when(remove, { actor: cleo })).toEqual({ refused: 'not-here' });
    expect(circle.byOrganiser({ ...remove, member: person('nobody') })).toEqual({
      refused: 'unknown-person',
    });
  });

  it('KEY-4 loses the role in every meeting that is not over; it is told until confirmed', () => {
    const { now } = circle;
    circle.when({ do: 'schedule', meeting: 'm1' as never, start: now, end: now + 9 });
    circle.when({ do: 'schedule', meeting: 'm2' as never, start: now + 9, end: 2e9 });
    circle.when({ do: 'end-meeting', meeting: 'm1' as never });
    circle.byOrganiser(remove);
    const [out, ...more] = circleOutbox(circle.state, circle.words);
    expect(more).toEqual([]);
    expect(out).toMatchObject({ to: 'meeting', meeting: 'm2', command: { do: 'end-role' } });
    circle.when({ do: 'confirm', what: out ? [out.what] : [] });
    expect(circleOutbox(circle.state, circle.words)).toEqual([]);
  });
});

describe('any history of sign-ins', () => {
  /** A small generator with a seed: the same run every time. */
  const dice = (seed: number) => () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };

  it('KEY-3 never lets a code session end a home session but by signing out everywhere', () => {
    for (let seed = 1; seed <= 60; seed++) {
      circle = openCircle();
      circle.invite('shared', { uses: 100, expires: circle.now + 1e12 });
      const roll = dice(seed);
      const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(roll() * list.length)];
      const people = [cleo, dov];
      for (const who of people) circle.redeem('shared', who);
      const all: SessionId[] = [...circle.state.sessions.keys()];
      const ended = new Set<SessionId>();
      for (let step = 0; step < 60; step++) {
        const who = pick(people) as PersonId;
        const before = circle.state;
        const id = pick(all) as SessionId;
        const presser = before.sessions.get(id);
        const act = Math.floor(roll() * 6);
        if (act === 0) circle.redeem(codeOf(who), dov, roll() < 0.3 ? { replaces: id } : {});
        if (act === 1) circle.makeCode(who, id, `code ${seed} ${step}`);
        if (act === 2) circle.signOut(who, id);
        if (act === 3 && roll() < 0.4) circle.signOutEverywhere(who, id);
        if (act === 4) circle.now += Math.floor(roll() * 3 * day);
        if (act === 5) circle.when({ do: 'upgrade', member: who, fresh: circle.session() });
        for (const session of circle.state.sessions.keys()) {
          if (!all.includes(session)) all.push(session);
          expect(ended.has(session), 'a session that ended is not there again').toBe(false);
        }
        for (const [session, was] of before.sessions) {
          if (circle.state.sessions.has(session)) continue;
          ended.add(session);
          const byCodeSession = act === 1 && presser !== undefined && !presser.home;
          if (was.until > circle.now) expect(byCodeSession && was.home).toBe(false);
        }
        for (const member of people) {
          const living = activeSessionsOf(circle.state, member, circle.now);
          expect(living.filter(([, each]) => !each.home).length).toBeLessThanOrEqual(
            maxCodeSessions,
          );
          expect(circle.state.codes.get(codeOf(member))).toBe(member);
        }
        expect(circle.state.codes.size).toBe(people.length);
      }
    }
  });
});
