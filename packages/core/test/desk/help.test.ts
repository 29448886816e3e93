import { defaultSettings, deskPermissions } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ada,
  DeskFixture,
  fern,
  leaf,
  minute,
  moon,
  reed,
  rowan,
} from '../fixtures/desk-fixture.ts';

let desk: DeskFixture;
beforeEach(() => {
  desk = new DeskFixture();
});

const word = { do: 'ask-help', kind: 'word' } as const;
const unsafe = { do: 'ask-help', kind: 'unsafe' } as const;
const ownThread = () => desk.viewOf(leaf).threads[0];

describe('asking for help', () => {
  it('DSK-1 needs no words, no voice and no place in the meeting', () => {
    desk.askAccepted(leaf, unsafe);
    expect(ownThread()).toMatchObject({
      kind: 'help',
      help: 'unsafe',
      state: 'sent',
      name: 'leaf by name',
      entries: [{ by: 'leaf', text: '' }],
    });
  });

  it('DSK-1 blank words are no words; too many go back to the writer', () => {
    desk.askAccepted(leaf, { ...word, text: '  ' });
    expect(ownThread()?.entries).toMatchObject([{ text: '' }]);
    expect(desk.ask(leaf, { ...word, text: 'x'.repeat(4001) })).toEqual({ refused: 'too-long' });
  });

  it('DSK-1 pressing again while it waits changes nothing; words are added', () => {
    desk.askAccepted(leaf, word);
    expect(desk.askAccepted(leaf, word)).toEqual([]);
    desk.askAccepted(leaf, { ...word, text: 'It is about last week.' });
    expect(ownThread()?.entries).toMatchObject([{ text: '' }, { text: 'It is about last week.' }]);
    expect(desk.state.threads).toHaveLength(1);
  });

  it('DSK-1 becomes more urgent in the same thread, and never less', () => {
    desk.askAccepted(leaf, word);
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread });
    desk.askAccepted(leaf, unsafe);
    expect(ownThread()).toMatchObject({ help: 'unsafe', state: 'sent' });
    desk.askAccepted(leaf, { ...word, text: 'are you there?' });
    expect(ownThread()).toMatchObject({ help: 'unsafe', entries: [{}, {}, {}] });
  });

  it('DSK-1 asking again after it was seen is not seen yet', () => {
    desk.askAccepted(leaf, word);
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread });
    desk.askAccepted(leaf, word);
    expect(ownThread()?.state).toBe('sent');
  });

  it('DSK-1 help and notes are threads of their own', () => {
    desk.askAccepted(leaf, { do: 'note', text: 'hello' });
    desk.askAccepted(leaf, word);
    expect(desk.viewOf(leaf).threads.map(({ kind }) => kind)).toEqual(['note', 'help']);
    expect(desk.viewOf(leaf).threads[0]).not.toHaveProperty('help');
  });

  it('DSK-5 no number of them is too many, where no quota holds', () => {
    const unlimited = true as const;
    for (let n = 0; n < 300; n++) {
      desk.askAccepted(leaf, { ...word, text: `${n}`, unlimited });
      desk.askAccepted(leaf, { do: 'note', text: `${n}`, unlimited });
      const report = { do: 'report', target: { who: moon.person }, about: moon } as const;
      desk.askAccepted(leaf, { ...report, text: `${n}`, unlimited });
    }
    const seen = desk.viewOf(rowan).desk;
    const lengths = seen?.threads.map(({ kind, entries }) => [kind, entries.length]);
    expect(lengths).toEqual([
      ['help', 300],
      ['note', 100],
      ['note', 100],
      ['note', 100],
    ]);
    expect(seen?.reports).toHaveLength(300);
  });

  it('VOI-4 the desk closes to nobody of the circle', () => {
    const open = { 'ask-help': true, note: true, appeal: true, report: true, feedback: true };
    expect(deskPermissions(false)).toEqual({
      ...open,
      see: 'not-facilitator',
      answer: 'not-facilitator',
      'close-thread': 'not-facilitator',
      'back-channel': 'not-facilitator',
      'set-report': 'not-facilitator',
    });
    expect(new Set(Object.values(deskPermissions(true)))).toEqual(new Set([true]));
  });
});

