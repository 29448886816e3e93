import type { Decider, PersonId, Refusal } from '@holdspace/core';
import { refuse } from '@holdspace/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Asking, LiveLedger } from '../../src/live/ledger.ts';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { type Entry, emptyHead, type News, type Store, StoreFault } from '../../src/stores/port.ts';
import { BrokenChain, Sealer } from '../../src/stores/seal.ts';

/** A book with one line for each number: who comes second to a number is refused. */
interface Book {
  readonly lines: readonly number[];
}
type Command =
  | { readonly do: 'write'; readonly line: number; readonly text: string }
  | { readonly do: 'erase'; readonly line: number }
  | { readonly do: 'keep-until'; readonly at: number };
type Event =
  | { readonly type: 'Written'; readonly line: number; readonly words: Record<string, string> }
  | { readonly type: 'Erased'; readonly erases: readonly string[] }
  | { readonly type: 'Kept'; readonly wordsUntil: number };

const book: Decider<Book, Command, Event, null> = {
  initial: { lines: [] },
  decide: (state, command): Event[] | Refusal => {
    if (command.do === 'keep-until') return [{ type: 'Kept', wordsUntil: command.at }];
    const { line } = command;
    if (command.do === 'erase') return [{ type: 'Erased', erases: [`line.${line}`] }];
    if (command.text === '') return [];
    if (state.lines.includes(line)) return refuse('already-spoke');
    return [{ type: 'Written', line, words: { [`line.${line}`]: command.text } }];
  },
  evolve: (state, fact) =>
    fact.type === 'Written' ? { lines: [...state.lines, fact.line] } : state,
  deadlines: () => [],
};

const write = (line: number, text = `line ${line}`): Command => ({ do: 'write', line, text });
const asking = (id: string | null, actor = 'ash'): Asking<null> => ({
  actor: actor as PersonId,
  present: () => 'here',
  writes: true,
  standing: () => null,
  id,
});

const sealer = new Sealer(Buffer.alloc(32, 7));
let now: number;
let store: Store;

beforeEach(() => {
  now = 1_000_000;
  store = createMemoryStore({ now: () => now });
});

const living = (on: Store = store) => new LiveLedger('book', book, on, sealer);

/** The store, except that appends go through `append`. */
const storeWith = (append: Store['append']): Store => ({ ...store, append });

const versionInStore = async () => (await store.heads(['book'])).get('book')?.version;

