import { defaultSettings, mayAtDesk } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ADesk, ada, fern, leaf, minute, moon, reed, rowan } from './a-desk.ts';

let desk: ADesk;
beforeEach(() => {
  desk = new ADesk();
});

const word = { do: 'ask-help', kind: 'word' } as const;
const unsafe = { do: 'ask-help', kind: 'unsafe' } as const;
const own = () => desk.seenBy(leaf).threads[0];

describe('asking for help', () => {
  it('DSK-1 needs no words, no voice and no place in the meeting', () => {
    desk.does(leaf, unsafe);
    expect(own()).toMatchObject({
      kind: 'help',
      help: 'unsafe',
      state: 'sent',
      name: 'leaf by name',
      entries: [{ by: 'leaf', text: '' }],
    });
  });

  it('DSK-1 blank words are no words; too many go back to the writer', () => {
    desk.does(leaf, { ...word, text: '  ' });
    expect(own()?.entries).toMatchObject([{ text: '' }]);
    expect(desk.ask(leaf, { ...word, text: 'x'.repeat(4001) })).toEqual({ refused: 'too-long' });
  });

  it('DSK-1 pressing again while it waits changes nothing; words are added', () => {
    desk.does(leaf, word);
    expect(desk.does(leaf, word)).toEqual([]);
    desk.does(leaf, { ...word, text: 'It is about last week.' });
    expect(own()?.entries).toMatchObject([{ text: '' }, { text: 'It is about last week.' }]);
    expect(desk.state.threads).toHaveLength(1);
  });

  it('DSK-1 becomes more urgent in the same thread, and never less', () => {
    desk.does(leaf, word);
    desk.does(rowan, { do: 'see', thread: desk.thread });
    desk.does(leaf, unsafe);
    expect(own()).toMatchObject({ help: 'unsafe', state: 'sent' });
    desk.does(leaf, { ...word, text: 'are you there?' });
    expect(own()).toMatchObject({ help: 'unsafe', entries: [{}, {}, {}] });
  });

  it('DSK-1 asking again after it was seen is not seen yet', () => {
    desk.does(leaf, word);
    desk.does(rowan, { do: 'see', thread: desk.thread });
    desk.does(leaf, word);
    expect(own()?.state).toBe('sent');
  });

  it('DSK-1 help and notes are threads of their own', () => {
    desk.does(leaf, { do: 'note', text: 'hello' });
    desk.does(leaf, word);
    expect(desk.seenBy(leaf).threads.map(({ kind }) => kind)).toEqual(['note', 'help']);
    expect(desk.seenBy(leaf).threads[0]).not.toHaveProperty('help');
  });

  it('DSK-5 no number of them is too many, where no quota holds', () => {
    const unlimited = true as const;
    for (let n = 0; n < 300; n++) {
      desk.does(leaf, { ...word, text: `${n}`, unlimited });
      desk.does(leaf, { do: 'note', text: `${n}`, unlimited });
      const report = { do: 'report', target: { who: moon.person }, about: moon } as const;
      desk.does(leaf, { ...report, text: `${n}`, unlimited });
    }
    const seen = desk.seenBy(rowan).desk;
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
    expect(mayAtDesk(false)).toEqual({
      ...open,
      see: 'not-facilitator',
      answer: 'not-facilitator',
      'close-thread': 'not-facilitator',
      'back-channel': 'not-facilitator',
      'set-report': 'not-facilitator',
    });
    expect(new Set(Object.values(mayAtDesk(true)))).toEqual(new Set([true]));
  });
});

