import type { MeetingId, MessageId } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ADesk, ada, fern, leaf, moon, rowan, standing } from './a-desk.ts';

let desk: ADesk;
beforeEach(() => {
  desk = new ADesk();
});

const set = (state: 'new' | 'seen' | 'acting' | 'closed', outcome?: string) => ({
  do: 'set-report' as const,
  report: desk.report,
  state,
  ...(outcome === undefined ? {} : { outcome }),
});

describe('reports', () => {
  it('DSK-4 go to the facilitators, about a person or about what they wrote', () => {
    desk.reports(leaf, moon);
    desk.reports(leaf, moon, 'These words hurt me.', 'm_1');
    const shown = [
      { about: 'moon', name: 'moon by name', message: null, state: 'new', text: 'This hurt me.' },
      { about: 'moon', message: 'm_1', state: 'new', text: 'These words hurt me.' },
    ];
    for (const who of [rowan, fern]) expect(desk.seenBy(who).desk?.reports).toMatchObject(shown);
    expect(desk.organiser.reports).toEqual([]);
  });

  it('DSK-4 about a facilitator go to the organiser, and no facilitator learns of it', () => {
    desk.reports(leaf, fern, 'Fern shared what I said.');
    for (const who of [rowan, fern]) {
      expect(desk.seenBy(who).desk?.reports).toEqual([]);
      expect(desk.ask(who, set('seen'))).toEqual({ refused: 'unknown-message' });
    }
    expect(desk.organiser.reports).toMatchObject([{ about: 'fern', state: 'new' }]);
    desk.does(ada, set('acting'));
    expect(desk.seenBy(leaf).reports).toMatchObject([{ state: 'acting' }]);
  });

  it('DSK-4 are never shown to the person they are about, also when they come to facilitate', () => {
    desk.reports(leaf, moon);
    const standingIn = standing('moon', 'facilitator');
    expect(desk.seenBy(standingIn).desk?.reports).toEqual([]);
    expect(desk.ask(standingIn, set('seen'))).toEqual({ refused: 'unknown-message' });
    expect(desk.seenBy(rowan).desk?.reports).toHaveLength(1);
  });

  it('DSK-4 never show the reporter, to nobody and in no state', () => {
    desk.reports(leaf, moon, 'It was unkind.');
    desk.reports(leaf, fern, 'It was unkind.');
    for (const state of ['seen', 'acting', 'closed'] as const) {
      const report = desk.state.reports[0]?.id as never;
      desk.does(rowan, { do: 'set-report', report, state, outcome: 'We spoke.' });
      desk.does(ada, set(state, 'We spoke.'));
      const views = [desk.seenBy(rowan), desk.seenBy(fern), desk.seenBy(moon), desk.organiser];
      for (const view of views) expect(JSON.stringify(view)).not.toContain('leaf');
    }
  });

  it('DSK-4 the reporter sees each state, and how it ended', () => {
    desk.reports(leaf, moon);
    const state = () => desk.seenBy(leaf).reports[0]?.state;
    expect(state()).toBe('new');
    desk.does(rowan, set('seen'));
    expect(state()).toBe('seen');
    desk.does(fern, set('acting'));
    expect(state()).toBe('acting');
    desk.does(fern, set('closed', 'We spoke with them.'));
    expect(desk.seenBy(leaf).reports).toMatchObject([
      { state: 'closed', outcome: 'We spoke with them.', text: 'This hurt me.' },
    ]);
    expect(desk.does(rowan, set('closed', 'Something else.'))).toEqual([]);
  });

  it('DSK-4 are not closed without a word, and do not become unread', () => {
    desk.reports(leaf, moon);
    expect(desk.ask(rowan, set('closed'))).toEqual({ refused: 'empty' });
    expect(desk.ask(rowan, set('closed', ' '))).toEqual({ refused: 'empty' });
    desk.does(rowan, set('seen'));
    expect(desk.ask(rowan, set('new'))).toEqual({ refused: 'bad-order' });
    const long = 'x'.repeat(4001);
    expect(desk.ask(rowan, set('acting', long))).toEqual({ refused: 'too-long' });
    const unknown = { ...set('seen'), report: 'rp_0' as never };
    expect(desk.ask(rowan, unknown)).toEqual({ refused: 'unknown-message' });
  });

  it('ACC-1 participants handle no reports, and write none without words', () => {
    desk.reports(leaf, moon);
    expect(desk.ask(leaf, set('seen'))).toEqual({ refused: 'not-facilitator' });
    const target = { who: moon.person };
    expect(desk.ask(leaf, { do: 'report', target, text: ' ', about: moon })).toEqual({
      refused: 'empty',
    });
  });

  it('PRV-1 keep texts, names and outcomes apart from the facts', () => {
    desk.reports(leaf, moon, 'canary one');
    desk.does(rowan, set('closed', 'canary two'));
    expect(JSON.stringify(desk.state.reports)).not.toMatch(/canary|by name/);
  });
});

