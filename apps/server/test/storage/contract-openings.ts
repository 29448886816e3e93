/**
 * What every store promises of snapshots and deadlines; the ids are those of docs/ledger.md. Run on
 * each store by contract.test.ts.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { LedgerSnapshot, LogHead, SaltedWords, Store } from '../../src/storage/port/store.ts';
import { emptyHead, StoreFault } from '../../src/storage/port/store.ts';
import type { StoreUnderTest } from './contract.ts';
import { processedCommand, type StoredSample, sampleAppend, testCodec } from './sample-commits.ts';
import { appendSamples, closeAfterTest } from './store-helpers.ts';

const ledger = 'meeting:one';
/** An opening has words in no order of its own. */
const bySlot = (words: readonly SaltedWords[]) =>
  [...words].sort((a, b) => (a.slot < b.slot ? -1 : 1));
const noEnd: LogHead = { ...emptyHead, log: '' };

export function describeOpeningContract(under: StoreUnderTest): void {
  describe(`the ${under.name} store, opening`, () => {
    let now: number;
    let store: Store;
    let rival: Store;

    beforeEach(async () => {
      now = 5000;
      ({ store, rival } = await under.open(() => now));
      closeAfterTest(rival, store);
    });

    const endOf = async (name: string) => (await store.heads([name])).get(name) ?? noEnd;
    const saveSnapshot = async (
      body: string,
      slots: readonly string[] = [],
    ): Promise<LedgerSnapshot> => {
      const snapshot = { ...(await endOf(ledger)), body };
      await store.saveSnapshot(ledger, snapshot, slots);
      return snapshot;
    };
    const append = async (name: string, nextDeadline: number | null) => {
      const { log, ...previous } = await endOf(name);
      const events: StoredSample[] = [{ type: 'Said', what: `until ${nextDeadline}` }];
      const decision = { at: now, command: null, events, nextDeadline };
      const answer = await store.append(
        testCodec.encode(name, { ...previous, log }, decision).append,
      );
      expect(answer).toMatchObject({ ok: true });
    };
    const deadlines = async (until = 1e15, limit = 100) =>
      (await rival.deadlines(until, limit)).map(({ ledger, at }) => [ledger, at]);

    it('LED-9 opens a ledger whole while there is no snapshot of it', async () => {
      const nothing = { log: '', head: emptyHead, entries: [], words: [], commands: [] };
      expect(await store.open(ledger)).toEqual({ ...nothing, snapshot: null });
      await appendSamples(store, ledger, { what: 'one', words: { a: 'A', b: 'B' } });
      await appendSamples(store, ledger, { what: 'two', erases: ['a'] });
      const whole = await store.read(ledger, 0);
      expect(whole.entries).toHaveLength(2);
      expect(await rival.open(ledger)).toEqual({ ...whole, snapshot: null });
    });

    it('LED-9 opens a ledger with its snapshot, what follows, and the words that belong to both', async () => {
      const until = now + 900_000;
      const first = sampleAppend(ledger, emptyHead, { what: 'one', words: { a: 'A', b: 'B' } });
      const command = processedCommand('ash', '1', 1, until);
      await store.append({ ...first, command });
      await appendSamples(store, ledger, { what: 'two', words: { c: 'C', e: 'E', f: 'F' } });
      const slots = ['a', 'b', 'e', 'never'];
      const snapshot = await saveSnapshot(
        `\0 state "2" \u{1f33f} \u2028 ${'x'.repeat(300_000)}\nmore`,
        slots,
      );
      expect((await rival.open(ledger)).entries).toEqual([]);
      expect((await rival.open(ledger)).snapshot).toEqual(snapshot);
      expect((await rival.open(ledger)).words.map(({ text }) => text)).toEqual(['A', 'B', 'E']);
      const anew = { what: 'three', words: { d: 'D', e: 'E anew' }, erases: ['b'] };
      await appendSamples(store, ledger, anew);
      await appendSamples(store, ledger, { what: 'four' });
      const whole = await store.read(ledger, 0);
      const words = whole.words.filter(({ slot }) => ['a', 'd', 'e'].includes(slot));
      const opening = { ...whole, entries: whole.entries.slice(2), words, commands: [], snapshot };
      expect(words.map(({ text }) => text).sort()).toEqual(['A', 'D', 'E anew']);
      for (const each of [store, rival]) {
        const found = await each.open(ledger);
        expect({ ...found, words: bySlot(found.words) }).toEqual({
          ...opening,
          words: bySlot(words),
        });
      }
      expect((await store.read(ledger, 0)).entries).toHaveLength(4);
    });

    it('LED-9 reads a part of a ledger: its entries, and the words and commands of these', async () => {
      const until = now + 900_000;
      const first = sampleAppend(ledger, emptyHead, { words: { a: 'A' } });
      await store.append({ ...first, command: processedCommand('ash', '1', 1, until) });
      await appendSamples(store, ledger, { words: { b: 'B', c: 'C' } }, { words: { d: 'D' } });
      const third = await store.read(ledger, 0);
      await store.append({
        ...sampleAppend(ledger, third.head, { words: { c: 'C anew' }, erases: ['a'] }),
        command: processedCommand('ash', '3', 3, until),
      });
      const whole = await rival.read(ledger, 0);
      const part = await rival.read(ledger, 1, 2);
      expect(part).toEqual({
        ...whole,
        entries: whole.entries.slice(1, 2),
        words: whole.words.filter(({ slot }) => slot === 'b' || slot === 'd'),
        commands: [],
      });
      expect(await rival.read(ledger, 0, 3)).toEqual(whole);
      expect(await rival.read(ledger, 1, 99)).toEqual(await rival.read(ledger, 1));
      expect((await rival.read(ledger, 0, 1)).words).toEqual([]);
      expect((await rival.commands(ledger, 2)).map(({ version }) => version)).toEqual([1]);
      expect(await rival.commands(ledger, 3)).toEqual(whole.commands);
      expect(whole.commands.map(({ version }) => version)).toEqual([1, 3]);
      now = until;
      expect(await rival.commands(ledger, 3)).toEqual([]);
      expect(await rival.commands('never begun', 3)).toEqual([]);
    });

    it('LED-8 opens no words past their time, with a snapshot too', async () => {
      await appendSamples(store, ledger, { words: { a: 'A' }, wordsUntil: 60_000 });
      const snapshot = await saveSnapshot('state', ['a']);
      expect((await store.open(ledger)).words).toHaveLength(1);
      now = 60_000;
      expect(await store.open(ledger)).toMatchObject({ entries: [], words: [], snapshot });
      await store.sweep();
      expect(await store.open(ledger)).toMatchObject({ entries: [], words: [], snapshot });
    });

    it('LED-9 keeps the snapshot that was saved last', async () => {
      await appendSamples(store, ledger, {});
      await saveSnapshot('first');
      await appendSamples(store, ledger, {});
      const second = await saveSnapshot('second');
      expect((await rival.open(ledger)).snapshot).toEqual(second);
      await appendSamples(store, 'meeting:two', {});
      expect((await store.open('meeting:two')).snapshot).toBeNull();
    });

    it('LED-18 gives back no snapshot of another log, of what is not there, or of no ledger', async () => {
      await store.saveSnapshot('never begun', { ...noEnd, body: 'nothing' }, []);
      await store.saveSnapshot(
        'never begun',
        { version: 3, mac: 'x', log: 'y', body: 'nothing' },
        [],
      );
      expect(await store.open('never begun')).toMatchObject({ log: '', snapshot: null });
      expect(await store.ledgers()).toEqual([]);
      const { version, mac } = await appendSamples(store, ledger, {});
      const { log } = await store.read(ledger, 0);
      await store.saveSnapshot(
        ledger,
        { version, mac, log: 'another', body: 'of another log' },
        [],
      );
      expect((await store.open(ledger)).snapshot).toBeNull();
      await store.saveSnapshot(ledger, { version: 7, mac, log, body: 'of the future' }, []);
      expect((await store.open(ledger)).snapshot).toBeNull();
      expect((await store.open(ledger)).entries).toHaveLength(1);
    });

    it('LED-18 forgets a snapshot with the log that it belongs to', async () => {
      await appendSamples(store, ledger, { what: 'one' });
      await saveSnapshot('before');
      await store.renewLog(ledger, { ...(await endOf(ledger)), mac: 'other' });
      expect((await store.open(ledger)).snapshot).toMatchObject({ body: 'before' });
      await store.renewLog(ledger, await endOf(ledger));
      expect(await store.open(ledger)).toMatchObject({ entries: [{ version: 1 }], snapshot: null });
      await saveSnapshot('renewed');
      const anew = sampleAppend(ledger, emptyHead, { what: 'anew' }).entry;
      await store.replaceEntries(ledger, await endOf(ledger), [anew]);
      expect(await rival.open(ledger)).toMatchObject({ entries: [anew], snapshot: null });
    });

    it('LED-4 keeps the next deadline with the commit that names it', async () => {
      expect(await deadlines()).toEqual([]);
      await append('meeting:a', 3000);
      await append('meeting:b', 1000);
      await append('meeting:c', null);
      await append('meeting:d', 2000);
      const all = [
        ['meeting:b', 1000],
        ['meeting:d', 2000],
        ['meeting:a', 3000],
      ];
      expect(await deadlines()).toEqual(all);
      expect(await deadlines(2000)).toEqual(all.slice(0, 2));
      expect(await deadlines(1999)).toEqual(all.slice(0, 1));
      expect(await deadlines(999)).toEqual([]);
      expect(await deadlines(1e15, 2)).toEqual(all.slice(0, 2));
      await append('meeting:b', null);
      await append('meeting:c', 500);
      await append('meeting:d', 4000);
      expect(await deadlines()).toEqual([
        ['meeting:c', 500],
        ['meeting:a', 3000],
        ['meeting:d', 4000],
      ]);
    });

    it('LED-1 leaves the deadline as it was when an append is a conflict', async () => {
      await append(ledger, 3000);
      const late = sampleAppend(ledger, emptyHead, { what: 'late' });
      expect(await store.append({ ...late, nextDeadline: 1000 })).toMatchObject({ conflict: {} });
      expect(await store.append({ ...late, nextDeadline: null })).toMatchObject({ conflict: {} });
      await store.append({
        ...sampleAppend('never begun', { version: 3, mac: 'x' }, {}),
        nextDeadline: 1000,
      });
      expect(await deadlines()).toEqual([[ledger, 3000]]);
    });

    it('LED-9 sets a deadline without a commit, where the ledger still ends so', async () => {
      await append(ledger, 3000);
      const end = await endOf(ledger);
      await store.setDeadline(ledger, end, 2000);
      expect(await deadlines()).toEqual([[ledger, 2000]]);
      expect(await endOf(ledger)).toEqual(end);
      await store.setDeadline(ledger, { ...end, version: 2 }, 1);
      await store.setDeadline(ledger, { ...end, mac: 'other' }, 1);
      await store.setDeadline(ledger, { ...end, log: 'another' }, 1);
      await store.setDeadline('never begun', noEnd, 1);
      expect(await deadlines()).toEqual([[ledger, 2000]]);
      expect(await store.ledgers()).toEqual([ledger]);
      await store.setDeadline(ledger, end, null);
      expect(await deadlines()).toEqual([]);
      await store.setDeadline(ledger, end, 0);
      expect(await deadlines(0)).toEqual([[ledger, 0]]);
      await append(ledger, 9000);
      await store.setDeadline(ledger, end, 1);
      expect(await deadlines()).toEqual([[ledger, 9000]]);
    });

    it('LED-18 leaves the deadline of a ledger that gets another log id', async () => {
      await append(ledger, 3000);
      await store.renewLog(ledger, await endOf(ledger));
      expect(await deadlines()).toEqual([[ledger, 3000]]);
    });

    it('LED-10 opens nothing when it is closed', async () => {
      await append(ledger, 3000);
      await store.close();
      const snapshot = { ...noEnd, body: '' };
      await expect(store.open(ledger)).rejects.toThrow(StoreFault);
      await expect(store.saveSnapshot(ledger, snapshot, [])).rejects.toThrow(StoreFault);
      await expect(store.deadlines(0, 1)).rejects.toThrow(StoreFault);
      await expect(store.setDeadline(ledger, noEnd, null)).rejects.toThrow(StoreFault);
    });
  });
}
