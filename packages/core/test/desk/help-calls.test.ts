/** A call for help as one conversation, from the call to the closing and after it (DSK-7). */
import { isRefusal, type Standing, type ThreadId, threadPermissions } from '@holdspace/core';
import fc from 'fast-check';
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
import { eventTypes } from '../fixtures/given.ts';

let desk: DeskFixture;
beforeEach(() => {
  desk = new DeskFixture();
});

const unsafe = { do: 'ask-help', kind: 'unsafe' } as const;
const word = { do: 'ask-help', kind: 'word' } as const;
const ownThread = () => desk.viewOf(leaf).threads[0];
const facilitatorThread = () => desk.viewOf(rowan).desk?.threads[0];
const answers = (text: string, who = rowan) =>
  desk.askAccepted(who, { do: 'answer', thread: desk.thread, text });
const replies = (text: string) =>
  desk.askAccepted(leaf, { do: 'answer', thread: desk.thread, text });
const closes = (note?: string, who: Standing | typeof ada = rowan) =>
  desk.askAccepted(who, { do: 'close-thread', thread: desk.thread, ...(note && { note }) });

describe('a call for help', () => {
  it('DSK-7 keeps its kind and its history through every answer of either side', () => {
    desk.askAccepted(leaf, unsafe);
    answers('I’m here. Are you alone?');
    expect(ownThread()).toMatchObject({ state: 'answered', help: 'unsafe' });
    replies('Alone. I have pills here.');
    expect(desk.state.threads).toHaveLength(1);
    expect(facilitatorThread()).toMatchObject({
      kind: 'help',
      help: 'unsafe',
      state: 'sent',
      name: 'leaf by name',
      entries: [
        { by: 'leaf', text: '' },
        { by: 'rowan', text: 'I’m here. Are you alone?' },
        { by: 'leaf', text: 'Alone. I have pills here.' },
      ],
    });
    expect(facilitatorThread()).toEqual(ownThread());
  });

  it('DSK-7 is the same thread when its person asks again, in whatever state it is', () => {
    desk.askAccepted(leaf, unsafe);
    const { thread } = desk;
    for (const step of [
      () => {},
      () => desk.askAccepted(rowan, { do: 'see', thread }),
      () => desk.askAccepted(rowan, { do: 'see', thread, answering: true }),
      () => answers('I’m here.'),
      () => desk.wait(4 * minute),
      () => closes('Take care.'),
    ]) {
      step();
      desk.askAccepted(leaf, { ...word, text: 'please' });
      desk.askAccepted(leaf, unsafe);
      expect(desk.state.threads).toMatchObject([{ id: thread, help: 'unsafe' }]);
      expect(['sent', 'unseen']).toContain(ownThread()?.state);
    }
  });

  it('DSK-7 an answer leaves it open; close-thread alone closes it, and its person is told', () => {
    desk.askAccepted(leaf, unsafe);
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread });
    answers('I’m here.');
    desk.wait(20 * minute);
    expect(ownThread()?.state).toBe('answered');
    expect(eventTypes(closes('Fern calls you at nine.'))).toEqual(['ThreadClosed']);
    expect(ownThread()).toMatchObject({
      state: 'closed',
      help: 'unsafe',
      entries: [{}, {}, { by: 'rowan', text: 'Fern calls you at nine.', closes: true }],
    });
  });

  it('DSK-7 is closed without a sentence too, and closing twice is once', () => {
    desk.askAccepted(leaf, unsafe);
    closes();
    expect(ownThread()?.entries.at(-1)).toMatchObject({ by: 'rowan', text: '', closes: true });
    expect(closes()).toEqual([]);
    const close = { do: 'close-thread', thread: desk.thread } as const;
    // Another facilitator’s sentence is not dropped without a word.
    expect(desk.ask(fern, { ...close, note: 'Be well.' })).toEqual({ refused: 'stale' });
    expect(desk.ask(fern, { ...close, note: 'x'.repeat(4001) })).toEqual({ refused: 'too-long' });
  });

  it('DSK-7 is opened again by an answer of its person, and rings as before', () => {
    desk.askAccepted(leaf, unsafe);
    answers('I’m here.');
    closes('Take care.');
    desk.wait(10 * minute);
    expect(desk.organiser.alerts).toEqual([]);
    replies('It’s back.');
    expect(ownThread()).toMatchObject({ state: 'sent', help: 'unsafe' });
    expect(ownThread()?.entries).toHaveLength(4);
    desk.wait(minute);
    expect(desk.viewOf(rowan).desk?.alerts).toEqual([desk.thread]);
    expect(desk.organiser.help).toMatchObject([{ help: 'unsafe' }]);
    desk.wait(2 * minute);
    expect(ownThread()?.state).toBe('unseen');
  });

  it('DSK-7 an answer of its person rings again, also while an answer was being written', () => {
    desk.askAccepted(leaf, unsafe);
    answers('I’m here.');
    desk.askAccepted(fern, { do: 'see', thread: desk.thread, answering: true });
    expect(ownThread()?.state).toBe('answering');
    replies('Please hurry.');
    expect(ownThread()?.state).toBe('sent');
    desk.wait(minute);
    expect(desk.viewOf(fern).desk?.alerts).toEqual([desk.thread]);
  });

  it('DSK-2 an answer that is begun and left leaves it answered, or seen, as it was', () => {
    desk.askAccepted(leaf, unsafe);
    const { thread } = desk;
    desk.askAccepted(rowan, { do: 'see', thread, answering: true });
    desk.askAccepted(rowan, { do: 'see', thread });
    expect(ownThread()?.state).toBe('seen');
    answers('I’m here.');
    desk.askAccepted(rowan, { do: 'see', thread, answering: true });
    expect(ownThread()?.state).toBe('answering');
    desk.wait(3 * minute);
    expect(ownThread()?.state).toBe('answered');
  });

  it('DSK-2 is seen by an act, never by being delivered, and is open all the same', () => {
    desk.askAccepted(leaf, unsafe);
    desk.viewOf(rowan);
    expect(ownThread()?.state).toBe('sent');
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread });
    expect(ownThread()?.state).toBe('seen');
    expect(desk.ask(rowan, { do: 'see', thread: desk.thread })).toEqual([]);
  });

  it('DSK-7 becomes unsafe when it was a quiet word, and never the other way', () => {
    desk.askAccepted(leaf, { ...word, text: 'may I ask something?' });
    answers('Of course.');
    desk.askAccepted(leaf, unsafe);
    expect(facilitatorThread()).toMatchObject({ help: 'unsafe', state: 'sent' });
    expect(facilitatorThread()?.entries).toHaveLength(3);
    closes();
    desk.askAccepted(leaf, word);
    expect(facilitatorThread()?.help).toBe('unsafe');
  });

  it('DSK-7 stands before everything else on the desk until it is closed, who is not safe first', () => {
    desk.askAccepted(moon, { do: 'note', text: 'a note' });
    desk.askAccepted(reed, word);
    desk.askAccepted(leaf, unsafe);
    desk.askAccepted(moon, unsafe);
    const order = () => desk.viewOf(rowan).desk?.threads.map(({ by, kind }) => `${by} ${kind}`);
    expect(order()).toEqual(['leaf help', 'moon help', 'reed help', 'moon note']);
    const call = desk.state.threads.find(({ by }) => by === 'leaf')?.id as ThreadId;
    desk.askAccepted(rowan, { do: 'answer', thread: call, text: 'I’m here.' });
    expect(order()?.[0]).toBe('leaf help');
    desk.askAccepted(rowan, { do: 'close-thread', thread: call });
    expect(order()).toEqual(['moon help', 'reed help', 'moon note', 'leaf help']);
    desk.askAccepted(leaf, { do: 'answer', thread: call, text: 'again' });
    expect(order()?.[0]).toBe('leaf help');
  });

  it('DSK-7 the organiser who received the alarm can answer and close it', () => {
    desk.askAccepted(leaf, unsafe);
    const close = { do: 'close-thread', thread: desk.thread } as const;
    expect(desk.ask(ada, close)).toEqual({ refused: 'unknown-message' });
    desk.wait(minute);
    desk.askAccepted(ada, { do: 'answer', thread: desk.thread, text: 'I’m here.' });
    closes('Rowan is back with you.', ada);
    expect(ownThread()?.entries.slice(1)).toMatchObject([
      { organiser: true },
      { organiser: true, closes: true },
    ]);
  });

  it('DSK-7 of a facilitator is answered by the others, and is theirs to go on with', () => {
    desk.askAccepted(rowan, unsafe);
    desk.askAccepted(fern, { do: 'answer', thread: desk.thread, text: 'I’m with you.' });
    desk.askAccepted(rowan, { do: 'answer', thread: desk.thread, text: 'thank you' });
    expect(desk.viewOf(fern).desk?.threads).toMatchObject([
      { by: 'rowan', help: 'unsafe', state: 'sent' },
    ]);
  });
});

