import { defaultSettings, endOfHour, type MeetingId, type ReceiptId } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { DeskFixture, fern, leaf, minute, moon, rowan } from '../fixtures/desk-fixture.ts';
import { eventTypes } from '../fixtures/given.ts';

const hour = 60 * minute;
const day = 24 * hour;
const month = 30 * day;
const meeting = 'mt_1' as MeetingId;

let desk: DeskFixture;
beforeEach(() => {
  desk = new DeskFixture();
});

const texts = () => [...desk.words.values()];
const answers = (text = 'I am with you.') =>
  desk.askAccepted(rowan, { do: 'answer', thread: desk.thread, text });
const sets = (state: 'acting' | 'closed', outcome: string) =>
  desk.askAccepted(rowan, { do: 'set-report', report: desk.report, state, outcome });
const erasesMine = (who = leaf) =>
  desk.askAccepted('system', { do: 'erase-mine', person: who.person });

describe('words at the desk', () => {
  it('PRV-1 are kept for thirty days, unless the circle says otherwise', () => {
    expect(defaultSettings.deskRetention).toBe(month);
    expect(desk.state.deskRetention).toBe(month);
  });

  it('PRV-1 of a note go a month after its last entry, the name too; the facts stay', () => {
    desk.askAccepted(leaf, { do: 'note', text: 'one' });
    desk.wait(20 * day);
    desk.askAccepted(leaf, { do: 'note', text: 'two' });
    desk.wait(month - 1);
    expect(desk.viewOf(leaf).threads[0]?.entries).toMatchObject([{ text: 'one' }, { text: 'two' }]);
    desk.wait(1);
    expect(texts()).toEqual([]);
    expect(desk.viewOf(rowan).desk?.threads).toMatchObject([
      { by: 'leaf', name: '', state: 'sent', entries: [{ text: '' }, { by: 'leaf', text: '' }] },
    ]);
  });

  it('PRV-1 of a call for help stay while it is open, however long, and go after the answer', () => {
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'word', text: 'please' });
    desk.wait(2 * month);
    expect(desk.viewOf(rowan).desk?.threads).toMatchObject([
      { state: 'unseen', name: 'leaf by name', entries: [{ text: 'please' }] },
    ]);
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread });
    desk.wait(month);
    expect(texts()).toContain('please');
    answers();
    desk.wait(month - 1);
    expect(texts()).toContain('please');
    desk.wait(1);
    expect(texts()).toEqual([]);
    expect(desk.viewOf(leaf).threads).toMatchObject([
      { kind: 'help', state: 'answered', entries: [{ text: '' }, { by: 'rowan', text: '' }] },
    ]);
  });

  it('PRV-1 of a report stay while it is open, and go a month after it was closed', () => {
    desk.fileReport(leaf, moon);
    desk.wait(2 * month);
    sets('acting', 'We will speak with them.');
    desk.wait(2 * month);
    expect(desk.viewOf(rowan).desk?.reports).toMatchObject([{ text: 'This hurt me.' }]);
    sets('closed', 'We spoke with them.');
    desk.wait(month - 1);
    expect(texts()).toHaveLength(3);
    desk.wait(1);
    expect(texts()).toEqual([]);
    expect(desk.viewOf(leaf).reports).toMatchObject([{ about: 'moon', state: 'closed', text: '' }]);
  });

  it('PRV-1 of a report that is opened and closed again go another month later', () => {
    desk.fileReport(leaf, moon);
    sets('closed', 'We spoke.');
    desk.wait(month);
    sets('acting', 'It happened again.');
    desk.wait(2 * month);
    expect(texts()).toEqual(['It happened again.']);
    sets('closed', 'We spoke again.');
    desk.wait(month);
    expect(texts()).toEqual([]);
  });

  it('PRV-1 of an appeal, and the sentence it is against, stay until it is answered', () => {
    desk.fileReceipt(leaf, fern);
    desk.askAccepted(leaf, { do: 'appeal', receipt: 'r_1' as ReceiptId, text: 'It was not me.' });
    desk.wait(2 * month);
    expect(desk.viewOf(leaf).receipts[0]?.note).not.toBe('');
    expect(desk.organiser.appeals).toMatchObject([{ entries: [{ text: 'It was not me.' }] }]);
    answers('You are right.');
    desk.wait(month);
    expect(texts()).toEqual([]);
    expect(desk.organiser.record).toMatchObject([{ by: 'fern', to: 'leaf', note: '' }]);
  });

  it('PRV-1 VOI-8 of a receipt go; that it happened, why and until when, stays in the record', () => {
    desk.fileReceipt(leaf, rowan);
    desk.wait(month);
    expect(texts()).toEqual([]);
    expect(desk.organiser.record).toMatchObject([
      { id: 'r_1', kind: 'mute', reason: 'pace', until: 5000, by: 'rowan', to: 'leaf', note: '' },
    ]);
    expect(desk.viewOf(leaf).receipts).toMatchObject([{ id: 'r_1', note: '' }]);
  });

  it('PRV-1 of the back-channel go one by one, and no empty line is left of them', () => {
    desk.askAccepted(rowan, { do: 'back-channel', text: 'one', meeting: null });
    desk.wait(day);
    desk.askAccepted(fern, { do: 'back-channel', text: 'two', meeting: null });
    desk.wait(month - day);
    const seen = () => desk.viewOf(rowan).desk?.backChannel;
    expect(seen()).toMatchObject([{ id: 'back.1', name: 'fern by name', text: 'two' }]);
    desk.wait(day);
    expect(texts()).toEqual([]);
    expect(seen()).toEqual([]);
    desk.askAccepted(fern, { do: 'back-channel', text: 'three', meeting: null });
    expect(seen()).toMatchObject([{ id: 'back.2', text: 'three' }]);
  });

  it('PRV-1 PHA-5 of feedback have only the hour, because the exact time would reveal its author', () => {
    desk.now = 11 * hour;
    expect([endOfHour(10 * hour + 1), endOfHour(11 * hour)]).toEqual([11 * hour, 11 * hour]);
    const given = ['one', 'two'].map((text) => ({ id: text, meeting, hour: 11 * hour, text }));
    desk.askAccepted('system', { do: 'collect-feedback', given });
    expect(new Set(desk.state.feedback.map((each) => each.hour))).toEqual(new Set([11 * hour]));
    desk.wait(11 * hour + month - desk.now - 1);
    expect(texts()).toHaveLength(2);
    expect(Object.keys(desk.organiser.feedback[0] ?? {}).sort()).toEqual(['id', 'meeting', 'text']);
    desk.wait(1);
    expect(texts()).toEqual([]);
    expect(desk.organiser.feedback).toEqual([]);
  });

  it('PRV-1 go in one step when several are over, and each of them once', () => {
    desk.askAccepted(leaf, { do: 'note', text: 'one' });
    desk.fileReceipt(leaf, rowan);
    desk.askAccepted(rowan, { do: 'back-channel', text: 'three', meeting: null });
    desk.now += month;
    const over = { do: 'due', what: 'words-over' } as const;
    expect(eventTypes(desk.askAccepted('system', over))).toEqual(['DeskWordsErased']);
    expect(texts()).toEqual([]);
    expect(desk.askAccepted('system', over)).toEqual([]);
    expect(desk.ask(rowan, over)).toEqual({ refused: 'not-here' });
  });

  it('PRV-1 are not erased before their time, no matter who requests it', () => {
    desk.askAccepted(leaf, { do: 'note', text: 'one' });
    expect(desk.askAccepted('system', { do: 'due', what: 'words-over' })).toEqual([]);
    expect(texts()).toContain('one');
  });

  it('PRV-1 have the time the circle gives them, also those that lie there already', () => {
    desk.askAccepted(leaf, { do: 'note', text: 'one' });
    desk.wait(2 * day);
    const { helpAlert, helpPlain } = defaultSettings;
    desk.askAccepted('system', { do: 'open', helpAlert, helpPlain, deskRetention: day });
    desk.wait(0);
    expect(texts()).toEqual([]);
  });

  it('PRV-1 that come after erased ones are kept their own time', () => {
    desk.askAccepted(leaf, { do: 'note', text: 'one' });
    desk.wait(month);
    desk.askAccepted(leaf, { do: 'note', text: 'two' });
    expect(desk.viewOf(rowan).desk?.threads).toMatchObject([
      { name: '', entries: [{ text: '' }] },
      { name: 'leaf by name', entries: [{ text: 'two' }] },
    ]);
    const first = desk.state.threads[0]?.id as never;
    desk.askAccepted(rowan, { do: 'answer', thread: first, text: 'late' });
    desk.wait(month - 1);
    expect(texts()).toContain('late');
    desk.wait(1);
    expect(texts()).toEqual([]);
  });
});