describe('help that nobody has seen', () => {
  it('DSK-2 raises the alarm after a minute, and says so plainly after three', () => {
    desk.does(leaf, unsafe);
    desk.wait(minute - 1);
    expect(desk.seenBy(rowan).desk?.alerts).toEqual([]);
    desk.wait(1);
    expect(desk.seenBy(rowan).desk?.alerts).toEqual([desk.thread]);
    expect(desk.organiser.alerts).toEqual([desk.thread]);
    expect(own()?.state).toBe('sent');
    desk.wait(2 * minute - 1);
    expect(own()?.state).toBe('sent');
    desk.wait(1);
    expect(own()?.state).toBe('unseen');
    expect(desk.seenBy(rowan).desk?.alerts).toEqual([desk.thread]);
  });

  it('DSK-2 has its times from the circle, told once', () => {
    const open = { do: 'open', helpAlert: 1000, helpPlain: 2000, deskRetention: 3000 } as const;
    expect(desk.does('system', open)).toHaveLength(1);
    expect(desk.does('system', open)).toEqual([]);
    desk.does(leaf, word);
    desk.wait(1000);
    expect(desk.organiser.alerts).toHaveLength(1);
    desk.wait(1000);
    expect(own()?.state).toBe('unseen');
    expect(desk.ask(rowan, open)).toEqual({ refused: 'not-here' });
  });

  it('PRV-11 an empty desk is opened with the usual times too, once', () => {
    const { helpAlert, helpPlain, deskRetention } = defaultSettings;
    const open = { do: 'open', helpAlert, helpPlain, deskRetention } as const;
    expect(desk.does('system', open)).toHaveLength(1);
    expect(desk.does('system', open)).toEqual([]);
  });

  it('DSK-2 adding words does not put the alarm off', () => {
    desk.does(leaf, word);
    desk.wait(minute - 10);
    desk.does(leaf, { ...word, text: 'please' });
    desk.wait(10);
    expect(desk.organiser.alerts).toEqual([desk.thread]);
    desk.wait(2 * minute);
    desk.does(leaf, { ...word, text: 'please' });
    expect(own()?.state).toBe('unseen');
  });

  it('DSK-2 the alarm ends when somebody sees it, and is raised anew for what comes then', () => {
    desk.does(leaf, word);
    desk.wait(4 * minute);
    desk.does(rowan, { do: 'see', thread: desk.thread });
    expect(own()?.state).toBe('seen');
    expect(desk.organiser.alerts).toEqual([]);
    desk.wait(10 * minute);
    expect(own()?.state).toBe('seen');
    desk.does(leaf, { ...word, text: 'still here' });
    expect(desk.organiser.alerts).toEqual([]);
    desk.wait(minute);
    expect(desk.organiser.alerts).toEqual([desk.thread]);
  });

  it('DSK-2 is answered without an alarm when a facilitator is quick', () => {
    desk.does(leaf, word);
    desk.does(rowan, { do: 'answer', thread: desk.thread, text: 'I am with you.' });
    desk.wait(10 * minute);
    expect(own()?.state).toBe('answered');
    expect(desk.organiser).toMatchObject({ alerts: [], help: [] });
  });

  it('DSK-2 a due command that has become untrue decides to nothing', () => {
    desk.does(leaf, word);
    const { thread } = desk;
    for (const what of ['help-alert', 'help-plain', 'answer-lapses'] as const) {
      expect(desk.does('system', { do: 'due', what, thread })).toEqual([]);
    }
    desk.wait(minute);
    expect(desk.does('system', { do: 'due', what: 'help-alert', thread })).toEqual([]);
  });

  it('DSK-2 notes wait without an alarm', () => {
    desk.does(leaf, { do: 'note', text: 'no hurry' });
    desk.wait(10 * minute);
    expect(own()?.state).toBe('sent');
    expect(desk.organiser.alerts).toEqual([]);
  });

  it('DSK-2 the organiser on call reads and answers what the alarm was raised for, and nothing else', () => {
    desk.does(moon, word);
    const calm = desk.thread;
    desk.does(rowan, { do: 'see', thread: calm });
    desk.does(leaf, { ...unsafe, text: 'please' });
    const { thread } = desk;
    expect(desk.ask(ada, { do: 'see', thread })).toEqual({ refused: 'unknown-message' });
    desk.wait(minute);
    expect(desk.organiser.help).toMatchObject([{ id: thread, entries: [{ text: 'please' }] }]);
    desk.does(ada, { do: 'see', thread });
    expect(own()?.state).toBe('seen');
    desk.does(ada, { do: 'answer', thread, text: 'I am here.' });
    expect(own()).toMatchObject({ state: 'answered', entries: [{}, { organiser: true }] });
    expect(desk.ask(ada, { do: 'see', thread: calm })).toEqual({ refused: 'unknown-message' });
  });

  it('DSK-2 stand-ins are alerted, without a word of it; nobody else is', () => {
    desk.does(leaf, { ...unsafe, text: 'canary' });
    expect(desk.seenBy(reed).helpWaits).toBe(false);
    desk.wait(minute);
    const seen = desk.seenBy(reed);
    expect(seen).toEqual({ receipts: [], threads: [], reports: [], helpWaits: true });
    for (const who of [leaf, moon, rowan]) expect(desk.seenBy(who).helpWaits).toBe(false);
    desk.does(rowan, { do: 'see', thread: desk.thread });
    expect(desk.seenBy(reed).helpWaits).toBe(false);
  });

  it('DSK-2 nobody is alerted about their own call', () => {
    desk.does(reed, word);
    desk.does(rowan, word);
    desk.wait(minute);
    expect(desk.seenBy(reed).helpWaits).toBe(true);
    expect(desk.seenBy(rowan).desk?.alerts).toHaveLength(1);
    expect(desk.seenBy(fern).desk?.alerts).toHaveLength(2);
  });
});