describe('help that nobody has seen', () => {
  it('DSK-2 raises the alarm after a minute, and says so plainly after three', () => {
    desk.askAccepted(leaf, unsafe);
    desk.wait(minute - 1);
    expect(desk.viewOf(rowan).desk?.alerts).toEqual([]);
    desk.wait(1);
    expect(desk.viewOf(rowan).desk?.alerts).toEqual([desk.thread]);
    expect(desk.organiser.alerts).toEqual([desk.thread]);
    expect(ownThread()?.state).toBe('sent');
    desk.wait(2 * minute - 1);
    expect(ownThread()?.state).toBe('sent');
    desk.wait(1);
    expect(ownThread()?.state).toBe('unseen');
    expect(desk.viewOf(rowan).desk?.alerts).toEqual([desk.thread]);
  });

  it('DSK-2 gets its times from the circle once', () => {
    const open = { do: 'open', helpAlert: 1000, helpPlain: 2000, deskRetention: 3000 } as const;
    expect(desk.askAccepted('system', open)).toHaveLength(1);
    expect(desk.askAccepted('system', open)).toEqual([]);
    desk.askAccepted(leaf, word);
    desk.wait(1000);
    expect(desk.organiser.alerts).toHaveLength(1);
    desk.wait(1000);
    expect(ownThread()?.state).toBe('unseen');
    expect(desk.ask(rowan, open)).toEqual({ refused: 'not-here' });
  });

  it('PRV-11 an empty desk is opened with the usual times too, once', () => {
    const { helpAlert, helpPlain, deskRetention } = defaultSettings;
    const open = { do: 'open', helpAlert, helpPlain, deskRetention } as const;
    expect(desk.askAccepted('system', open)).toHaveLength(1);
    expect(desk.askAccepted('system', open)).toEqual([]);
  });

  it('DSK-2 adding words does not put the alarm off', () => {
    desk.askAccepted(leaf, word);
    desk.wait(minute - 10);
    desk.askAccepted(leaf, { ...word, text: 'please' });
    desk.wait(10);
    expect(desk.organiser.alerts).toEqual([desk.thread]);
    desk.wait(2 * minute);
    desk.askAccepted(leaf, { ...word, text: 'please' });
    expect(ownThread()?.state).toBe('unseen');
  });

  it('DSK-2 the alarm ends when a person sees it, and is raised again for what comes then', () => {
    desk.askAccepted(leaf, word);
    desk.wait(4 * minute);
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread });
    expect(ownThread()?.state).toBe('seen');
    expect(desk.organiser.alerts).toEqual([]);
    desk.wait(10 * minute);
    expect(ownThread()?.state).toBe('seen');
    desk.askAccepted(leaf, { ...word, text: 'still here' });
    expect(desk.organiser.alerts).toEqual([]);
    desk.wait(minute);
    expect(desk.organiser.alerts).toEqual([desk.thread]);
  });

  it('DSK-2 is answered without an alarm when a facilitator is quick', () => {
    desk.askAccepted(leaf, word);
    desk.askAccepted(rowan, { do: 'answer', thread: desk.thread, text: 'I am with you.' });
    desk.wait(10 * minute);
    expect(ownThread()?.state).toBe('answered');
    expect(desk.organiser).toMatchObject({ alerts: [], help: [] });
  });

  it('DSK-2 a due command that has become untrue decides to nothing', () => {
    desk.askAccepted(leaf, word);
    const { thread } = desk;
    for (const what of ['help-alert', 'help-plain', 'answer-lapses'] as const) {
      expect(desk.askAccepted('system', { do: 'due', what, thread })).toEqual([]);
    }
    desk.wait(minute);
    expect(desk.askAccepted('system', { do: 'due', what: 'help-alert', thread })).toEqual([]);
  });

  it('DSK-2 notes wait without an alarm', () => {
    desk.askAccepted(leaf, { do: 'note', text: 'no hurry' });
    desk.wait(10 * minute);
    expect(ownThread()?.state).toBe('sent');
    expect(desk.organiser.alerts).toEqual([]);
  });

  it('DSK-2 the organiser on call reads and answers what the alarm was raised for, and nothing else', () => {
    desk.askAccepted(moon, word);
    const calm = desk.thread;
    desk.askAccepted(rowan, { do: 'see', thread: calm });
    desk.askAccepted(leaf, { ...unsafe, text: 'please' });
    const { thread } = desk;
    expect(desk.ask(ada, { do: 'see', thread })).toEqual({ refused: 'unknown-message' });
    desk.wait(minute);
    expect(desk.organiser.help).toMatchObject([{ id: thread, entries: [{ text: 'please' }] }]);
    desk.askAccepted(ada, { do: 'see', thread });
    expect(ownThread()?.state).toBe('seen');
    desk.askAccepted(ada, { do: 'answer', thread, text: 'I am here.' });
    expect(ownThread()).toMatchObject({ state: 'answered', entries: [{}, { organiser: true }] });
    expect(desk.ask(ada, { do: 'see', thread: calm })).toEqual({ refused: 'unknown-message' });
  });

  it('DSK-2 stand-ins are alerted, without a word of it; nobody else is', () => {
    desk.askAccepted(leaf, { ...unsafe, text: 'canary' });
    expect(desk.viewOf(reed).helpWaits).toBe(false);
    desk.wait(minute);
    const seen = desk.viewOf(reed);
    expect(seen).toEqual({ receipts: [], threads: [], reports: [], helpWaits: true });
    for (const who of [leaf, moon, rowan]) expect(desk.viewOf(who).helpWaits).toBe(false);
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread });
    expect(desk.viewOf(reed).helpWaits).toBe(false);
  });

  it('DSK-2 nobody is alerted about their own call', () => {
    desk.askAccepted(reed, word);
    desk.askAccepted(rowan, word);
    desk.wait(minute);
    expect(desk.viewOf(reed).helpWaits).toBe(true);
    expect(desk.viewOf(rowan).desk?.alerts).toHaveLength(1);
    expect(desk.viewOf(fern).desk?.alerts).toHaveLength(2);
  });
});

