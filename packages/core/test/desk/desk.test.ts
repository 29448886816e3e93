import { describe, expect, it } from 'vitest';
import type { DeskCommand } from '../../src/commands.ts';
import {
  type DeskEvent,
  type DeskState,
  type DeskSystemCommand,
  desk,
  deskOf,
} from '../../src/desk/index.ts';
import { isRefusal, type Refusal } from '../../src/kernel.ts';
import type { Standing } from '../../src/standing.ts';
import type { PersonId, ReceiptId, Role } from '../../src/vocabulary.ts';

const standing = (name: string, role: Role = 'participant'): Standing => ({
  person: name as PersonId,
  name,
  role,
  link: '',
  known: true,
});
const leaf = standing('leaf');
const moon = standing('moon');
const rowan = standing('rowan', 'facilitator');

/** A desk in a test: commands in, events through JSON and back, words beside them. */
function aDesk() {
  let state: DeskState = desk.initial;
  let drawn = 0;
  const words = new Map<string, string>();
  const ask = (
    who: Standing | 'system' | 'stranger',
    command: DeskCommand | DeskSystemCommand,
  ): readonly DeskEvent[] | Refusal => {
    const decision = desk.decide(state, command, {
      now: 1000 + drawn,
      actor: typeof who === 'string' ? (who as PersonId) : who.person,
      standing: typeof who === 'string' ? null : who,
      present: () => 'away',
      writes: false,
      seed: `seed-${drawn++}`,
    });
    if (isRefusal(decision)) return decision;
    for (const event of JSON.parse(JSON.stringify(decision)) as DeskEvent[]) {
      const { words: said = {}, ...fact } = event;
      for (const [slot, text] of Object.entries(said)) words.set(slot, text);
      state = desk.evolve(state, fact);
    }
    return decision;
  };
  const seenBy = (who: Standing) => deskOf(state, words, who);
  const thread = () => {
    const last = state.threads.at(-1);
    if (!last) throw new Error('no thread is open');
    return last.id;
  };
  return { ask, seenBy, thread, words };
}

const receipt: DeskSystemCommand = {
  do: 'file-receipt',
  receipt: 'r_1' as ReceiptId,
  person: leaf.person,
  kind: 'mute',
  reason: 'pace',
  note: 'Let us leave some room for others.',
  until: 5000,
  by: rowan.person,
  at: 900,
};

