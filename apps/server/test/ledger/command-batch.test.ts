/** Commands that wait while the store writes: decided one after another, written together. */
import type { PersonId, Refusal } from '@holdspace/core';
import { createDecider, refuse } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { LedgerRuntime } from '../../src/ledger/ledger-runtime.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { type AppendRequest, type Store, StoreFault } from '../../src/storage/port/store.ts';

/** Numbers. Each number can be written once. */
interface BatchState {
  readonly lines: readonly number[];
}
type BatchEvent = { readonly type: 'Written'; readonly line: number };

const book = createDecider<BatchState, number, BatchEvent, null>({
  initial: { lines: [] },
  decide: ({ lines }, line): BatchEvent[] | Refusal => {
    if (line < 0) throw new RangeError('There is no such line.');
    return lines.includes(line) ? refuse('already-spoke') : [{ type: 'Written', line }];
  },
  evolve: ({ lines }, { line }) => {
    evolved++;
    return { lines: [...lines, line] };
  },
  deadlines: () => [],
  nextDeadline: () => null,
  restingDeadline: () => null,
});

/** How often a fact was evolved, by decisions and by replicas. */
let evolved = 0;

const codec = new CommitCodec(Buffer.alloc(32, 7));
const asking = (id: string | null = null) => ({
  ...{ id, actor: 'ash' as PersonId, writes: true },
  present: () => 'here' as const,
  standing: () => null,
});

/** A ledger with one line, on a store whose appends can be held back or failed. */
async function aLedger(shared = true) {
  const real = createMemoryStore();
  const appends: AppendRequest[] = [];
  let gate: Promise<void> | null = null;
  let fails: ((append: AppendRequest) => boolean) | null = null;
  const store: Store = {
    ...real,
    shared: shared ? real.shared : null,
    async append(append) {
      appends.push(append);
      if (fails?.(append)) throw new StoreFault('It did not answer.');
      const appended = await real.append(append);
      await gate;
      return appended;
    },
  };
  const living = (on: Store) => new LedgerRuntime('book', book, on, codec);
  const ledger = living(store);
  await ledger.handle(0, asking());
  appends.length = 0;
  return {
    ...{ ledger, appends, other: living(real) },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => {
        gate = null;
        resolve();
      };
    },
    fail: (which: (append: AppendRequest) => boolean) => {
      fails = which;
    },
  };
}

const ok = { ok: true };

describe('commands that wait for the store', () => {
  it('LED-12 are evolved once, and once more by each node that did not decide them', async () => {
    const { ledger, hold, other, appends } = await aLedger();
    evolved = 0;
    const release = hold();
    const first = ledger.handle(1, asking());
    await expect.poll(() => appends.length).toBe(1);
    const rest = [2, 3, 4].map((line) => ledger.handle(line, asking()));
    release();
    await Promise.all([first, ...rest]);
    expect(ledger.state.lines).toEqual([0, 1, 2, 3, 4]);
    expect(evolved).toBe(4);
    await other.catchUp();
    expect(evolved).toBe(4 + 5);
  });

  it('LED-12 are decided one after another and written together', async () => {
    const { ledger, appends, hold } = await aLedger();
    const release = hold();
    const first = ledger.handle(1, asking());
    await expect.poll(() => appends.length).toBe(1);
    const rest = [2, 3, 2, 4].map((line) => ledger.handle(line, asking()));
    expect(appends).toHaveLength(1);
    expect(ledger.state.lines).toEqual([0]);
    release();
    expect(await Promise.all([first, ...rest])).toEqual([
      ...[ok, ok, ok, { refused: 'already-spoke' }, ok],
    ]);
    expect(appends.map(({ entry }) => entry.version)).toEqual([2, 3, 4, 5]);
    expect(ledger.state.lines).toEqual([0, 1, 2, 3, 4]);
  });

  it('LED-13 have one effect under one id, also when they wait side by side', async () => {
    const { ledger, appends } = await aLedger();
    const answers = [1, 1, 2].map((line) => ledger.handle(line, asking('the-same-id')));
    expect(await Promise.all(answers)).toEqual([ok, ok, ok]);
    expect(appends).toHaveLength(1);
    expect(ledger.state.lines).toEqual([0, 1]);
  });

  it('LED-14 are decided again from the first on that another node was before', async () => {
    const { ledger, other } = await aLedger();
    await other.handle(2, asking());
    const answers = [1, 2, 3].map((line) => ledger.handle(line, asking()));
    expect(await Promise.all(answers)).toEqual([ok, { refused: 'already-spoke' }, ok]);
    expect(ledger.state.lines).toEqual([0, 2, 1, 3]);
  });

  it('LED-14 do not fail because the outcome of one of them is unknown', async () => {
    const { ledger, fail } = await aLedger();
    let failed = false;
    fail(({ entry }) => {
      const fails = !failed && entry.version === 3;
      failed ||= fails;
      return fails;
    });
    const answers = await Promise.allSettled(
      [1, 2, 3].map((line) => ledger.handle(line, asking())),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ledger.state.lines).toEqual([0, 1, 3]);
  });

  it.each([true, false])(
    'LED-14 are not failed by a fault of ours in one of them (shared: %s)',
    async (shared) => {
      const { ledger } = await aLedger(shared);
      const answers = await Promise.allSettled(
        [1, -1, 1, 2].map((line) => ledger.handle(line, asking())),
      );
      expect(answers.map(({ status }) => status)).toEqual([
        ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
      ]);
      expect(ledger.state.lines).toEqual([0, 1, 2]);
    },
  );

  it('LED-12 begin an empty ledger one by one, for its log has no name yet', async () => {
    const ledger = new LedgerRuntime('book', book, createMemoryStore(), codec);
    const answers = [1, 2, 3].map((line) => ledger.handle(line, asking()));
    expect(await Promise.all(answers)).toEqual([ok, ok, ok]);
    expect(ledger.version).toBe(3);
  });
});