describe('the back-channel', () => {
  it('DSK-3 is read by facilitators alone', () => {
    desk.does(rowan, { do: 'back-channel', text: 'Shall we close soon?', meeting: null });
    desk.does(fern, { do: 'back-channel', text: 'Yes.', meeting: null });
    expect(desk.seenBy(fern).desk?.backChannel).toMatchObject([
      { by: 'rowan', name: 'rowan by name', text: 'Shall we close soon?' },
      { by: 'fern', text: 'Yes.' },
    ]);
    expect(JSON.stringify([desk.seenBy(leaf), desk.organiser])).not.toContain('close soon');
  });

  it('DSK-3 holds what they look back on, by the meeting it was; organisers read none of it', () => {
    const meeting = 'g_1' as MeetingId;
    desk.does(rowan, { do: 'back-channel', text: 'Shall we?', meeting });
    desk.does(fern, { do: 'back-channel', text: 'The end was hard.', debrief: true, meeting });
    const [said, back] = desk.seenBy(rowan).desk?.backChannel ?? [];
    expect(said).not.toHaveProperty('debrief');
    expect(back).toMatchObject({ by: 'fern', text: 'The end was hard.', debrief: 'g_1' });
    for (const seen of [desk.seenBy(leaf), desk.organiser]) {
      expect(JSON.stringify(seen)).not.toContain('The end was hard.');
    }
  });

  it('DSK-3 is written by facilitators alone', () => {
    for (const who of [leaf, ada]) {
      expect(desk.ask(who, { do: 'back-channel', text: 'hello', meeting: null })).toEqual({
        refused: 'not-facilitator',
      });
    }
    expect(desk.ask(rowan, { do: 'back-channel', text: '', meeting: null })).toEqual({
      refused: 'empty',
    });
  });
});