describe('a facilitator who was affected', () => {
  const affected = { do: 'ask-help', kind: 'affected' } as const;

  it('DSK-3 is seen by those who carry the circle with them, and by no participant', () => {
    desk.askAccepted(rowan, { ...affected, text: 'I would like to talk with one of you.' });
    const shown = { kind: 'help', help: 'affected', by: 'rowan', state: 'sent' };
    expect(desk.viewOf(fern).desk?.threads).toMatchObject([shown]);
    expect(desk.organiser.help).toMatchObject([shown]);
    for (const who of [leaf, reed]) {
      expect(JSON.stringify(desk.viewOf(who))).not.toContain('affected');
    }
  });

  it('DSK-2 raises no alarm, waits until a person answers, and the screen says so', () => {
    desk.askAccepted(rowan, affected);
    desk.wait(60 * minute);
    expect(desk.viewOf(rowan).threads).toMatchObject([{ state: 'sent' }]);
    expect([desk.viewOf(fern).desk?.alerts, desk.organiser.alerts]).toEqual([[], []]);
    expect(desk.viewOf(reed).helpWaits).toBe(false);
    desk.askAccepted(ada, { do: 'see', thread: desk.thread });
    expect(desk.viewOf(rowan).threads).toMatchObject([{ state: 'seen' }]);
    desk.askAccepted(ada, { do: 'answer', thread: desk.thread, text: 'I call you tomorrow.' });
    expect(desk.viewOf(rowan).threads).toMatchObject([
      { state: 'answered', entries: [{ text: '' }, { text: 'I call you tomorrow.' }] },
    ]);
  });

  it('DSK-1 stands apart from a call for help, which it neither hides nor takes on', () => {
    desk.askAccepted(rowan, affected);
    desk.askAccepted(rowan, { do: 'ask-help', kind: 'unsafe' });
    expect(desk.ask(rowan, affected)).toEqual([]);
    expect(desk.state.threads.map(({ help }) => help)).toEqual(['affected', 'unsafe']);
    desk.wait(minute);
    expect(desk.organiser.alerts).toEqual([desk.state.threads[1]?.id]);
  });

  it('ACC-1 is not said by participants', () => {
    expect(desk.ask(leaf, affected)).toEqual({ refused: 'not-facilitator' });
    expect(desk.ask(reed, { ...affected, text: ' ' })).toEqual({ refused: 'not-facilitator' });
  });
});

describe('everyone else', () => {
  it('DSK-6 sees the same desk whether anything happened there or not', () => {
    const before = JSON.stringify(desk.viewOf(moon));
    desk.fileReceipt(leaf, rowan);
    desk.askAccepted(leaf, { ...unsafe, text: 'help' });
    desk.askAccepted(leaf, { do: 'note', text: 'note' });
    desk.askAccepted(leaf, { do: 'appeal', receipt: 'r_1' as never, text: 'appeal' });
    desk.fileReport(leaf, moon);
    desk.askAccepted(leaf, { do: 'feedback', text: 'feedback', meeting: null });
    desk.askAccepted(rowan, { do: 'back-channel', text: 'between us', meeting: null });
    desk.wait(5 * minute);
    desk.askAccepted(fern, { do: 'answer', thread: desk.thread, text: 'I read it.' });
    expect(JSON.stringify(desk.viewOf(moon))).toBe(before);
  });
});