describe('a living ledger', () => {
  it('LED-12 tells nothing before it is durable', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ledger = living(
      storeWith(async (append) => {
        const appended = await store.append(append);
        await held;
        return appended;
      }),
    );
    const told: number[] = [];
    ledger.onCommit(({ commit }) => told.push(commit.version));
    let answered = false;
    const answer = ledger.handle(write(1), asking('a')).then((given) => {
      answered = true;
      return given;
    });
    while ((await versionInStore()) !== 1) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect([told, answered, ledger.version, ledger.words.size]).toEqual([[], false, 0, 0]);
    release();
    expect(await answer).toEqual({ ok: true });
    expect([told, ledger.version]).toEqual([[1], 1]);
  });

  it('LED-12 tells each commit once and in order, with the state before and after', async () => {
    const ledger = living();
    const steps: unknown[] = [];
    const stop = ledger.onCommit(({ commit, before, after, words }) => {
      steps.push([commit.version, before.lines, after.lines, words.get('line.1')]);
    });
    await Promise.all([ledger.handle(write(1), asking('a')), ledger.handle(write(2), asking('b'))]);
    stop();
    await ledger.handle(write(3), asking('c'));
    expect(steps).toEqual([
      [1, [], [1], 'line 1'],
      [2, [1], [1, 2], 'line 1'],
    ]);
  });

  it('LED-12 answers a refusal and what is already so without a commit', async () => {
    const ledger = living();
    await ledger.handle(write(1), asking('a'));
    expect(await ledger.handle(write(1), asking('b'))).toEqual({ refused: 'already-spoke' });
    expect(await ledger.handle(write(2, ''), asking('c'))).toEqual({ ok: true });
    expect(await versionInStore()).toBe(1);
  });

  it('LED-13 answers a retry as the first time, also on another node and after a start', async () => {
    const ledger = living();
    await ledger.handle(write(1), asking('a'));
    for (const each of [ledger, living()]) {
      expect(await each.handle(write(1), asking('a'))).toEqual({ ok: true });
      expect(await each.handle(write(1), asking('a', 'elm'))).toEqual({ refused: 'already-spoke' });
      expect(await each.handle(write(1), asking(null))).toEqual({ refused: 'already-spoke' });
    }
    expect(await versionInStore()).toBe(1);
  });

  it('LED-13 judges a retry anew after 15 minutes', async () => {
    const ledger = living();
    await ledger.handle(write(1), asking('a'));
    now += 15 * 60_000 - 1;
    expect(await ledger.handle(write(1), asking('a'))).toEqual({ ok: true });
    now += 1;
    for (const each of [ledger, living()]) {
      expect(await each.handle(write(1), asking('a'))).toEqual({ refused: 'already-spoke' });
    }
  });

  it('LED-13 judges a refused command anew', async () => {
    const ledger = living();
    await ledger.handle(write(1), asking('a'));
    expect(await ledger.handle(write(1), asking('b'))).toEqual({ refused: 'already-spoke' });
    expect(await ledger.handle(write(2), asking('b'))).toEqual({ ok: true });
  });

  it('LED-14 decides again when another node was first', async () => {
    const [here, there] = [living(), living()];
    await Promise.all([here.catchUp(), there.catchUp()]);
    const told: number[] = [];
    there.onCommit(({ commit }) => told.push(commit.version));
    await here.handle(write(1), asking('a'));
    expect(await there.handle(write(1), asking('b', 'elm'))).toEqual({ refused: 'already-spoke' });
    await here.handle(write(2), asking('c'));
    expect(await there.handle(write(3), asking('d', 'elm'))).toEqual({ ok: true });
    expect(there.state.lines).toEqual([1, 2, 3]);
    expect(told).toEqual([1, 2, 3]);
  });

  it('LED-14 gives each line to one writer, however many nodes race', async () => {
    const nodes = [living(), living(), living()];
    const answers = await Promise.all(
      nodes.flatMap((node, n) =>
        Array.from({ length: 30 }, (_, line) => node.handle(write(line), asking(`${n}.${line}`))),
      ),
    );
    expect(answers.filter((answer) => 'ok' in answer).length).toBe(30);
    await Promise.all(nodes.map((node) => node.catchUp()));
    for (const node of nodes) {
      expect(node.state).toEqual(nodes[0]?.state);
      expect(node.version).toBe(30);
      expect(node.log).toBe((await store.read('book', 0)).log);
    }
  });

  it('LED-14 says so when others are always first, and lives on', async () => {
    let contested = true;
    const ledger = living(
      storeWith(async (append) =>
        contested ? { conflict: append.previous } : await store.append(append),
      ),
    );
    await expect(ledger.handle(write(1), asking('a'))).rejects.toThrow(/changed by others/);
    contested = false;
    expect(await ledger.handle(write(1), asking('a'))).toEqual({ ok: true });
  });

  it('LED-14 finds out first, when it is unknown whether an append was written', async () => {
    let failing = true;
    const ledger = living(
      storeWith(async (append) => {
        const appended = await store.append(append);
        if (failing) throw new StoreFault('No answer came.');
        return appended;
      }),
    );
    const told: number[] = [];
    ledger.onCommit(({ commit }) => told.push(commit.version));
    await expect(ledger.handle(write(1), asking('a'))).rejects.toThrow('No answer came.');
    expect([told, ledger.version]).toEqual([[], 0]);
    failing = false;
    expect(await ledger.handle(write(1), asking('b', 'elm'))).toEqual({ refused: 'already-spoke' });
    expect(await ledger.handle(write(1), asking('a'))).toEqual({ ok: true });
    expect([told, await versionInStore()]).toEqual([[1], 1]);
  });

  it('LED-14 stays usable when the store fails before or after a conflict', async () => {
    let failing = false;
    const flaky: Store = {
      ...store,
      append: (append) =>
        failing ? Promise.reject(new StoreFault('Away.')) : store.append(append),
      read: (id, after) =>
        failing ? Promise.reject(new StoreFault('Away.')) : store.read(id, after),
    };
    const ledger = living(flaky);
    await ledger.handle(write(1), asking('a'));
    failing = true;
    await expect(ledger.handle(write(2), asking('b'))).rejects.toThrow('Away.');
    await living().handle(write(3), asking('c', 'elm'));
    await expect(ledger.handle(write(2), asking('b'))).rejects.toThrow('Away.');
    await expect(ledger.catchUp()).rejects.toThrow('Away.');
    failing = false;
    expect(await ledger.handle(write(2), asking('b'))).toEqual({ ok: true });
    expect(ledger.state.lines).toEqual([1, 3, 2]);
  });

  it('LED-7 forgets erased words', async () => {
    const [here, there] = [living(), living()];
    await here.handle(write(1), asking('a'));
    await there.catchUp();
    expect(there.words.get('line.1')).toBe('line 1');
    await here.handle({ do: 'erase', line: 1 }, asking('b'));
    await there.catchUp();
    expect([here.words.has('line.1'), there.words.has('line.1')]).toEqual([false, false]);
    expect(here.state.lines).toEqual([1]);
  });

  it('LED-8 forgets words at their time, and a later time brings nothing back', async () => {
    const ledger = living();
    await ledger.handle(write(1), asking('a'));
    await ledger.handle({ do: 'keep-until', at: now + 10 }, asking('b'));
    now += 9;
    expect(ledger.words.size).toBe(1);
    now += 1;
    expect(ledger.words.size).toBe(0);
    await ledger.handle({ do: 'keep-until', at: now + 10 }, asking('c'));
    await ledger.handle(write(2), asking('d'));
    for (const each of [ledger, living()]) {
      await each.catchUp();
      expect([...each.words]).toEqual([['line.2', 'line 2']]);
    }
  });

  it('LED-6 finds a broken chain, at the beginning and while it lives', async () => {
    await living().handle(write(1), asking('a'));
    const ledger = living();
    await ledger.catchUp();
    const forged = new Sealer(Buffer.alloc(32, 8)).seal(
      'book',
      (await store.read('book', 0)).head,
      {
        at: now,
        command: null,
        events: [{ type: 'Written', line: 2, words: {} }],
      },
    );
    await store.append(forged.append);
    await expect(ledger.catchUp()).rejects.toThrow(BrokenChain);
    await expect(living().catchUp()).rejects.toThrow(BrokenChain);
    await expect(ledger.handle(write(3), asking('b'))).rejects.toThrow(BrokenChain);
    expect(ledger.state.lines).toEqual([1]);
  });

  it('LED-6 finds that a ledger was put back or exchanged, where one process has it', async () => {
    const alone: Store = { ...store, shared: null };
    const ledger = living(alone);
    await ledger.handle(write(1), asking('a'));
    const { log, head, entries, words } = await store.read('book', 0);
    await ledger.handle(write(2), asking('b'));
    const reading = { log, head, entries: entries.slice(0, 0), words: words.slice(0, 0) };
    const catchUpWith = (change: Partial<typeof reading>) => {
      alone.read = async () => ({ ...reading, ...change });
      return ledger.catchUp();
    };
    await expect(catchUpWith({})).rejects.toThrow(BrokenChain);
    await expect(catchUpWith({ head: emptyHead })).rejects.toThrow(BrokenChain);
    await expect(catchUpWith({ log: 'another' })).rejects.toThrow(
      'another log stands in its place',
    );
  });

  describe('among other nodes', () => {
    const following = async (on: Store = store) => {
      const ledger = living(on);
      await store.shared?.follow('book', (news) => ledger.hear(news));
      await ledger.catchUp();
      return ledger;
    };
    const newsOf = async (version: number): Promise<News> => {
      const { log, entries, words } = await store.read('book', version - 1);
      return { log, entry: entries[0] as Entry, words: words.filter((each) => each) };
    };

    it('LED-16 takes what it hears without asking the store', async () => {
      const reads: number[] = [];
      const counting: Store = {
        ...store,
        read: (id, after) => {
          reads.push(after);
          return store.read(id, after);
        },
      };
      const [here, there] = [await following(), await following(counting)];
      await here.handle(write(1), asking('a'));
      await here.handle(write(2), asking('b'));
      await vi.waitFor(() => expect(there.state.lines).toEqual([1, 2]));
      expect([there.words.get('line.2'), there.log, reads]).toEqual(['line 2', here.log, [0]]);
    });

    it('LED-16 reads what it did not hear, and passes over what it has', async () => {
      const [here, deaf] = [living(), living()];
      await here.handle(write(1), asking('a'));
      await deaf.catchUp();
      for (const line of [2, 3, 4]) await here.handle(write(line), asking(`${line}`));
      const told: number[] = [];
      deaf.onCommit(({ commit }) => told.push(commit.version));
      for (const version of [4, 1, 3, 4, 2]) deaf.hear(await newsOf(version));
      await vi.waitFor(() => expect(deaf.state.lines).toEqual([1, 2, 3, 4]));
      expect(told).toEqual([2, 3, 4]);
    });

    it('LED-16 believes nothing that breaks the chain, whoever says it', async () => {
      const [here, there] = [await following(), await following()];
      await here.handle(write(1), asking('a'));
      const { log, entry, words } = await newsOf(1);
      const forger = new Sealer(Buffer.alloc(32, 8));
      const forged = forger.seal('book', entry, {
        at: now,
        command: null,
        events: [{ type: 'Written', line: 9, words: { 'line.9': 'never said' } }],
      }).append;
      await vi.waitFor(() => expect(there.version).toBe(1));
      there.hear({ log, entry: forged.entry, words: forged.words });
      there.hear({ log: 'another', entry: { ...entry, version: 2 }, words });
      await here.handle(write(2), asking('b'));
      await vi.waitFor(() => expect(there.version).toBe(2));
      expect([there.state.lines, there.words.get('line.9')]).toEqual([[1, 2], undefined]);
    });

    it('LED-16 says no only after looking at the head', async () => {
      const [here, deaf] = [living(), living()];
      await deaf.handle(write(1), asking('a'));
      await deaf.handle({ do: 'erase', line: 1 }, asking('b'));
      await here.handle(write(2), asking('c'));
      expect(await deaf.handle(write(1), asking('d', 'elm'))).toEqual({ refused: 'already-spoke' });
      expect(deaf.state.lines).toEqual([1, 2]);
    });

    it('LED-18 begins anew when the store was set back, and gives the log another name', async () => {
      const [here, there] = [await following(), living()];
      await here.handle(write(1), asking('a'));
      await there.catchUp();
      const { log } = here;
      await here.handle(write(2), asking('b'));
      await here.handle(write(3), asking('c'));
      const back = createMemoryStore({ now: () => now });
      const first = sealer.seal<Event>('book', emptyHead, {
        at: now,
        command: null,
        events: [{ type: 'Written', line: 1, words: { 'line.1': 'line 1' } }],
      }).append;
      await back.append(first);
      const set = { ...(await back.read('book', 0)), log };
      const renewed = vi.fn(async () => undefined);
      const restarted = vi.fn();
      const behind: Store = {
        ...store,
        renew: renewed,
        read: async (_id, after) => ({
          ...set,
          ...(renewed.mock.calls.length > 0 && { log: 'new' }),
          ...(after > 0 && { entries: [], words: [] }),
        }),
      };
      const told: unknown[] = [];
      const ledger = new LiveLedger('book', book, storeThat(store, behind), sealer);
      await ledger.catchUp();
      expect(ledger.state.lines).toEqual([1, 2, 3]);
      ledger.onRestart(restarted);
      ledger.onCommit(({ commit, before, after }) =>
        told.push([commit.version, before.lines, after.lines]),
      );
      await ledger.catchUp();
      expect(renewed).toHaveBeenCalledExactlyOnceWith('book', { ...set.head, log });
      expect(restarted).toHaveBeenCalledOnce();
      expect([ledger.log, told]).toEqual(['new', [[1, [], [1]]]]);
      expect(await ledger.handle(write(1), asking('x', 'elm'))).toEqual({
        refused: 'already-spoke',
      });
    });
  });
});

/** The first store for one reading, and then the second. */
function storeThat(first: Store, then: Store): Store {
  let read = first.read;
  return {
    ...then,
    read: (id, after) => {
      const reading = read(id, after);
      read = then.read;
      return reading;
    },
  };
}
