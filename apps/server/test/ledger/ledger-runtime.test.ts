import { beforeEach, describe, expect, it } from 'vitest';
import { LedgerRuntime } from '../../src/ledger/ledger-runtime.ts';
import { BrokenChain, CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { emptyHead, type Store, StoreFault } from '../../src/storage/port/store.ts';
import { codec, contextOf, sampleDecider, writeLine } from './sample-ledger.ts';

let now: number;
let store: Store;

beforeEach(() => {
  now = 1_000_000;
  store = createMemoryStore({ now: () => now });
});

const living = (on: Store = store) => new LedgerRuntime('book', sampleDecider, on, codec);

/** The store, except that appends go through `append`. */
const storeWith = (append: Store['append']): Store => ({ ...store, append });

const versionInStore = async () => (await store.heads(['book'])).get('book')?.version;

describe('a living ledger', () => {
  it('LED-12 emits no commit before it is durable', async () => {
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
    const committed: number[] = [];
    ledger.onCommit(({ commit }) => committed.push(commit.version));
    let answered = false;
    const answer = ledger.handle(writeLine(1), contextOf('a')).then((given) => {
      answered = true;
      return given;
    });
    while ((await versionInStore()) !== 1) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect([committed, answered, ledger.version, ledger.words.size]).toEqual([[], false, 0, 0]);
    release();
    expect(await answer).toEqual({ ok: true });
    expect([committed, ledger.version]).toEqual([[1], 1]);
  });

  it('LED-12 emits each commit once and in order, with the state before and after', async () => {
    const ledger = living();
    const steps: unknown[] = [];
    const stop = ledger.onCommit(({ commit, before, after, words }) => {
      steps.push([commit.version, before.lines, after.lines, words.get('line.1')]);
    });
    await Promise.all([
      ledger.handle(writeLine(1), contextOf('a')),
      ledger.handle(writeLine(2), contextOf('b')),
    ]);
    stop();
    await ledger.handle(writeLine(3), contextOf('c'));
    expect(steps).toEqual([
      [1, [], [1], 'line 1'],
      [2, [1], [1, 2], 'line 1'],
    ]);
  });

  it('LED-12 answers a refusal and what is already so without a commit', async () => {
    const ledger = living();
    await ledger.handle(writeLine(1), contextOf('a'));
    expect(await ledger.handle(writeLine(1), contextOf('b'))).toEqual({ refused: 'already-spoke' });
    expect(await ledger.handle(writeLine(2, ''), contextOf('c'))).toEqual({ ok: true });
    expect(await versionInStore()).toBe(1);
  });

  it('LED-13 answers a retry as the first time, also on another node and after a start', async () => {
    const ledger = living();
    await ledger.handle(writeLine(1), contextOf('a'));
    for (const each of [ledger, living()]) {
      expect(await each.handle(writeLine(1), contextOf('a'))).toEqual({ ok: true });
      expect(await each.handle(writeLine(1), contextOf('a', 'elm'))).toEqual({
        refused: 'already-spoke',
      });
      expect(await each.handle(writeLine(1), contextOf(null))).toEqual({
        refused: 'already-spoke',
      });
    }
    expect(await versionInStore()).toBe(1);
  });

  it('LED-13 judges a retry again after 15 minutes', async () => {
    const ledger = living();
    await ledger.handle(writeLine(1), contextOf('a'));
    now += 15 * 60_000 - 1;
    expect(await ledger.handle(writeLine(1), contextOf('a'))).toEqual({ ok: true });
    now += 1;
    for (const each of [ledger, living()]) {
      expect(await each.handle(writeLine(1), contextOf('a'))).toEqual({ refused: 'already-spoke' });
    }
  });

  it('LED-13 judges a refused command again', async () => {
    const ledger = living();
    await ledger.handle(writeLine(1), contextOf('a'));
    expect(await ledger.handle(writeLine(1), contextOf('b'))).toEqual({ refused: 'already-spoke' });
    expect(await ledger.handle(writeLine(2), contextOf('b'))).toEqual({ ok: true });
  });

  it('LED-14 decides again when another node was first', async () => {
    const [here, there] = [living(), living()];
    await Promise.all([here.catchUp(), there.catchUp()]);
    const committed: number[] = [];
    there.onCommit(({ commit }) => committed.push(commit.version));
    await here.handle(writeLine(1), contextOf('a'));
    expect(await there.handle(writeLine(1), contextOf('b', 'elm'))).toEqual({
      refused: 'already-spoke',
    });
    await here.handle(writeLine(2), contextOf('c'));
    expect(await there.handle(writeLine(3), contextOf('d', 'elm'))).toEqual({ ok: true });
    expect(there.state.lines).toEqual([1, 2, 3]);
    expect(committed).toEqual([1, 2, 3]);
  });

  it('LED-14 gives each line to one writer, however many nodes race', async () => {
    const nodes = [living(), living(), living()];
    const answers = await Promise.all(
      nodes.flatMap((node, n) =>
        Array.from({ length: 30 }, (_, line) =>
          node.handle(writeLine(line), contextOf(`${n}.${line}`)),
        ),
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

  it('LED-14 reports that other writers are always first, and goes on', async () => {
    let contested = true;
    const ledger = living(
      storeWith(async (append) =>
        contested ? { conflict: append.previous } : await store.append(append),
      ),
    );
    await expect(ledger.handle(writeLine(1), contextOf('a'))).rejects.toThrow(/changed by others/);
    contested = false;
    expect(await ledger.handle(writeLine(1), contextOf('a'))).toEqual({ ok: true });
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
    const committed: number[] = [];
    ledger.onCommit(({ commit }) => committed.push(commit.version));
    await expect(ledger.handle(writeLine(1), contextOf('a'))).rejects.toThrow('No answer came.');
    expect([committed, ledger.version]).toEqual([[], 0]);
    failing = false;
    expect(await ledger.handle(writeLine(1), contextOf('b', 'elm'))).toEqual({
      refused: 'already-spoke',
    });
    expect(await ledger.handle(writeLine(1), contextOf('a'))).toEqual({ ok: true });
    expect([committed, await versionInStore()]).toEqual([[1], 1]);
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
    await ledger.handle(writeLine(1), contextOf('a'));
    failing = true;
    await expect(ledger.handle(writeLine(2), contextOf('b'))).rejects.toThrow('Away.');
    await living().handle(writeLine(3), contextOf('c', 'elm'));
    await expect(ledger.handle(writeLine(2), contextOf('b'))).rejects.toThrow('Away.');
    await expect(ledger.catchUp()).rejects.toThrow('Away.');
    failing = false;
    expect(await ledger.handle(writeLine(2), contextOf('b'))).toEqual({ ok: true });
    expect(ledger.state.lines).toEqual([1, 3, 2]);
  });

  it('LED-7 forgets erased words', async () => {
    const [here, there] = [living(), living()];
    await here.handle(writeLine(1), contextOf('a'));
    await there.catchUp();
    expect(there.words.get('line.1')).toBe('line 1');
    await here.handle({ do: 'erase', line: 1 }, contextOf('b'));
    await there.catchUp();
    expect([here.words.has('line.1'), there.words.has('line.1')]).toEqual([false, false]);
    expect(here.state.lines).toEqual([1]);
  });

  it('LED-8 forgets words at their time, and a later time brings nothing back', async () => {
    const ledger = living();
    await ledger.handle(writeLine(1), contextOf('a'));
    await ledger.handle({ do: 'keep-until', at: now + 10 }, contextOf('b'));
    now += 9;
    expect(ledger.words.size).toBe(1);
    now += 1;
    expect(ledger.words.size).toBe(0);
    await ledger.handle({ do: 'keep-until', at: now + 10 }, contextOf('c'));
    await ledger.handle(writeLine(2), contextOf('d'));
    for (const each of [ledger, living()]) {
      await each.catchUp();
      expect([...each.words]).toEqual([['line.2', 'line 2']]);
    }
  });

  it('LED-6 finds a broken chain, at loading and while it runs', async () => {
    await living().handle(writeLine(1), contextOf('a'));
    const ledger = living();
    await ledger.catchUp();
    const forged = new CommitCodec(Buffer.alloc(32, 8)).encode(
      'book',
      (await store.read('book', 0)).head,
      {
        at: now,
        command: null,
        nextDeadline: null,
        events: [{ type: 'Written', line: 2, words: {} }],
      },
    );
    await store.append(forged.append);
    await expect(ledger.catchUp()).rejects.toThrow(BrokenChain);
    await expect(living().catchUp()).rejects.toThrow(BrokenChain);
    await expect(ledger.handle(writeLine(3), contextOf('b'))).rejects.toThrow(BrokenChain);
    expect(ledger.state.lines).toEqual([1]);
  });

  it('LED-6 finds that a ledger was put back or exchanged, where one process has it', async () => {
    const alone: Store = { ...store, shared: null };
    const ledger = living(alone);
    await ledger.handle(writeLine(1), contextOf('a'));
    const { log, head, entries, words } = await store.read('book', 0);
    await ledger.handle(writeLine(2), contextOf('b'));
    const nothing = { entries: entries.slice(0, 0), words: words.slice(0, 0), commands: [] };
    const reading = { log, head, ...nothing };
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
});