describe('what a person erases of their own', () => {
  beforeEach(() => {
    desk.fileReceipt(leaf, fern);
    desk.askAccepted(leaf, { do: 'note', text: 'my note' });
    answers('an answer');
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'unsafe', text: 'my call' });
    desk.askAccepted(leaf, { do: 'appeal', receipt: 'r_1' as ReceiptId, text: 'my appeal' });
    desk.fileReport(leaf, moon, 'my report');
    desk.askAccepted(moon, { do: 'note', text: 'the note of another' });
    desk.fileReport(moon, leaf, 'the report of another');
  });

  it('PRV-4 are notes, calls for help, appeals and reports; nobody else’s words go', () => {
    expect(eventTypes(erasesMine())).toEqual(['DeskMineErased']);
    const others = ['an answer', 'the note of another', 'the report of another'];
    expect(texts()).toEqual(expect.arrayContaining(others));
    expect(texts().join()).not.toContain('my ');
    expect(desk.viewOf(rowan).desk?.reports).toMatchObject([
      { text: '' },
      { text: 'the report of another' },
    ]);
    expect(desk.viewOf(leaf).threads[0]?.entries).toMatchObject([
      { text: '' },
      { text: 'an answer' },
    ]);
  });

  it('PRV-4 a call for help still waits, with a name, and rings', () => {
    erasesMine();
    desk.wait(minute);
    const help = desk.viewOf(rowan).desk?.threads.find(({ kind }) => kind === 'help');
    expect(help).toMatchObject({ state: 'sent', help: 'unsafe', name: 'leaf by name' });
    expect(desk.viewOf(rowan).desk?.alerts).toEqual([help?.id]);
  });

  it('PRV-4 twice is once, and what is written after it stays', () => {
    erasesMine();
    expect(erasesMine()).toEqual([]);
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'word', text: 'again' });
    expect(desk.viewOf(leaf).threads[1]?.entries).toMatchObject([{ text: '' }, { text: 'again' }]);
    expect(erasesMine()).toHaveLength(1);
    expect(texts()).not.toContain('again');
  });

  it('PRV-4 who wrote nothing erases nothing, and what is over is erased once', () => {
    expect(erasesMine(fern)).toEqual([]);
    desk.askAccepted(fern, { do: 'note', text: 'a note' });
    desk.wait(month);
    expect(erasesMine(fern)).toEqual([]);
  });

  it('PRV-4 an answer stays with the one who was answered', () => {
    desk.askAccepted(rowan, { do: 'note', text: 'a note of a facilitator' });
    erasesMine(rowan);
    expect(texts()).toContain('an answer');
    expect(texts()).not.toContain('a note of a facilitator');
  });

  it('PRV-4 of the back-channel one’s own lines go, and their places stay', () => {
    const meeting = null;
    desk.askAccepted(fern, { do: 'back-channel', text: 'fern looks back', debrief: true, meeting });
    desk.askAccepted(rowan, { do: 'back-channel', text: 'rowan too', meeting });
    expect(eventTypes(erasesMine(fern))).toEqual(['DeskMineErased']);
    expect(desk.viewOf(rowan).desk?.backChannel).toMatchObject([
      { by: 'fern', text: '', debrief: null },
      { by: 'rowan', text: 'rowan too' },
    ]);
    expect(erasesMine(fern)).toEqual([]);
  });

  it('PRV-1 the rest of it goes with its time', () => {
    erasesMine();
    desk.wait(month);
    expect(texts()).not.toContain('an answer');
    desk.askAccepted(rowan, { do: 'answer', thread: helpThread(), text: 'here' });
    desk.wait(month);
    expect(desk.viewOf(leaf).threads.find(({ kind }) => kind === 'help')?.name).toBe('');
  });

  it('ACC-1 nobody sends it but the server', () => {
    expect(desk.ask(moon, { do: 'erase-mine', person: leaf.person })).toEqual({
      refused: 'not-here',
    });
  });
});

function helpThread() {
  const found = desk.state.threads.find(({ kind }) => kind === 'help');
  if (!found) throw new Error('nobody asked for help');
  return found.id;
}