describe('notes', () => {
  it('VOI-4 a note needs neither voice nor a place in the meeting, nor the device that writes', () => {
    const { ask, seenBy } = aDesk();
    ask(leaf, { do: 'note', text: 'May I speak with you?' });
    expect(seenBy(leaf).threads).toMatchObject([
      { kind: 'note', by: 'leaf', state: 'sent', entries: [{ text: 'May I speak with you?' }] },
    ]);
  });

  it('DSK-2 what is added to a thread that waits stays in it, and has not been seen', () => {
    const { ask, seenBy, thread } = aDesk();
    ask(leaf, { do: 'note', text: 'one' });
    ask(rowan, { do: 'see', thread: thread() });
    expect(seenBy(leaf).threads[0]?.state).toBe('seen');
    ask(leaf, { do: 'note', text: 'two' });
    expect(seenBy(leaf).threads).toMatchObject([
      { state: 'sent', entries: [{ text: 'one' }, { text: 'two' }] },
    ]);
  });

  it('DSK-2 delivery is not seeing, and seeing twice is once', () => {
    const { ask, seenBy, thread } = aDesk();
    ask(leaf, { do: 'note', text: 'hello' });
    seenBy(rowan);
    expect(seenBy(leaf).threads[0]?.state).toBe('sent');
    expect(ask(rowan, { do: 'see', thread: thread() })).toHaveLength(1);
    expect(ask(rowan, { do: 'see', thread: thread() })).toEqual([]);
  });

  it('DSK-2 looking at a note of one’s own is not being seen', () => {
    const { ask, seenBy, thread } = aDesk();
    ask(rowan, { do: 'note', text: 'to my co-facilitator' });
    expect(ask(rowan, { do: 'see', thread: thread() })).toEqual([]);
    expect(seenBy(rowan).threads[0]?.state).toBe('sent');
  });

  it('DSK-2 an answer closes the thread; the next note opens another', () => {
    const { ask, seenBy, thread } = aDesk();
    ask(leaf, { do: 'note', text: 'hello' });
    ask(rowan, { do: 'answer', thread: thread(), text: 'I am here.' });
    ask(leaf, { do: 'note', text: 'thank you' });
    expect(seenBy(leaf).threads).toMatchObject([
      { state: 'answered', entries: [{ by: 'leaf' }, { by: 'rowan', text: 'I am here.' }] },
      { state: 'sent', entries: [{ text: 'thank you' }] },
    ]);
  });

  it('DSK-6 nobody but the writer and the facilitators sees a thread', () => {
    const { ask, seenBy } = aDesk();
    ask(leaf, { do: 'note', text: 'hello' });
    expect(seenBy(moon)).toEqual({ receipts: [], threads: [] });
    expect(seenBy(leaf)).not.toHaveProperty('desk');
    expect(seenBy(rowan).threads).toEqual([]);
    expect(seenBy(rowan).desk?.threads).toEqual(seenBy(leaf).threads);
  });

  it('ACC-1 only facilitators see and answer, and that comes before any other refusal', () => {
    const { ask, thread } = aDesk();
    ask(leaf, { do: 'note', text: 'hello' });
    for (const who of [leaf, moon]) {
      expect(ask(who, { do: 'see', thread: thread() })).toEqual({ refused: 'not-facilitator' });
      const answering = { do: 'answer', thread: 'none' as never, text: '' } as const;
      expect(ask(who, answering)).toEqual({ refused: 'not-facilitator' });
    }
  });

  it('FLR-3 empty, too long and unknown are refused, and nothing of them is kept', () => {
    const { ask, thread, words } = aDesk();
    expect(ask(leaf, { do: 'note', text: ' \n ' })).toEqual({ refused: 'empty' });
    expect(ask(leaf, { do: 'note', text: 'x'.repeat(4001) })).toEqual({ refused: 'too-long' });
    expect(words.size).toBe(0);
    ask(leaf, { do: 'note', text: 'x'.repeat(4000) });
    expect(ask(rowan, { do: 'answer', thread: thread(), text: '' })).toEqual({ refused: 'empty' });
    const elsewhere = { do: 'see', thread: 't_0' as never } as const;
    expect(ask(rowan, elsewhere)).toEqual({ refused: 'unknown-message' });
  });

  it('ACC-2 whoever does not belong to the circle has no desk', () => {
    const { ask } = aDesk();
    expect(ask('stranger', { do: 'note', text: 'hello' })).toEqual({ refused: 'not-here' });
  });

  it('PRV-1 erased words leave the thread as it was, without them', () => {
    const { ask, seenBy, words } = aDesk();
    ask(leaf, { do: 'note', text: 'hello' });
    words.clear();
    expect(seenBy(leaf).threads).toMatchObject([{ state: 'sent', entries: [{ text: '' }] }]);
  });
});

describe('receipts', () => {
  it('VOI-3 the person reads what, why and until when; who acted is not shown', () => {
    const { ask, seenBy } = aDesk();
    ask('system', receipt);
    expect(seenBy(leaf).receipts).toEqual([
      { id: 'r_1', kind: 'mute', at: 900, reason: 'pace', note: receipt.note, until: 5000 },
    ]);
  });

  it('VOI-8 the record names who acted, and the kind sentence is kept apart from the facts', () => {
    const { ask } = aDesk();
    const [event] = ask('system', receipt) as DeskEvent[];
    const { words, ...fact } = event as Extract<DeskEvent, { type: 'ReceiptFiled' }>;
    expect(fact).toMatchObject({ type: 'ReceiptFiled', by: 'rowan', person: 'leaf' });
    expect(JSON.stringify(fact)).not.toContain(receipt.note);
    expect(Object.values(words ?? {})).toEqual([receipt.note]);
  });

  it('VOI-8 filing the same receipt again changes nothing', () => {
    const { ask, seenBy } = aDesk();
    ask('system', receipt);
    expect(ask('system', { ...receipt, note: 'something else' })).toEqual([]);
    expect(seenBy(leaf).receipts).toHaveLength(1);
  });

  it('VOI-3 the circle is told nothing: a receipt is for its person alone', () => {
    const { ask, seenBy } = aDesk();
    ask('system', receipt);
    expect(seenBy(moon).receipts).toEqual([]);
    expect(seenBy(rowan).receipts).toEqual([]);
  });

  it('ACC-1 nobody files a receipt by hand', () => {
    const { ask } = aDesk();
    expect(ask(rowan, receipt)).toEqual({ refused: 'not-here' });
  });
});
