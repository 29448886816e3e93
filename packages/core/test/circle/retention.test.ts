import type { CircleEvent, LinkId, MeetingId } from '@holdspace/core';
import { circle, circleSlots, defaultSettings, standingOf } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ada, hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const day = 24 * hour;
const memberRetention = defaultSettings.memberRetention;
const [cleo, dov] = [person('cleo'), person('dov')];
const meeting = 'mt' as MeetingId;

let open: OpenCircle;
beforeEach(() => {
  open = openCircle();
  open.invite('shared', { label: 'Poster', expires: open.now + 10 * day });
  for (const who of [cleo, dov]) open.redeem('shared', who);
});

/** What the server does whenever something is due; answers the slots whose words go. */
const applyDeadlines = (): string[] => {
  const erased: string[] = [];
  for (let n = 0; n < 5; n++) {
    const due = circle.deadlines(open.state).filter(({ at }) => at <= open.now);
    for (const { command } of due) {
      for (const event of open.when(command) as readonly CircleEvent[]) {
        erased.push(...(('erases' in event && event.erases) || []));
      }
    }
  }
  return erased;
};
const wait = (time: number) => {
  open.now += time;
  return applyDeadlines();
};
const holdMeeting = (came = [dov]) => {
  open.when({ do: 'schedule', meeting, start: open.now, end: open.now + hour });
  open.now += hour;
  open.when({ do: 'end-meeting', meeting, came });
};
const isIn = (who = cleo) => open.state.members.has(who);

describe('the time of a membership', () => {
  it('PRV-11 is 180 days after joining, unless the circle says otherwise; name and intention go', () => {
    open.when({ do: 'intend', text: 'Call.', meeting: null }, { actor: cleo });
    expect(memberRetention).toBe(180 * day);
    wait(memberRetention - 1);
    expect([isIn(), isIn(dov)]).toEqual([true, true]);
    const erased = wait(1);
    expect(erased).toEqual(
      expect.arrayContaining([
        circleSlots.memberName(cleo),
        circleSlots.intention(cleo),
        circleSlots.memberName(dov),
        circleSlots.linkLabel([...open.state.hashes.values()][0] ?? ('l_shared' as never)),
      ]),
    );
    expect([isIn(), isIn(dov)]).toEqual([false, false]);
    expect(open.state.links.size).toBe(0);
    expect(open.state.leaving).toEqual(new Set([cleo, dov]));
  });

  it('PRV-11 counts again from the last meeting a person was in', () => {
    wait(100 * day);
    holdMeeting([dov]);
    wait(80 * day);
    expect([isIn(), isIn(dov)]).toEqual([false, true]);
    wait(100 * day);
    expect(isIn(dov)).toBe(false);
  });

  it('PRV-11 does not end in the middle of a meeting', () => {
    wait(memberRetention - 1);
    open.when({ do: 'schedule', meeting, start: open.now, end: open.now + hour });
    wait(hour);
    expect(isIn()).toBe(true);
    open.when({ do: 'end-meeting', meeting, came: [cleo] });
    wait(day);
    expect([isIn(), isIn(dov)]).toEqual([true, false]);
  });

  it('PRV-11 begins to count when a ledger of an older version is opened: nobody is thrown out', () => {
    const old = openCircle();
    open = old;
    old.invite('from before');
    const link = [...old.state.links.keys()][0] as LinkId;
    const joined = { type: 'MemberJoined', member: cleo, role: 'participant', link } as const;
    old.state = circle.evolve(old.state, joined);
    wait(0);
    expect(old.state.retentionSince).toBe(old.now);
    wait(memberRetention - 1);
    expect(isIn()).toBe(true);
    wait(1);
    expect(isIn()).toBe(false);
  });

  it('PRV-11 the label of a link that nobody came by goes when it expires, others stay', () => {
    open.invite('unused', { label: 'For Ruth', expires: open.now + day });
    const { link } = open.link('unused');
    expect(wait(day)).toEqual([circleSlots.linkLabel(link)]);
    expect(open.state.hashes.has('unused')).toBe(false);
    expect(wait(20 * day)).toEqual([]);
    expect(open.state.hashes.has('shared')).toBe(true);
  });
});

