import { describe, expect, it } from 'vitest';
import { ada, DeskFixture, fern, leaf, minute, moon, rowan } from '../fixtures/desk-fixture.ts';

describe('notes', () => {
  it('VOI-4 a note needs neither voice nor a place in the meeting, nor the device that writes', () => {
    const desk = new DeskFixture();
    desk.ask(leaf, { do: 'note', text: 'May I speak with you?' });
    expect(desk.viewOf(leaf).threads).toMatchObject([
      { kind: 'note', by: 'leaf', state: 'sent', entries: [{ text: 'May I speak with you?' }] },
    ]);
  });

  it('DSK-2 what is added to a thread that waits stays in it, and has not been seen', () => {
    const desk = new DeskFixture();
    desk.ask(leaf, { do: 'note', text: 'one' });
    desk.ask(rowan, { do: 'see', thread: desk.thread });
    expect(desk.viewOf(leaf).threads[0]?.state).toBe('seen');
    desk.ask(leaf, { do: 'note', text: 'two' });
    expect(desk.viewOf(leaf).threads).toMatchObject([
      { state: 'sent', entries: [{ text: 'one' }, { text: 'two' }] },
    ]);
  });

  it('DSK-2 delivery is not seeing, and seeing twice is once', () => {
    const desk = new DeskFixture();
    desk.ask(leaf, { do: 'note', text: 'hello' });
    desk.viewOf(rowan);
    expect(desk.viewOf(leaf).threads[0]?.state).toBe('sent');
    expect(desk.ask(rowan, { do: 'see', thread: desk.thread })).toHaveLength(1);
    expect(desk.ask(rowan, { do: 'see', thread: desk.thread })).toEqual([]);
  });

  it('DSK-2 looking at a note of one’s own is not being seen', () => {
    const desk = new DeskFixture();
    desk.ask(rowan, { do: 'note', text: 'to my co-facilitator' });
    expect(desk.ask(rowan, { do: 'see', thread: desk.thread })).toEqual([]);
    expect(desk.viewOf(rowan).threads[0]?.state).toBe('sent');
  });

  it('DSK-2 an answer closes the thread; the next note opens another', () => {
    const desk = new DeskFixture();
    desk.ask(leaf, { do: 'note', text: 'hello' });
    desk.ask(rowan, { do: 'answer', thread: desk.thread, text: 'I am here.' });
    desk.ask(leaf, { do: 'note', text: 'thank you' });
    expect(desk.viewOf(leaf).threads).toMatchObject([
      { state: 'answered', entries: [{ by: 'leaf' }, { by: 'rowan', text: 'I am here.' }] },
      { state: 'sent', entries: [{ text: 'thank you' }] },
    ]);
  });

  it('DSK-6 nobody but the writer and the facilitators sees a thread', () => {
    const desk = new DeskFixture();
    desk.ask(leaf, { do: 'note', text: 'hello' });
    expect(desk.viewOf(moon)).toEqual({ receipts: [], threads: [], reports: [], helpWaits: false });
    expect(desk.viewOf(leaf)).not.toHaveProperty('desk');
    expect(desk.viewOf(rowan).threads).toEqual([]);
    expect(desk.viewOf(rowan).desk?.threads).toEqual(desk.viewOf(leaf).threads);
  });

  it('ACC-1 only facilitators see and answer, and that comes before any other refusal', () => {
    const desk = new DeskFixture();
    desk.ask(leaf, { do: 'note', text: 'hello' });
    for (const who of [leaf, moon]) {
      expect(desk.ask(who, { do: 'see', thread: desk.thread })).toEqual({
        refused: 'not-facilitator',
      });
      const answering = { do: 'answer', thread: 'none' as never, text: '' } as const;
      expect(desk.ask(who, answering)).toEqual({ refused: 'not-facilitator' });
    }
  });

  it('FLR-3 empty, too long and unknown are refused, and nothing of them is kept', () => {
    const desk = new DeskFixture();
    expect(desk.ask(leaf, { do: 'note', text: ' \n ' })).toEqual({ refused: 'empty' });
    expect(desk.ask(leaf, { do: 'note', text: 'x'.repeat(4001) })).toEqual({ refused: 'too-long' });
    expect(desk.words.size).toBe(0);
    desk.ask(leaf, { do: 'note', text: 'x'.repeat(4000) });
    expect(desk.ask(rowan, { do: 'answer', thread: desk.thread, text: '' })).toEqual({
      refused: 'empty',
    });
    const elsewhere = { do: 'see', thread: 't_0' as never } as const;
    expect(desk.ask(rowan, elsewhere)).toEqual({ refused: 'unknown-message' });
  });

  it('ACC-2 a person outside the circle has no desk', () => {
    const desk = new DeskFixture();
    expect(desk.ask('stranger', { do: 'note', text: 'hello' })).toEqual({ refused: 'not-here' });
  });

  it('PRV-1 erased words leave the thread as it was, without them', () => {
    const desk = new DeskFixture();
    desk.ask(leaf, { do: 'note', text: 'hello' });
    desk.words.clear();
    expect(desk.viewOf(leaf).threads).toMatchObject([{ state: 'sent', entries: [{ text: '' }] }]);
  });
});

