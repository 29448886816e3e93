import type { MeetingId, MessageId } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ada, DeskFixture, fern, leaf, moon, rowan, standing } from '../fixtures/desk-fixture.ts';

let desk: DeskFixture;
beforeEach(() => {
  desk = new DeskFixture();
});

const set = (state: 'new' | 'seen' | 'acting' | 'closed', outcome?: string) => ({
  do: 'set-report' as const,
  report: desk.report,
  state,
  ...(outcome === undefined ? {} : { outcome }),
});

describe('reports', () => {
  it('DSK-4 go to the facilitators, about a person or about what they wrote', () => {
    desk.fileReport(leaf, moon);
    desk.fileReport(leaf, moon, 'These words hurt me.', 'm_1');
    const shown = [
      { about: 'moon', name: 'moon by name', message: null, state: 'new', text: 'This hurt me.' },
      { about: 'moon', message: 'm_1', state: 'new', text: 'These words hurt me.' },
    ];
    for (const who of [rowan, fern]) expect(desk.viewOf(who).desk?.reports).toMatchObject(shown);
    expect(desk.organiser.reports).toEqual([]);
  });

  it('DSK-4 about a facilitator go to the organiser, and no facilitator learns of it', () => {
    desk.fileReport(leaf, fern, 'Fern shared what I said.');
    for (const who of [rowan, fern]) {
      expect(desk.viewOf(who).desk?.reports).toEqual([]);
      expect(desk.ask(who, set('seen'))).toEqual({ refused: 'unknown-message' });
    }
    expect(desk.organiser.reports).toMatchObject([{ about: 'fern', state: 'new' }]);
    desk.askAccepted(ada, set('acting'));
    expect(desk.viewOf(leaf).reports).toMatchObject([{ state: 'acting' }]);
  });

  it('DSK-4 are never shown to the person they are about, also when they become a facilitator', () => {
    desk.fileReport(leaf, moon);
    const standingIn = standing('moon', 'facilitator');
    expect(desk.viewOf(standingIn).desk?.reports).toEqual([]);
    expect(desk.ask(standingIn, set('seen'))).toEqual({ refused: 'unknown-message' });
    expect(desk.viewOf(rowan).desk?.reports).toHaveLength(1);
  });

  it('DSK-4 never show the reporter, to nobody and in no state', () => {
    desk.fileReport(leaf, moon, 'It was unkind.');
    desk.fileReport(leaf, fern, 'It was unkind.');
    for (const state of ['seen', 'acting', 'closed'] as const) {
      const report = desk.state.reports[0]?.id as never;
      desk.askAccepted(rowan, { do: 'set-report', report, state, outcome: 'We spoke.' });
      desk.askAccepted(ada, set(state, 'We spoke.'));
      const views = [desk.viewOf(rowan), desk.viewOf(fern), desk.viewOf(moon), desk.organiser];
      for (const view of views) expect(JSON.stringify(view)).not.toContain('leaf');
    }
  });

  it('DSK-4 the reporter sees each state, and how it ended', () => {
    desk.fileReport(leaf, moon);
    const state = () => desk.viewOf(leaf).reports[0]?.state;
    expect(state()).toBe('new');
    desk.askAccepted(rowan, set('seen'));
    expect(state()).toBe('seen');
    desk.askAccepted(fern, set('acting'));
    expect(state()).toBe('acting');
    desk.askAccepted(fern, set('closed', 'We spoke with them.'));
    expect(desk.viewOf(leaf).reports).toMatchObject([
      { state: 'closed', outcome: 'We spoke with them.', text: 'This hurt me.' },
    ]);
    expect(desk.askAccepted(rowan, set('closed', 'Something else.'))).toEqual([]);
  });

  it('DSK-4 are not closed without a word, and do not become unread', () => {
    desk.fileReport(leaf, moon);
    expect(desk.ask(rowan, set('closed'))).toEqual({ refused: 'empty' });
    expect(desk.ask(rowan, set('closed', ' '))).toEqual({ refused: 'empty' });
    desk.askAccepted(rowan, set('seen'));
    expect(desk.ask(rowan, set('new'))).toEqual({ refused: 'bad-order' });
    const long = 'x'.repeat(4001);
    expect(desk.ask(rowan, set('acting', long))).toEqual({ refused: 'too-long' });
    const unknown = { ...set('seen'), report: 'rp_0' as never };
    expect(desk.ask(rowan, unknown)).toEqual({ refused: 'unknown-message' });
  });

  it('ACC-1 participants handle no reports, and write none without words', () => {
    desk.fileReport(leaf, moon);
    expect(desk.ask(leaf, set('seen'))).toEqual({ refused: 'not-facilitator' });
    const target = { who: moon.person };
    expect(desk.ask(leaf, { do: 'report', target, text: ' ', about: moon })).toEqual({
      refused: 'empty',
    });
  });

  it('PRV-1 keep texts, names and outcomes apart from the facts', () => {
    desk.fileReport(leaf, moon, 'canary one');
    desk.askAccepted(rowan, set('closed', 'canary two'));
    expect(JSON.stringify(desk.state.reports)).not.toMatch(/canary|by name/);
  });
});