describe('who may do what', () => {
  it('DSK-7 a person answers in a thread of their own; in anyone else’s it is not theirs to', () => {
    desk.askAccepted(leaf, unsafe);
    const { thread } = desk;
    for (const id of [thread, 't_0' as ThreadId]) {
      const answer = { do: 'answer', thread: id, text: 'hello' } as const;
      expect(desk.ask(moon, answer)).toEqual({ refused: 'not-facilitator' });
    }
    for (const who of [leaf, moon]) {
      const close = { do: 'close-thread', thread } as const;
      expect(desk.ask(who, close)).toEqual({ refused: 'not-facilitator' });
    }
    expect(threadPermissions(desk.viewOf(leaf))).toEqual({ answer: true });
    expect(threadPermissions(desk.viewOf(moon))).toEqual({});
  });

  it('FLR-3 empty and too long go back to the writer', () => {
    desk.askAccepted(leaf, unsafe);
    const answer = { do: 'answer', thread: desk.thread } as const;
    expect(desk.ask(leaf, { ...answer, text: ' ' })).toEqual({ refused: 'empty' });
    expect(desk.ask(leaf, { ...answer, text: 'x'.repeat(4001) })).toEqual({ refused: 'too-long' });
    expect(ownThread()?.entries).toHaveLength(1);
  });

  it('DSK-2 a note and an appeal that were answered are sent again by an answer of their person', () => {
    desk.fileReceipt(leaf, fern);
    desk.askAccepted(leaf, { do: 'note', text: 'hello' });
    answers('Hello.');
    replies('One thing more.');
    desk.askAccepted(leaf, { do: 'appeal', receipt: 'r_1' as never, text: 'It was not me.' });
    answers('I look at it.');
    replies('Thank you.');
    expect(desk.viewOf(leaf).threads).toMatchObject([
      { kind: 'note', state: 'sent', entries: [{}, {}, { text: 'One thing more.' }] },
      { kind: 'appeal', receipt: { id: 'r_1' }, state: 'sent', entries: [{}, {}, {}] },
    ]);
    closes();
    expect(desk.viewOf(leaf).threads[1]?.state).toBe('closed');
  });
});

