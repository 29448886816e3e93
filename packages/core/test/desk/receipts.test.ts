import type { DeskEvent } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import {
  ada,
  DeskFixture,
  fern,
  leaf,
  minute,
  moon,
  rowan,
  sampleReceipt,
} from '../fixtures/desk-fixture.ts';

const receipt = sampleReceipt(leaf, rowan);

describe('receipts', () => {
  it('VOI-3 the person reads what, why and until when; who acted is not shown', () => {
    const desk = new DeskFixture();
    desk.ask('system', receipt);
    expect(desk.viewOf(leaf).receipts).toEqual([
      { id: 'r_1', kind: 'mute', at: 900, reason: 'pace', note: receipt.note, until: 5000 },
    ]);
  });

  it('VOI-8 the record names who acted, and the kind sentence is kept apart from the facts', () => {
    const desk = new DeskFixture();
    const [event] = desk.ask('system', receipt) as DeskEvent[];
    const { words, ...fact } = event as Extract<DeskEvent, { type: 'ReceiptFiled' }>;
    expect(fact).toMatchObject({ type: 'ReceiptFiled', by: 'rowan', person: 'leaf' });
    expect(JSON.stringify(fact)).not.toContain(receipt.note);
    const { person, by } = receipt.names;
    expect(Object.values(words ?? {})).toEqual([receipt.note, person, by]);
  });

  it('VOI-8 filing the same receipt again changes nothing', () => {
    const desk = new DeskFixture();
    desk.ask('system', receipt);
    expect(desk.ask('system', { ...receipt, note: 'something else' })).toEqual([]);
    expect(desk.viewOf(leaf).receipts).toHaveLength(1);
  });

  it('VOI-3 the circle receives nothing: a receipt is for its person alone', () => {
    const desk = new DeskFixture();
    desk.ask('system', receipt);
    expect(desk.viewOf(moon).receipts).toEqual([]);
    expect(desk.viewOf(rowan).receipts).toEqual([]);
  });

  it('ACC-1 nobody files a receipt by hand', () => {
    const desk = new DeskFixture();
    expect(desk.ask(rowan, receipt)).toEqual({ refused: 'not-here' });
  });
});

describe('the record', () => {
  it('VOI-8 has every act in order: when, what, who, to whom and why', () => {
    const desk = new DeskFixture();
    desk.askAccepted('system', receipt);
    desk.askAccepted('system', {
      ...sampleReceipt(moon, fern, 'r_2'),
      kind: 'remove',
      reason: 'safety',
    });
    expect(desk.organiser.record).toMatchObject([
      { id: 'r_1', at: 900, kind: 'mute', by: 'rowan', to: 'leaf', reason: 'pace', until: 5000 },
      { id: 'r_2', kind: 'remove', by: 'fern', to: 'moon', reason: 'safety', note: receipt.note },
    ]);
  });

  it('VOI-8 is read by facilitators, with the names of then; by nobody else, nor about oneself', () => {
    const desk = new DeskFixture();
    desk.askAccepted('system', receipt);
    const { person: toName, by: byName } = receipt.names;
    expect(desk.viewOf(fern).desk?.record).toMatchObject([
      { kind: 'mute', by: 'rowan', byName, to: 'leaf', toName, note: receipt.note },
    ]);
    expect(desk.viewOf(moon)).not.toHaveProperty('desk');
    // VOI-3: who stands in does not read who it was that acted on them.
    expect(desk.viewOf({ ...leaf, role: 'facilitator' }).desk?.record).toEqual([]);
  });

  it('VOI-8 has both who decided where it took two, and what each of them wrote', () => {
    const desk = new DeskFixture();
    const asked = { by: fern.person, name: 'fern by name', note: 'It has happened twice.' };
    desk.askAccepted('system', { ...receipt, kind: 'exclude-everywhere', asked });
    expect(desk.organiser.record).toMatchObject([{ by: 'rowan', note: receipt.note, asked }]);
    expect(JSON.stringify(desk.state)).not.toContain(asked.note);
    expect(desk.viewOf(leaf).receipts[0]).not.toHaveProperty('asked');
    desk.wait(31 * 24 * 60 * minute);
    expect(desk.organiser.record).toMatchObject([
      { by: 'rowan', byName: '', toName: '', note: '', asked: { by: 'fern', name: '', note: '' } },
    ]);
  });

  it('VOI-8 keeps its entries when the sentences are erased', () => {
    const desk = new DeskFixture();
    desk.askAccepted('system', receipt);
    desk.words.clear();
    expect(desk.organiser.record).toMatchObject([{ by: 'rowan', to: 'leaf', note: '' }]);
  });

  it('ACC-1 nobody adds to it by hand, organisers neither', () => {
    const desk = new DeskFixture();
    expect(desk.ask(ada, receipt)).toEqual({ refused: 'not-here' });
  });
});

