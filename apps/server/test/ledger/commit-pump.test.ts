/** The commits of all ledgers of a process go to the store in groups. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CommitPump } from '../../src/ledger/commit-pump.ts';
import { gatheringTime } from '../../src/ledger/gathering-delay.ts';
import { LedgerRuntime } from '../../src/ledger/ledger-runtime.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import {
  type AppendOutcome,
  type AppendRequest,
  type Store,
  StoreFault,
} from '../../src/storage/port/store.ts';
import { codec, contextOf, sampleDecider, writeLine } from './sample-ledger.ts';

/** A store whose groups are recorded, held back and changed on their way. */
function aStore(shared: boolean) {
  const real = createMemoryStore();
  const groups: (readonly AppendRequest[])[] = [];
  let gate: Promise<void> | null = null;
  let answer = (outcomes: readonly AppendOutcome[]): readonly AppendOutcome[] => outcomes;
  const store: Store = {
    ...real,
    shared: shared ? real.shared : null,
    async appendAll(group) {
      groups.push(group);
      const outcomes: AppendOutcome[] = [];
      for (const each of group) outcomes.push(await real.append(each));
      await gate;
      return answer(outcomes);
    },
  };
  return {
    ...{ store, groups },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => {
        gate = null;
        resolve();
      };
    },
    answerWith: (change: typeof answer) => {
      answer = change;
    },
  };
}

async function threeLedgers(store: Store) {
  const pump = new CommitPump(store);
  const ledgers = ['a', 'b', 'c'].map(
    (id) => new LedgerRuntime(id, sampleDecider, store, codec, null, pump),
  );
  for (const each of ledgers) await each.handle(writeLine(0), contextOf(null));
  return ledgers;
}

const ok = { ok: true };
const ledgersOf = (groups: readonly (readonly AppendRequest[])[]) =>
  groups.map((group) => group.map(({ ledger, entry }) => `${ledger}${entry.version}`));

describe('the commit pump', () => {
  it('LED-12 hands what waits in all ledgers over as one group', async () => {
    const { store, groups } = aStore(false);
    const ledgers = await threeLedgers(store);
    groups.length = 0;
    const answers = ledgers.flatMap((each) =>
      [1, 2].map((line) => each.handle(writeLine(line), contextOf(null))),
    );
    expect(await Promise.all(answers)).toEqual(Array(6).fill(ok));
    expect(ledgersOf(groups)).toEqual([['a2', 'a3', 'b2', 'b3', 'c2', 'c3']]);
  });

  it('LED-12 decides nothing while a group is on its way, and then all at once', async () => {
    const { store, groups, hold } = aStore(false);
    const [a, b, c] = await threeLedgers(store);
    groups.length = 0;
    const release = hold();
    const first = a?.handle(writeLine(1), contextOf(null));
    await expect.poll(() => groups.length).toBe(1);
    const rest = [a, b, c].flatMap((each) =>
      [2, 3].map((line) => each?.handle(writeLine(line), contextOf(null))),
    );
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    expect(groups).toHaveLength(1);
    release();
    expect(await Promise.all([first, ...rest])).toEqual(Array(7).fill(ok));
    expect(ledgersOf(groups)).toEqual([['a2'], ['b2', 'b3', 'c2', 'c3', 'a3', 'a4']]);
  });

  it('LED-12 gathers what comes within a moment while groups follow one another, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { store, groups } = aStore(false);
    const [a, b, c] = await threeLedgers(store);
    const turns = async () => {
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    };
    const write = async (ledger: typeof a, line: number) => {
      const written = ledger?.handle(writeLine(line), contextOf(null));
      await turns();
      return written;
    };
    // Calm: each is handed over at once, though no time passes.
    for (let line = 1; line <= 5; line++) expect(await write(a, line)).toEqual(ok);
    groups.length = 0;
    const answers = [a, b, a].map((ledger, i) =>
      ledger?.handle(writeLine(10 + i), contextOf(null)),
    );
    await turns();
    vi.advanceTimersByTime(gatheringTime - 1);
    answers.push(c?.handle(writeLine(10), contextOf(null)));
    await turns();
    expect(groups).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(await Promise.all(answers)).toEqual(Array(4).fill(ok));
    expect(ledgersOf(groups)).toEqual([['a7', 'a8', 'b2', 'c2']]);
    vi.advanceTimersByTime(1000);
    expect(await write(b, 20)).toEqual(ok);
    expect(groups).toHaveLength(2);
  });

  it('LED-12 answers a refusal without waiting for the commits of others', async () => {
    const { store, groups, hold } = aStore(false);
    const [a, b] = await threeLedgers(store);
    const release = hold();
    groups.length = 0;
    const written = a?.handle(writeLine(1), contextOf(null));
    expect(await b?.handle(writeLine(0), contextOf(null))).toEqual({ refused: 'already-spoke' });
    expect(groups).toHaveLength(1);
    release();
    expect(await written).toEqual(ok);
  });

  it('LED-12 does not let a slow ledger of a shared store hold the others', async () => {
    const { store, groups, hold } = aStore(true);
    const [a, b] = await threeLedgers(store);
    groups.length = 0;
    const release = hold();
    const slow = a?.handle(writeLine(1), contextOf(null));
    await expect.poll(() => groups.length).toBe(1);
    const held = hold();
    held();
    expect(await b?.handle(writeLine(1), contextOf(null))).toEqual(ok);
    expect(ledgersOf(groups)).toEqual([['a2'], ['b2']]);
    release();
    expect(await slow).toEqual(ok);
  });

  it('LED-14 fails the commands of one ledger alone when only its append failed', async () => {
    const { store, answerWith } = aStore(false);
    const ledgers = await threeLedgers(store);
    answerWith((outcomes) => [{ fault: new StoreFault('Away.') }, ...outcomes.slice(1)]);
    const answers = ledgers.map((each) => each.handle(writeLine(1), contextOf('x')));
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual([
      ...['rejected', 'fulfilled', 'fulfilled'],
    ]);
    answerWith((outcomes) => outcomes);
    // The append was written: the retry has no second effect (LED-13).
    expect(await ledgers[0]?.handle(writeLine(1), contextOf('x'))).toEqual(ok);
    expect(ledgers.map(({ version }) => version)).toEqual([2, 2, 2]);
  });

  it('LED-5 rejects every command of a group that the store could not write, and goes on', async () => {
    const { store, answerWith } = aStore(false);
    const ledgers = await threeLedgers(store);
    answerWith(() => {
      throw new StoreFault('Away.');
    });
    const answers = ledgers.map((each) => each.handle(writeLine(1), contextOf(null)));
    for (const each of answers) await expect(each).rejects.toThrow('Away.');
    answerWith((outcomes) => outcomes);
    const again = ledgers.map((each) => each.handle(writeLine(2), contextOf(null)));
    expect(await Promise.all(again)).toEqual([ok, ok, ok]);
    for (const each of ledgers) expect(each.state.lines).toEqual([0, 1, 2]);
  });

  it('LED-13 looks for a processed command behind all commands before it', async () => {
    const { store } = aStore(false);
    const [a] = await threeLedgers(store);
    const written = a?.handle(writeLine(1), contextOf('x'));
    expect(await a?.hasProcessed('ash', 'x')).toBe(true);
    expect(await written).toEqual(ok);
  });
});