describe('what a meeting leaves to the organiser', () => {
  const meeting = 'mt_1' as MeetingId;

  it('FAC-5 FAC-6 an incident is one line, however often it is told', () => {
    const incident = { do: 'file-incident', what: 'no-show', meeting, at: 5 } as const;
    desk.does('system', incident);
    expect(desk.does('system', { ...incident, at: 6 })).toEqual([]);
    desk.does('system', { ...incident, what: 'abandoned' });
    expect(desk.organiser.incidents).toEqual([
      { what: 'no-show', meeting, at: 5 },
      { what: 'abandoned', meeting, at: 5 },
    ]);
    expect(desk.ask(rowan, incident)).toEqual({ refused: 'not-here' });
  });

  it('PHA-5 PRV-11 feedback names nobody, neither in the facts nor by its order', () => {
    const told = ['one', 'two', 'three', 'four', 'five', 'six'];
    for (const [n, text] of told.entries()) {
      const given = desk.does(standing(`writer-${n}`), { do: 'feedback', text, meeting });
      expect(given).toEqual([]);
    }
    const given = told.map((text, n) => ({ id: `f${(n * 5) % 6}`, meeting, hour: 3, text }));
    const collected = desk.does('system', { do: 'collect-feedback', given });
    expect(collected.slice(0, -1).map((event) => 'feedback' in event && event.feedback)).toEqual(
      given.map(({ id }) => id).sort(),
    );
    expect(Object.keys(collected[0] ?? {}).sort()).toEqual([
      ...['feedback', 'hour', 'meeting', 'type', 'words'],
    ]);
    expect(collected.at(-1)).toEqual({
      type: 'FeedbackCollected',
      takes: given.map(({ id }) => id),
    });
    const read = desk.organiser.feedback;
    expect(JSON.stringify([desk.state, read])).not.toContain('writer');
    expect(read.map(({ text }) => text).sort()).toEqual([...told].sort());
    expect(read.map(({ id }) => id)).toEqual(read.map(({ id }) => id).sort());
    expect(JSON.stringify(desk.seenBy(rowan))).not.toContain('three');
    expect(desk.ask(leaf, { do: 'feedback', text: '', meeting })).toEqual({ refused: 'empty' });
  });

  it('PRV-11 feedback that was taken in already is dropped where it waited, and not doubled', () => {
    const given = [{ id: 'f1', meeting, hour: 3, text: 'one' }];
    desk.does('system', { do: 'collect-feedback', given });
    expect(desk.does('system', { do: 'collect-feedback', given })).toEqual([
      { type: 'FeedbackCollected', takes: ['f1'] },
    ]);
    expect(desk.state.feedback).toHaveLength(1);
    expect(desk.does('system', { do: 'collect-feedback', given: [] })).toEqual([]);
    expect(desk.ask(rowan, { do: 'collect-feedback', given })).toEqual({ refused: 'not-here' });
  });
});

describe('the message that a report is about', () => {
  const quote = { text: 'I know where you live.', note: 'a threat' };
  const about = (who: typeof moon) => ({ ...who, quote });
  const files = (who = moon) => desk.reports(leaf, about(who), 'This is a threat.', 'm_1');
  const quotes = () => desk.seenBy(rowan).desk?.reports.map((each) => each.quote);

  it('TXT-4 stays with the report for those who decide, and is shown to nobody else', () => {
    files();
    expect(quotes()).toEqual([quote]);
    for (const who of [leaf, moon]) {
      expect(JSON.stringify(desk.seenBy(who))).not.toContain('where you live');
    }
    files(fern);
    expect(quotes()).toHaveLength(1);
    expect(desk.organiser.reports).toMatchObject([{ about: 'fern', quote }]);
  });

  it('TXT-4 outlives what its writer erases, and ends with the report', () => {
    files();
    desk.does('system', { do: 'erase-mine', person: moon.person });
    expect(quotes()).toEqual([quote]);
    desk.does('system', { do: 'erase-mine', person: leaf.person });
    expect(desk.seenBy(rowan).desk?.reports).toMatchObject([{ text: '', quote }]);
    desk.does(rowan, set('closed', 'We spoke.'));
    desk.wait(30 * 24 * 60 * 60_000);
    expect(quotes()).toEqual([undefined]);
    expect([...desk.words.values()]).toEqual([]);
  });

  it('PRV-11 goes when its writer is forgotten, and not when the reporter is', () => {
    files();
    desk.does('system', { do: 'forget', person: leaf.person });
    expect(quotes()).toEqual([quote]);
    desk.does('system', { do: 'forget', person: moon.person });
    expect(quotes()).toEqual([undefined]);
    expect([...desk.words.values()]).toEqual([]);
  });

  it('DSK-9 is not counted as what the reporter sent', () => {
    files();
    expect(desk.state.reports[0]?.bytes).toBe('This is a threat.'.length);
  });

  it('DSK-4 a report from before there were quotes reads as ever', () => {
    desk.happened({
      type: 'ReportFiled',
      ...{ report: 'rp_old' as never, by: leaf.person, about: moon.person },
      ...{ message: 'm_1' as MessageId, to: 'facilitators', at: 1 },
    });
    expect(quotes()).toEqual([undefined]);
  });
});