describe('appeals', () => {
  const appeal = (text = 'I was answering a question.', id = 'r_1') =>
    ({ do: 'appeal', receipt: id as never, text }) as const;

  it('VOI-7 go to the facilitators who did not give the receipt, and to the organiser', () => {
    const desk = new DeskFixture();
    desk.fileReceipt(leaf, rowan);
    desk.askAccepted(leaf, appeal());
    expect(desk.viewOf(rowan).desk?.threads).toEqual([]);
    const shown = { kind: 'appeal', name: 'leaf by name', receipt: { id: 'r_1', kind: 'mute' } };
    expect(desk.viewOf(fern).desk?.threads).toMatchObject([shown]);
    expect(desk.organiser.appeals).toMatchObject([shown]);
    expect(desk.viewOf(leaf).threads).toMatchObject([{ ...shown, state: 'sent' }]);
    expect(desk.viewOf(moon).threads).toEqual([]);
  });

  it('VOI-7 looks like a missing receipt to the giver, who cannot answer it', () => {
    const desk = new DeskFixture();
    desk.fileReceipt(leaf, rowan);
    desk.askAccepted(leaf, appeal());
    const { thread } = desk;
    const nothing = { refused: 'unknown-message' };
    expect(desk.ask(rowan, { do: 'see', thread })).toEqual(nothing);
    expect(desk.ask(rowan, { do: 'answer', thread, text: 'No.' })).toEqual(nothing);
    expect(desk.ask(rowan, { do: 'see', thread: 't_0' as never })).toEqual(nothing);
  });

  it('VOI-7 are answered by another facilitator, or by the organiser when there is none', () => {
    const desk = new DeskFixture();
    desk.fileReceipt(leaf, rowan);
    desk.fileReceipt(leaf, rowan, 'r_2');
    desk.askAccepted(leaf, appeal());
    desk.askAccepted(fern, { do: 'see', thread: desk.thread });
    desk.askAccepted(fern, {
      do: 'answer',
      thread: desk.thread,
      text: 'I shall speak with Rowan.',
    });
    desk.askAccepted(leaf, appeal('This one too.', 'r_2'));
    desk.askAccepted(ada, { do: 'answer', thread: desk.thread, text: 'I have lifted it.' });
    expect(desk.viewOf(leaf).threads).toMatchObject([
      { state: 'answered', entries: [{}, { by: 'fern', text: 'I shall speak with Rowan.' }] },
      { state: 'answered', entries: [{}, { organiser: true, text: 'I have lifted it.' }] },
    ]);
    expect(desk.viewOf(leaf).threads[0]?.entries[1]).not.toHaveProperty('organiser');
  });

  it('VOI-7 add to the open appeal against the same receipt, and to no other', () => {
    const desk = new DeskFixture();
    desk.fileReceipt(leaf, rowan);
    desk.fileReceipt(leaf, fern, 'r_2');
    desk.askAccepted(leaf, appeal('one'));
    desk.askAccepted(leaf, appeal('two'));
    desk.askAccepted(leaf, appeal('of the other', 'r_2'));
    expect(desk.viewOf(leaf).threads.map(({ entries }) => entries.length)).toEqual([2, 1]);
  });

  it('VOI-7 are made against one’s own receipts; others are as unknown as none', () => {
    const desk = new DeskFixture();
    desk.fileReceipt(moon, rowan);
    const answers = ['r_1', 'r_9'].map((id) => desk.ask(leaf, appeal('why?', id)));
    expect(answers).toEqual([{ refused: 'unknown-message' }, { refused: 'unknown-message' }]);
    expect(desk.ask(moon, appeal(' '))).toEqual({ refused: 'empty' });
  });

  it('VOI-7 nobody judges their own', () => {
    const desk = new DeskFixture();
    desk.fileReceipt(fern, rowan);
    desk.askAccepted(fern, appeal());
    const answering = { do: 'answer', thread: desk.thread, text: 'Granted.' } as const;
    expect(desk.ask(fern, answering)).toEqual({ refused: 'unknown-message' });
    expect(desk.viewOf(fern).threads).toHaveLength(1);
  });

  it('VOI-7 an excluded person can appeal and ask for help', () => {
    const desk = new DeskFixture();
    desk.fileReceipt(leaf, rowan);
    const excluded = { ...leaf, excluded: null };
    desk.askAccepted(excluded, appeal());
    desk.askAccepted(excluded, { do: 'ask-help', kind: 'word' });
    expect(desk.viewOf(excluded).threads).toHaveLength(2);
  });
});