describe('words, limits and what was before', () => {
  const month = 30 * 24 * 60 * minute;

  it('PRV-1 the words of a closed call go a month later; the next ones have a name again', () => {
    desk.askAccepted(leaf, { ...unsafe, text: 'please' });
    answers('I’m here.');
    closes('Take care.');
    desk.wait(month);
    expect([...desk.words.values()]).toEqual([]);
    replies('It’s back.');
    expect(facilitatorThread()).toMatchObject({
      name: 'leaf by name',
      help: 'unsafe',
      state: 'sent',
      entries: [{ text: '' }, { text: '' }, { text: '' }, { text: 'It’s back.' }],
    });
    closes();
    desk.wait(month);
    expect([...desk.words.values()]).toEqual([]);
  });

  it('PRV-11 nobody waits where a person was forgotten: the call is closed', () => {
    desk.askAccepted(leaf, { ...unsafe, text: 'please' });
    desk.askAccepted('system', { do: 'forget', person: leaf.person });
    expect(facilitatorThread()).toMatchObject({
      state: 'closed',
      name: '',
      entries: [{ text: '' }],
    });
  });

  it('DSK-7 says who answered, also when they are not in the meeting; PRV-11 until they are forgotten', () => {
    desk.askAccepted(leaf, unsafe);
    answers('I’m here.');
    closes('Take care.', fern);
    expect(ownThread()?.entries).toMatchObject([
      {},
      { name: 'rowan by name' },
      { name: 'fern by name', closes: true },
    ]);
    expect(ownThread()?.entries[0]).not.toHaveProperty('name');
    expect(JSON.stringify(desk.state.threads)).not.toContain('by name');
    desk.askAccepted('system', { do: 'forget', person: rowan.person });
    expect(ownThread()?.entries[1]).not.toHaveProperty('name');
    expect(ownThread()?.entries[1]?.text).toBe('I’m here.');
    desk.wait(month);
    expect([...desk.words.values()]).toEqual([]);
  });

  it('DSK-9 an answered call takes words without end, as long as a person answers', () => {
    desk.askAccepted(leaf, unsafe);
    for (let n = 0; n < 120; n++) {
      desk.wait(3 * minute);
      replies('x'.repeat(4000));
      answers('Go on.');
    }
    expect(ownThread()?.entries).toHaveLength(241);
  });

  it('DSK-9 an answer to a call counts as a call, which notes cannot use up', () => {
    desk.askAccepted(leaf, unsafe);
    for (let n = 0; n < 20; n++) desk.askAccepted(leaf, { do: 'note', text: `${n}` });
    expect(desk.ask(leaf, { do: 'note', text: 'too many' })).toEqual({ refused: 'too-soon' });
    const call = ownThread()?.id as ThreadId;
    expect(isRefusal(desk.ask(leaf, { do: 'answer', thread: call, text: 'please' }))).toBe(false);
  });

  it('DSK-7 a thread of an older ledger that an answer closed is closed, and opens as any other', () => {
    const written = { thread: 't_old', by: 'leaf', at: 1, entry: 0 };
    desk.applyOldFact({ type: 'HelpAsked', help: 'unsafe', ...written });
    desk.applyOldFact({ type: 'ThreadAnswered', ...written, by: 'rowan', entry: 1 });
    expect(ownThread()?.state).toBe('closed');
    desk.askAccepted(leaf, word);
    expect(desk.state.threads).toMatchObject([{ id: 't_old', state: 'sent', help: 'unsafe' }]);
  });
});