describe('whose words they are', () => {
  it('VOI-7 facilitators read the name the writer had then, wherever the writer is now', () => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'note', text: 'hello' });
    desk.askAccepted({ ...leaf, name: 'another' }, { do: 'note', text: 'again' });
    expect(desk.viewOf(rowan).desk?.threads).toMatchObject([{ by: 'leaf', name: 'leaf by name' }]);
  });

  it('PRV-1 neither text nor name is among the facts', () => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'note', text: 'canary' });
    const facts = JSON.stringify([...desk.state.threads]);
    expect(facts).not.toContain('canary');
    expect(facts).not.toContain('by name');
  });

  it('DSK-6 organisers read no notes, and have none of their own', () => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'note', text: 'hello' });
    expect(desk.organiser).toMatchObject({ appeals: [], help: [], reports: [] });
    const { thread } = desk;
    expect(desk.ask(ada, { do: 'see', thread })).toEqual({ refused: 'unknown-message' });
    expect(desk.ask(ada, { do: 'note', text: 'hello' })).toEqual({ refused: 'not-here' });
    const posing = { organiser: leaf.person };
    expect(desk.when({ do: 'see', thread }, { actor: moon.person, standing: posing })).toEqual({
      refused: 'not-here',
    });
  });
});

describe('being answered', () => {
  it('DSK-2 the writer sees that an answer is being written, and when that ends', () => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'note', text: 'hello' });
    const { thread } = desk;
    const state = () => desk.viewOf(leaf).threads[0]?.state;
    desk.askAccepted(rowan, { do: 'see', thread, answering: true });
    expect(state()).toBe('answering');
    expect(desk.askAccepted(rowan, { do: 'see', thread, answering: true })).toEqual([]);
    expect(desk.askAccepted(fern, { do: 'see', thread })).toEqual([]);
    expect(state()).toBe('answering');
    desk.askAccepted(rowan, { do: 'see', thread });
    expect(state()).toBe('seen');
  });

  it('DSK-2 an answer that does not come is not announced for ever', () => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'note', text: 'hello' });
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread, answering: true });
    desk.wait(3 * minute - 1);
    expect(desk.viewOf(leaf).threads[0]?.state).toBe('answering');
    desk.wait(1);
    expect(desk.viewOf(leaf).threads[0]?.state).toBe('seen');
  });

  it('DSK-2 words added meanwhile have not been seen; the answer may come all the same', () => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'note', text: 'one' });
    desk.askAccepted(rowan, { do: 'see', thread: desk.thread, answering: true });
    desk.askAccepted(leaf, { do: 'note', text: 'two' });
    expect(desk.viewOf(leaf).threads[0]?.state).toBe('sent');
    desk.askAccepted(fern, { do: 'see', thread: desk.thread });
    expect(desk.viewOf(leaf).threads[0]?.state).toBe('seen');
    desk.askAccepted(rowan, { do: 'answer', thread: desk.thread, text: 'I am here.' });
    expect(desk.viewOf(leaf).threads).toMatchObject([
      { state: 'answered', entries: [{ text: 'one' }, { text: 'two' }, { text: 'I am here.' }] },
    ]);
    expect(desk.askAccepted(fern, { do: 'see', thread: desk.thread, answering: true })).toEqual([]);
  });
});
