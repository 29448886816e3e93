import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LedgerRuntime } from '../../src/ledger/ledger-runtime.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import {
  emptyHead,
  type LedgerEntry,
  type PublishedCommit,
  type Store,
} from '../../src/storage/port/store.ts';
import { codec, contextOf, type SampleEvent, sampleDecider, writeLine } from './sample-ledger.ts';

let now: number;
let store: Store;

beforeEach(() => {
  now = 1_000_000;
  store = createMemoryStore({ now: () => now });
});

const living = (on: Store = store) => new LedgerRuntime('book', sampleDecider, on, codec);

describe('a living ledger among other nodes', () => {
  const following = async (on: Store = store) => {
    const ledger = living(on);
    await store.shared?.follow('book', (news) => ledger.receive(news));
    await ledger.catchUp();
    return ledger;
  };
  const newsOf = async (version: number): Promise<PublishedCommit> => {
    const { log, entries, words, commands } = await store.read('book', version - 1);
    const command = commands.find((each) => each.version === version) ?? null;
    return { log, entry: entries[0] as LedgerEntry, words: words.filter((each) => each), command };
  };

  it('LED-16 applies a received commit without reading the store', async () => {
    const reads: number[] = [];
    const counting: Store = {
      ...store,
      open: (id) => {
        reads.push(0);
        return store.open(id);
      },
      read: (id, after) => {
        reads.push(after);
        return store.read(id, after);
      },
    };
    const [here, there] = [await following(), await following(counting)];
    await here.handle(writeLine(1), contextOf('a'));
    await here.handle(writeLine(2), contextOf('b'));
    await vi.waitFor(() => expect(there.state.lines).toEqual([1, 2]));
    expect([there.words.get('line.2'), there.log, reads]).toEqual(['line 2', here.log, [0]]);
  });

  it('LED-16 reads the commits it missed, and ignores those it has', async () => {
    const [here, deaf] = [living(), living()];
    await here.handle(writeLine(1), contextOf('a'));
    await deaf.catchUp();
    for (const line of [2, 3, 4]) await here.handle(writeLine(line), contextOf(`${line}`));
    const committed: number[] = [];
    deaf.onCommit(({ commit }) => committed.push(commit.version));
    for (const version of [4, 1, 3, 4, 2]) deaf.receive(await newsOf(version));
    await vi.waitFor(() => expect(deaf.state.lines).toEqual([1, 2, 3, 4]));
    expect(committed).toEqual([2, 3, 4]);
  });

  it('LED-16 rejects what breaks the chain, from any sender', async () => {
    const [here, there] = [await following(), await following()];
    await here.handle(writeLine(1), contextOf('a'));
    const { log, entry, words } = await newsOf(1);
    const forger = new CommitCodec(Buffer.alloc(32, 8));
    const forged = forger.encode('book', entry, {
      at: now,
      command: null,
      nextDeadline: null,
      events: [{ type: 'Written', line: 9, words: { 'line.9': 'never said' } }],
    }).append;
    await vi.waitFor(() => expect(there.version).toBe(1));
    const command = null;
    there.receive({ log, entry: forged.entry, words: forged.words, command });
    there.receive({ log: 'another', entry: { ...entry, version: 2 }, words, command });
    await here.handle(writeLine(2), contextOf('b'));
    await vi.waitFor(() => expect(there.version).toBe(2));
    expect([there.state.lines, there.words.get('line.9')]).toEqual([[1, 2], undefined]);
  });

  it('LED-16 says no only after looking at the head', async () => {
    const [here, deaf] = [living(), living()];
    await deaf.handle(writeLine(1), contextOf('a'));
    await deaf.handle({ do: 'erase', line: 1 }, contextOf('b'));
    await here.handle(writeLine(2), contextOf('c'));
    expect(await deaf.handle(writeLine(1), contextOf('d', 'elm'))).toEqual({
      refused: 'already-spoke',
    });
    expect(deaf.state.lines).toEqual([1, 2]);
  });

  it('LED-18 starts again when the store was set back, and gives the log another name', async () => {
    const [here, there] = [await following(), living()];
    await here.handle(writeLine(1), contextOf('a'));
    await there.catchUp();
    const { log } = here;
    await here.handle(writeLine(2), contextOf('b'));
    await here.handle(writeLine(3), contextOf('c'));
    const back = createMemoryStore({ now: () => now });
    const first = codec.encode<SampleEvent>('book', emptyHead, {
      at: now,
      command: null,
      nextDeadline: null,
      events: [{ type: 'Written', line: 1, words: { 'line.1': 'line 1' } }],
    }).append;
    await back.append(first);
    const set = { ...(await back.read('book', 0)), log };
    const renewed = vi.fn(async () => undefined);
    const restarted = vi.fn();
    const behind: Store = {
      ...store,
      renewLog: renewed,
      read: async (_id, after) => ({
        ...set,
        ...(renewed.mock.calls.length > 0 && { log: 'new' }),
        ...(after > 0 && { entries: [], words: [] }),
      }),
    };
    const committed: unknown[] = [];
    const ledger = new LedgerRuntime('book', sampleDecider, storeThat(store, behind), codec);
    await ledger.catchUp();
    expect(ledger.state.lines).toEqual([1, 2, 3]);
    ledger.onRestart(restarted);
    ledger.onCommit(({ commit, before, after }) =>
      committed.push([commit.version, before.lines, after.lines]),
    );
    await ledger.catchUp();
    expect(renewed).toHaveBeenCalledExactlyOnceWith('book', { ...set.head, log });
    expect(restarted).toHaveBeenCalledOnce();
    expect([ledger.log, committed]).toEqual(['new', [[1, [], [1]]]]);
    expect(await ledger.handle(writeLine(1), contextOf('x', 'elm'))).toEqual({
      refused: 'already-spoke',
    });
  });
});

/** The first store for the opening of the ledger, and then the second. */
const storeThat = (first: Store, then: Store): Store => ({ ...then, open: first.open });