describe('a facilitator who was affected', () => {
  const affected = { do: 'ask-help', kind: 'affected' } as const;

  it('DSK-3 is seen by those who carry the circle with them, and by no participant', () => {
    desk.does(rowan, { ...affected, text: 'I would like to talk with one of you.' });
    const shown = { kind: 'help', help: 'affected', by: 'rowan', state: 'sent' };
    expect(desk.seenBy(fern).desk?.threads).toMatchObject([shown]);
    expect(desk.organiser.help).toMatchObject([shown]);
    for (const who of [leaf, reed]) {
      expect(JSON.stringify(desk.seenBy(who))).not.toContain('affected');
    }
  });

  it('DSK-2 raises no alarm, waits until somebody answers, and is told so truly', () => {
    desk.does(rowan, affected);
    desk.wait(60 * minute);
    expect(desk.seenBy(rowan).threads).toMatchObject([{ state: 'sent' }]);
    expect([desk.seenBy(fern).desk?.alerts, desk.organiser.alerts]).toEqual([[], []]);
    expect(desk.seenBy(reed).helpWaits).toBe(false);
    desk.does(ada, { do: 'see', thread: desk.thread });
    expect(desk.seenBy(rowan).threads).toMatchObject([{ state: 'seen' }]);
    desk.does(ada, { do: 'answer', thread: desk.thread, text: 'I call you tomorrow.' });
    expect(desk.seenBy(rowan).threads).toMatchObject([
      { state: 'answered', entries: [{ text: '' }, { text: 'I call you tomorrow.' }] },
    ]);
  });

  it('DSK-1 stands apart from a call for help, which it neither hides nor takes on', () => {
    desk.does(rowan, affected);
    desk.does(rowan, { do: 'ask-help', kind: 'unsafe' });
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

describe('everybody else', () => {
  it('DSK-6 sees the same desk whether anything happened there or not', () => {
    const before = JSON.stringify(desk.seenBy(moon));
    desk.files(leaf, rowan);
    desk.does(leaf, { ...unsafe, text: 'help' });
    desk.does(leaf, { do: 'note', text: 'note' });
    desk.does(leaf, { do: 'appeal', receipt: 'r_1' as never, text: 'appeal' });
    desk.reports(leaf, moon);
    desk.does(leaf, { do: 'feedback', text: 'feedback', meeting: null });
    desk.does(rowan, { do: 'back-channel', text: 'between us', meeting: null });
    desk.wait(5 * minute);
    desk.does(fern, { do: 'answer', thread: desk.thread, text: 'I read it.' });
    expect(JSON.stringify(desk.seenBy(moon))).toBe(before);
  });
});