describe('in random histories', () => {
  const moves = fc.array(
    fc.record({
      does: fc.constantFrom(
        ...(['unsafe', 'word', 'reply', 'answer', 'see', 'answering', 'close', 'wait'] as const),
      ),
      nth: fc.nat({ max: 9 }),
    }),
    { minLength: 10, maxLength: 60 },
  );
  type Move = { readonly does: string; readonly nth: number };

  function play({ does, nth }: Move, thread: ThreadId) {
    const lead = [rowan, fern][nth % 2] ?? rowan;
    const text = `«${nth}»`;
    switch (does) {
      case 'unsafe':
      case 'word':
        return desk.ask(leaf, { do: 'ask-help', kind: does, ...(nth > 4 && { text }) });
      case 'reply':
        return desk.ask(leaf, { do: 'answer', thread, text });
      case 'answer':
        return desk.ask(lead, { do: 'answer', thread, text });
      case 'see':
      case 'answering':
        return desk.ask(lead, { do: 'see', thread, answering: does === 'answering' });
      case 'close':
        return desk.ask(lead, { do: 'close-thread', thread, ...(nth > 4 && { note: text }) });
      default:
        return desk.wait(nth * minute);
    }
  }

  it('DSK-7 an unsafe call never changes kind, only grows, and is open until it is closed on purpose', () => {
    fc.assert(
      fc.property(moves, (list) => {
        desk = new DeskFixture();
        desk.askAccepted(leaf, unsafe);
        desk.askAccepted(moon, { do: 'note', text: 'a note' });
        const thread = ownThread()?.id as ThreadId;
        for (const move of list) {
          const before = ownThread();
          const decided = play(move, thread);
          const now = ownThread();
          expect(desk.viewOf(leaf).threads).toHaveLength(1);
          expect(now).toMatchObject({ id: thread, kind: 'help', help: 'unsafe' });
          expect(now?.entries.slice(0, before?.entries.length)).toEqual(before?.entries);
          if (before?.state !== 'closed' && now?.state === 'closed')
            expect(move.does).toBe('close');
          if (['unsafe', 'word', 'reply'].includes(move.does) && decided && !isRefusal(decided)) {
            expect(['sent', 'unseen']).toContain(now?.state);
          }
          if (now?.state !== 'closed') expect(facilitatorThread()?.id).toBe(thread);
        }
      }),
      { numRuns: 100, seed: 1982 },
    );
  });
});