describe('forget-me', () => {
  const forgets = (who = cleo) => open.when({ do: 'forget-me' }, { actor: who });

  it('PRV-11 takes membership, name, intention, way back and marks of browsers, and nobody else’s', () => {
    const { marks = [], code = '' } = open.state.members.get(cleo) ?? {};
    expect(forgets()).toEqual([
      {
        type: 'MemberForgotten',
        member: cleo,
        erases: [
          ...[circleSlots.memberName(cleo), circleSlots.intention(cleo)],
          ...marks.map(circleSlots.mark),
        ],
      },
    ]);
    expect(marks).toHaveLength(1);
    expect(standingOf(open.state, open.words, cleo)).toBeNull();
    const { members, links, hashes, sessions, codes } = open.state;
    const all = [...links.values()].map(({ unused: _, ...link }) => link);
    const held = JSON.stringify(
      [[...members], all, [...hashes], [...sessions], [...codes], [...open.words.values()]],
      (_, value) => (value instanceof Map ? [...value] : value),
    );
    expect(held).not.toContain('cleo');
    expect(held).toContain('browser of p_dov');
    expect(open.redeem(code, person('x'))).toEqual({ refused: 'not-here' });
    expect(open.redeem('shared', person('anew'), { browser: 'browser of p_cleo' })).not.toEqual({
      refused: 'not-here',
    });
    expect(isIn(person('anew'))).toBe(true);
  });

  it('PRV-11 takes the link that was for this person alone, and what it was called', () => {
    open.invite('single', { label: 'For Ruth', uses: 1, expires: open.now + 10 * day });
    const [ruth, { link }] = [person('ruth'), open.link('single')];
    open.redeem('single', ruth);
    expect(applyDeadlines()).toEqual([]);
    forgets(ruth);
    expect(applyDeadlines()).toEqual([circleSlots.linkLabel(link)]);
    expect([...open.words.values()]).not.toContain('For Ruth');
    expect(open.state.hashes.has('single')).toBe(false);
    expect(open.state.hashes.has('shared')).toBe(true);
  });

  it('PRV-11 is nobody else’s to ask, and asked twice says that they are not here', () => {
    expect(open.when({ do: 'forget-me' }, { actor: ada, standing: { organiser: ada } })).toEqual({
      refused: 'not-here',
    });
    expect(open.when({ do: 'forget-me' })).toEqual({ refused: 'not-here' });
    forgets();
    expect(forgets()).toEqual({ refused: 'not-here' });
    expect(open.byOrganiser({ do: 'forgotten-elsewhere', member: cleo })).toEqual({
      refused: 'not-here',
    });
  });

  it('PRV-11 the circle keeps the list of people to erase from the other ledgers until that is done', () => {
    forgets();
    expect(open.state.leaving).toEqual(new Set([cleo]));
    open.when({ do: 'forgotten-elsewhere', member: cleo });
    expect(open.state.leaving).toEqual(new Set());
    expect(open.when({ do: 'forgotten-elsewhere', member: cleo })).toEqual([]);
  });

  it.each(['until a date', 'until lifted'])('VOI-2 sheds no exclusion that lasts %s', (how) => {
    const until = how === 'until a date' ? open.now + 30 * day : null;
    open.when({ do: 'exclude', member: cleo, until, everywhere: false });
    expect(forgets()).toMatchObject([{ keeps: 'bonds' }]);
    expect(forgets()).toEqual([]);
    expect(open.redeem('shared', person('new'), { signedIn: cleo })).toEqual([]);
    expect(isIn(person('new'))).toBe(false);
    expect(open.state.members.get(cleo)).toMatchObject({
      role: 'participant',
      forgotten: true,
      exclusion: { until },
    });
    if (until === null) {
      wait(400 * day);
      expect(isIn()).toBe(true);
      open.byOrganiser({ do: 'lift-exclusion', member: cleo });
    } else open.now = until;
    applyDeadlines();
    expect(isIn()).toBe(false);
  });

  it('VOI-2 sheds no mute that outlasts a meeting, and lets nobody in meanwhile', () => {
    const until = open.now + 3 * day;
    open.when({ do: 'carry-mute', member: cleo, until });
    expect(forgets()).toMatchObject([{ keeps: 'bonds' }]);
    expect(standingOf(open.state, open.words, cleo)).toMatchObject({ name: '', excluded: until });
    expect(open.redeem('shared', person('new'), { signedIn: cleo })).toEqual([]);
    wait(3 * day);
    expect(isIn()).toBe(false);
  });

  it('VOI-2 does not undo within a meeting what was decided there', () => {
    open.when({ do: 'schedule', meeting, start: open.now, end: open.now + hour });
    open.when({ do: 'forget-me', boundIn: meeting }, { actor: cleo });
    expect(wait(100 * day)).toEqual([]);
    expect(standingOf(open.state, open.words, cleo)).toMatchObject({ excluded: null });
    open.when({ do: 'end-meeting', meeting });
    applyDeadlines();
    expect(isIn()).toBe(false);
  });
});