describe('the back-channel', () => {
  it('DSK-3 is read by facilitators alone', () => {
    desk.askAccepted(rowan, { do: 'back-channel', text: 'Shall we close soon?', meeting: null });
    desk.askAccepted(fern, { do: 'back-channel', text: 'Yes.', meeting: null });
    expect(desk.viewOf(fern).desk?.backChannel).toMatchObject([
      { by: 'rowan', name: 'rowan by name', text: 'Shall we close soon?' },
      { by: 'fern', text: 'Yes.' },
    ]);
    expect(JSON.stringify([desk.viewOf(leaf), desk.organiser])).not.toContain('close soon');
  });

  it('DSK-3 holds what they look back on, by the meeting it was; organisers read none of it', () => {
    const meeting = 'g_1' as MeetingId;
    desk.askAccepted(rowan, { do: 'back-channel', text: 'Shall we?', meeting });
    desk.askAccepted(fern, {
      do: 'back-channel',
      text: 'The end was hard.',
      debrief: true,
      meeting,
    });
    const [said, back] = desk.viewOf(rowan).desk?.backChannel ?? [];
    expect(said).not.toHaveProperty('debrief');
    expect(back).toMatchObject({ by: 'fern', text: 'The end was hard.', debrief: 'g_1' });
    for (const seen of [desk.viewOf(leaf), desk.organiser]) {
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

  it('FAC-5 FAC-6 an incident is one line, also when it is reported again', () => {
    const incident = { do: 'file-incident', what: 'no-show', meeting, at: 5 } as const;
    desk.askAccepted('system', incident);
    expect(desk.askAccepted('system', { ...incident, at: 6 })).toEqual([]);
    desk.askAccepted('system', { ...incident, what: 'abandoned' });
    expect(desk.organiser.incidents).toEqual([
      { what: 'no-show', meeting, at: 5 },
      { what: 'abandoned', meeting, at: 5 },
    ]);
    expect(desk.ask(rowan, incident)).toEqual({ refused: 'not-here' });
  });

  it('PHA-5 PRV-11 feedback names nobody, neither in the facts nor by its order', () => {
    const texts = ['one', 'two', 'three', 'four', 'five', 'six'];
    for (const [n, text] of texts.entries()) {
      const given = desk.askAccepted(standing(`writer-${n}`), { do: 'feedback', text, meeting });
      expect(given).toEqual([]);
    }
    const given = texts.map((text, n) => ({ id: `f${(n * 5) % 6}`, meeting, hour: 3, text }));
    const collected = desk.askAccepted('system', { do: 'collect-feedback', given });
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
    expect(read.map(({ text }) => text).sort()).toEqual([...texts].sort());
    expect(read.map(({ id }) => id)).toEqual(read.map(({ id }) => id).sort());
    expect(JSON.stringify(desk.viewOf(rowan))).not.toContain('three');
    expect(desk.ask(leaf, { do: 'feedback', text: '', meeting })).toEqual({ refused: 'empty' });
  });

  it('PRV-11 feedback that was taken in already is dropped where it waited, and not doubled', () => {
    const given = [{ id: 'f1', meeting, hour: 3, text: 'one' }];
    desk.askAccepted('system', { do: 'collect-feedback', given });
    expect(desk.askAccepted('system', { do: 'collect-feedback', given })).toEqual([
      { type: 'FeedbackCollected', takes: ['f1'] },
    ]);
    expect(desk.state.feedback).toHaveLength(1);
    expect(desk.askAccepted('system', { do: 'collect-feedback', given: [] })).toEqual([]);
    expect(desk.ask(rowan, { do: 'collect-feedback', given })).toEqual({ refused: 'not-here' });
  });
});

describe('the message that a report is about', () => {
  const quote = { text: 'I know where you live.', note: 'a threat' };
  const about = (who: typeof moon) => ({ ...who, quote });
  const files = (who = moon) => desk.fileReport(leaf, about(who), 'This is a threat.', 'm_1');
  const quotes = () => desk.viewOf(rowan).desk?.reports.map((each) => each.quote);

  it('TXT-4 stays with the report for those who decide, and is shown to nobody else', () => {
    files();
    expect(quotes()).toEqual([quote]);
    for (const who of [leaf, moon]) {
      expect(JSON.stringify(desk.viewOf(who))).not.toContain('where you live');
    }
    files(fern);
    expect(quotes()).toHaveLength(1);
    expect(desk.organiser.reports).toMatchObject([{ about: 'fern', quote }]);
  });

  it('TXT-4 outlives what its writer erases, and ends with the report', () => {
    files();
    desk.askAccepted('system', { do: 'erase-mine', person: moon.person });
    expect(quotes()).toEqual([quote]);
    desk.askAccepted('system', { do: 'erase-mine', person: leaf.person });
    expect(desk.viewOf(rowan).desk?.reports).toMatchObject([{ text: '', quote }]);
    desk.askAccepted(rowan, set('closed', 'We spoke.'));
    desk.wait(30 * 24 * 60 * 60_000);
    expect(quotes()).toEqual([undefined]);
    expect([...desk.words.values()]).toEqual([]);
  });

  it('PRV-11 goes when its writer is forgotten, and not when the reporter is', () => {
    files();
    desk.askAccepted('system', { do: 'forget', person: leaf.person });
    expect(quotes()).toEqual([quote]);
    desk.askAccepted('system', { do: 'forget', person: moon.person });
    expect(quotes()).toEqual([undefined]);
    expect([...desk.words.values()]).toEqual([]);
  });

  it('DSK-9 is not counted as what the reporter sent', () => {
    files();
    expect(desk.state.reports[0]?.bytes).toBe('This is a threat.'.length);
  });

  it('DSK-4 a report from before there were quotes reads as ever', () => {
    desk.applyOldFact({
      type: 'ReportFiled',
      ...{ report: 'rp_old' as never, by: leaf.person, about: moon.person },
      ...{ message: 'm_1' as MessageId, to: 'facilitators', at: 1 },
    });
    expect(quotes()).toEqual([undefined]);
  });
});
