/** What every store promises; the ids are those of docs/ledger.md. Run on each by contract.test.ts. */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BrokenChain } from '../../src/storage/chain/commit-codec.ts';
import type {
  AsideText,
  LedgerEntry,
  LedgerReading,
  PublishedCommit,
  SharedStore,
  Store,
} from '../../src/storage/port/store.ts';
import { emptyHead, StoreFault } from '../../src/storage/port/store.ts';
import {
  decodeAll,
  processedCommand,
  type StoredSample,
  sampleAppend,
  testCodec,
} from './sample-commits.ts';
import { appendSamples, readLedger } from './store-helpers.ts';

export interface StoreUnderTest {
  readonly name: string;
  readonly kind: Store['name'];
  /** Two writers of the same ledgers, over connections of their own where there are such. */
  open(now: () => number): Promise<{ readonly store: Store; readonly rival: Store }>;
}

const ledger = 'meeting:one';

export function describeStoreContract(under: StoreUnderTest): void {
  describe(`the ${under.name} store`, () => {
    let now: number;
    let store: Store;
    let rival: Store;

    beforeEach(async () => {
      now = 5000;
      ({ store, rival } = await under.open(() => now));
      onTestFinished(async () => {
        await rival.close();
        await store.close();
      });
    });

    it('LED-1 gives back what was appended, whatever the characters', async () => {
      const odd = 'a\0b\n"\\ \u{1f33f} é \u2028 \ud83c';
      const append = sampleAppend(ledger, emptyHead, {
        what: odd,
        words: { 'm.1': odd, 'm.2': '' },
      });
      const answer = await store.append(append);
      const reading = await store.read(ledger, 0);
      expect(answer).toEqual({ ok: true, log: reading.log });
      expect(reading).toEqual({
        log: expect.stringMatching(/^[\w-]{20,}$/),
        head: { version: 1, mac: append.entry.mac },
        entries: [append.entry],
        words: append.words,
        commands: [],
      });
      expect(decodeAll(ledger, reading)).toEqual({
        facts: [{ type: 'Said', what: odd }],
        words: { 'm.1': odd.toWellFormed(), 'm.2': '' },
      });
    });

    it('LED-1 answers a stale append with the real head and keeps nothing of it', async () => {
      const first = await appendSamples(store, ledger, { what: 'first', words: { a: 'kept' } });
      const second = await appendSamples(store, ledger, { what: 'second' });
      const late = sampleAppend(ledger, first, { what: 'late', words: { b: 'no' }, erases: ['a'] });
      expect(await store.append(late)).toEqual({ conflict: second });
      const again = sampleAppend(ledger, emptyHead, { what: 'again' });
      expect(await store.append(again)).toEqual({ conflict: second });
      expect(await readLedger(store, ledger)).toEqual({
        facts: [
          { type: 'Said', what: 'first' },
          { type: 'Said', what: 'second' },
        ],
        words: { a: 'kept' },
      });
    });

    it('LED-1 refuses a fork: the right version with another mac', async () => {
      const head = await appendSamples(store, ledger, { what: 'ours' });
      const theirs = sampleAppend(ledger, emptyHead, { what: 'theirs' }).entry;
      expect(await store.append(sampleAppend(ledger, theirs, {}))).toEqual({ conflict: head });
      expect((await store.heads([ledger])).get(ledger)).toMatchObject(head);
    });

    it('LED-2 leaves no gap', async () => {
      const ahead = { version: 7, mac: 'from the future' };
      expect(await store.append(sampleAppend(ledger, ahead, {}))).toEqual({ conflict: emptyHead });
      const head = await appendSamples(store, ledger, {});
      expect(await store.append(sampleAppend(ledger, ahead, {}))).toEqual({ conflict: head });
      const skipping = sampleAppend(ledger, head, {});
      await expect(
        store.append({ ...skipping, entry: { ...skipping.entry, version: 3 } }),
      ).rejects.toThrow('Commit 3 cannot follow commit 1.');
      expect((await store.read(ledger, 0)).head).toEqual(head);
    });

    it('LED-3 lets one of two writers begin a ledger', async () => {
      for (const name of Array.from({ length: 20 }, (_, i) => `meeting:${i}`)) {
        const ours = sampleAppend(name, emptyHead, { what: 'ours' });
        const theirs = sampleAppend(name, emptyHead, { what: 'theirs' });
        const [here, there] = await Promise.all([store.append(ours), rival.append(theirs)]);
        const won = 'ok' in here ? ours.entry : theirs.entry;
        expect('ok' in here ? there : here).toEqual({
          conflict: { version: 1, mac: won.mac },
        });
        expect(await store.read(name, 0)).toEqual(await rival.read(name, 0));
      }
    });

    it('LED-3 puts two racing writers into one order, each commit once', async () => {
      const writer = async (through: Store, who: string) => {
        for (let n = 0; n < 60; ) {
          const { head } = await through.read(ledger, 0);
          const answer = await through.append(sampleAppend(ledger, head, { what: `${who}${n}` }));
          if ('ok' in answer) n++;
        }
      };
      await Promise.all([writer(store, 'a'), writer(rival, 'b'), writer(store, 'c')]);
      const { facts } = await readLedger(rival, ledger);
      const all = ['a', 'b', 'c'].flatMap((who) => Array.from({ length: 60 }, (_, n) => who + n));
      expect(facts.map(({ what }) => what).toSorted()).toEqual(all.toSorted());
      for (const who of ['a', 'b', 'c']) {
        const own = facts.flatMap(({ what }) => (what?.startsWith(who) ? [what] : []));
        expect(own).toEqual(Array.from({ length: 60 }, (_, n) => who + n));
      }
    });

    it('LED-3 judges appends that arrive together one after another', async () => {
      const first = sampleAppend(ledger, emptyHead, { what: 'first' });
      const second = sampleAppend(ledger, first.entry, { what: 'second' });
      const beside = sampleAppend(ledger, first.entry, { what: 'beside' });
      const elsewhere = sampleAppend('meeting:two', emptyHead, { what: 'elsewhere' });
      const answers = await Promise.all(
        [first, second, beside, elsewhere].map((each) => store.append(each)),
      );
      const { version, mac } = second.entry;
      expect(answers).toEqual([
        { ok: true, log: expect.any(String) },
        { ok: true, log: expect.any(String) },
        { conflict: { version, mac } },
        { ok: true, log: expect.any(String) },
      ]);
    });

    it('LED-4 keeps the events of one commit together, words and erasures with them', async () => {
      await appendSamples(store, ledger, { words: { old: 'gone soon' } });
      await appendSamples(
        store,
        ledger,
        { what: 'one', words: { a: 'A' } },
        { what: 'two', erases: ['old'] },
        { what: 'three', words: { b: 'B', c: 'C' } },
        { what: 'four', erases: ['c'] },
      );
      const { head, entries } = await store.read(ledger, 0);
      expect([head.version, entries.length]).toEqual([2, 2]);
      const { facts, words } = await readLedger(store, ledger);
      expect(facts.map(({ what }) => what)).toEqual([undefined, 'one', 'two', 'three', 'four']);
      expect(words).toEqual({ a: 'A', b: 'B' });
    });

    it('LED-6 finds whatever was altered, left out or exchanged', async () => {
      await appendSamples(store, ledger, { what: 'first', words: { a: 'said' } });
      await appendSamples(store, ledger, { what: 'second' });
      await appendSamples(store, ledger, { what: 'third' });
      const whole = await store.read(ledger, 0);
      const [first, second, third] = whole.entries as [LedgerEntry, LedgerEntry, LedgerEntry];
      const flipped = (text: string) => text.replace(/[a-z]/, (c) => (c === 'a' ? 'b' : 'a'));
      const altered: Partial<LedgerReading>[] = [
        { entries: [{ ...first, body: flipped(first.body) }, second, third] },
        { entries: [{ ...first, mac: flipped(first.mac) }, second, third] },
        { entries: [first, second, { ...third, mac: flipped(third.mac) }] },
        { entries: [first, third] },
        { entries: [first, third, second] },
        { entries: [second, third] },
        { entries: [first, { ...third, version: 2 }] },
        { words: whole.words.map((each) => ({ ...each, text: 'never said' })) },
        { words: whole.words.map((each) => ({ ...each, salt: flipped(each.salt) })) },
        { words: whole.words.map((each) => ({ ...each, slot: 'other' })) },
      ];
      expect(decodeAll(ledger, whole).words).toEqual({ a: 'said' });
      for (const change of altered) {
        expect(() => decodeAll(ledger, { ...whole, ...change })).toThrow(BrokenChain);
      }
      expect(() => decodeAll('meeting:other', whole)).toThrow(BrokenChain);
    });

    it('LED-7 erases words and lets the chain stand', async () => {
      await appendSamples(store, ledger, { what: 'a', words: { a: 'erased', b: 'stays' } });
      await appendSamples(store, 'meeting:two', { words: { a: 'of another ledger' } });
      await appendSamples(store, ledger, { erases: ['a', 'nothing there'] });
      expect((await readLedger(store, ledger)).words).toEqual({ b: 'stays' });
      expect((await readLedger(store, 'meeting:two')).words).toEqual({ a: 'of another ledger' });
      await appendSamples(store, ledger, { words: { a: 'new' } });
      expect((await readLedger(store, ledger)).words).toEqual({ a: 'new', b: 'stays' });
    });

    it('LED-7 keeps only what was written into a slot last', async () => {
      await appendSamples(store, ledger, { words: { name: 'Ash', other: 'x' } });
      await appendSamples(store, ledger, { erases: ['name'], words: { name: 'Rowan' } });
      await appendSamples(store, ledger, { words: { name: 'Elm' } });
      expect((await readLedger(store, ledger)).words).toEqual({ name: 'Elm', other: 'x' });
      expect((await store.read(ledger, 1)).words.map(({ text }) => text)).toEqual(['Elm']);
      expect((await store.read(ledger, 3)).words).toEqual([]);
    });

    it('LED-8 makes words unreadable at their time, and sweeps them', async () => {
      await appendSamples(store, ledger, { words: { a: '1', b: '2' }, wordsUntil: 60_000 });
      await appendSamples(store, 'meeting:two', { words: { a: 'no time set' } });
      now = 59_999;
      expect((await readLedger(store, ledger)).words).toEqual({ a: '1', b: '2' });
      expect(await store.sweep()).toBe(0);
      now = 60_000;
      expect(await readLedger(store, ledger)).toMatchObject({ facts: [{}], words: {} });
      await appendSamples(store, ledger, { words: { late: 'said too late' } });
      expect((await readLedger(store, ledger)).words).toEqual({});
      expect(await store.sweep()).toBe(3);
      expect(await store.sweep()).toBe(0);
      expect((await readLedger(store, 'meeting:two')).words).toEqual({ a: 'no time set' });
    });

    it('LED-8 moves the time by a later commit, but brings nothing back', async () => {
      await appendSamples(store, ledger, { words: { a: 'early' }, wordsUntil: 60_000 });
      await appendSamples(store, ledger, { wordsUntil: 70_000 });
      now = 65_000;
      expect((await readLedger(store, ledger)).words).toEqual({ a: 'early' });
      now = 70_000;
      await appendSamples(store, ledger, { words: { b: 'anew' }, wordsUntil: 90_000 });
      expect((await readLedger(store, ledger)).words).toEqual({ b: 'anew' });
    });

    it('LED-9 gives each ledger a log id of its own, which stays', async () => {
      const logOf = async (name: string) => (await store.read(name, 0)).log;
      expect(await logOf(ledger)).toBe('');
      await appendSamples(store, ledger, {});
      await appendSamples(store, 'meeting:two', {});
      const log = await logOf(ledger);
      await appendSamples(store, ledger, {});
      expect(await logOf(ledger)).toBe(log);
      expect(await logOf('meeting:two')).not.toBe(log);
    });

    it('LED-9 refuses what goes on with another log', async () => {
      const head = await appendSamples(store, ledger, {});
      const { log } = await store.read(ledger, 0);
      const other = sampleAppend(ledger, { ...head, log: 'another' }, {});
      expect(await store.append(other)).toEqual({ conflict: head });
      const late = sampleAppend('meeting:two', { ...emptyHead, log }, {});
      expect(await store.append(late)).toEqual({ conflict: emptyHead });
      expect(await store.append(sampleAppend(ledger, { ...head, log }, {}))).toEqual({
        ok: true,
        log,
      });
    });

    it('LED-18 gives a ledger that was set back another log id, once', async () => {
      const head = await appendSamples(store, ledger, { words: { a: 'stays' } });
      const { log } = await store.read(ledger, 0);
      await store.renewLog(ledger, { ...head, version: 2, log });
      await store.renewLog(ledger, { ...head, mac: 'other', log });
      await store.renewLog('never begun', { ...emptyHead, log: '' });
      expect((await store.read(ledger, 0)).log).toBe(log);
      await Promise.all([
        store.renewLog(ledger, { ...head, log }),
        rival.renewLog(ledger, { ...head, log }),
      ]);
      const renewed = await store.read(ledger, 0);
      expect(renewed.log).not.toBe(log);
      expect(renewed.head).toEqual(head);
      expect(decodeAll(ledger, renewed).words).toEqual({ a: 'stays' });
      await store.renewLog(ledger, { ...head, log });
      expect((await rival.read(ledger, 0)).log).toBe(renewed.log);
      expect(await store.ledgers()).toEqual([ledger]);
    });

    it('LED-9 reads what follows a version, with the words of those commits', async () => {
      for (const n of [1, 2, 3])
        await appendSamples(store, ledger, { words: { [`m.${n}`]: `${n}` } });
      const { head, entries, words } = await store.read(ledger, 1);
      expect(head.version).toBe(3);
      expect(entries.map(({ version }) => version)).toEqual([2, 3]);
      expect(words.map(({ slot }) => slot)).toEqual(['m.2', 'm.3']);
      expect(await store.read(ledger, 3)).toMatchObject({ head, entries: [], words: [] });
      expect(await store.read(ledger, 9)).toMatchObject({ head, entries: [], words: [] });
    });

    it('LED-9 names its ledgers and their heads', async () => {
      expect(await store.ledgers()).toEqual([]);
      const [b, a] = [await appendSamples(store, 'b', {}), await appendSamples(store, 'a', {})];
      await store.append(sampleAppend('never begun', { version: 3, mac: 'x' }, {}));
      expect(await store.ledgers()).toEqual(['a', 'b']);
      const logOf = async (name: string) => (await store.read(name, 0)).log;
      expect(await store.heads(['a', 'b', 'never begun'])).toEqual(
        new Map([
          ['a', { ...a, log: await logOf('a') }],
          ['b', { ...b, log: await logOf('b') }],
          ['never begun', { ...emptyHead, log: '' }],
        ]),
      );
      expect(await store.heads([])).toEqual(new Map());
    });

    it('LED-16 notifies followers of every append, from any writer', async () => {
      if (!store.shared) return expect(under.kind).toBe('sqlite');
      const received: PublishedCommit[] = [];
      const stop = await store.shared.follow(ledger, (news) => received.push(news));
      const words = { a: 'said' };
      const ours = await appendSamples(store, ledger, { what: 'ours', words });
      await appendSamples(rival, 'meeting:two', {});
      await appendSamples(rival, ledger, { what: 'theirs' });
      await vi.waitFor(() => expect(received).toHaveLength(2));
      const { log, entries, words: kept } = await store.read(ledger, 0);
      expect(received).toEqual([
        { log, entry: entries[0], words: kept, command: null },
        { log, entry: entries[1], words: [], command: null },
      ]);
      expect(received[0]?.entry).toMatchObject(ours);
      stop();
      await appendSamples(rival, ledger, { what: 'unheard' });
      const more: PublishedCommit[] = [];
      await store.shared.follow(ledger, (news) => more.push(news));
      await appendSamples(rival, ledger, { what: 'last' });
      await vi.waitFor(() => expect(more).toHaveLength(1));
      expect(received).toHaveLength(2);
    });

    it('LED-13 gives the commands of the last minutes back, to any reader, and then forgets them', async () => {
      const until = now + 900_000;
      const first = sampleAppend(ledger, emptyHead, { what: 'first' });
      const [one, two] = [
        processedCommand('ash', '1', 1, until),
        processedCommand('elm', '2', 2, until + 1),
      ];
      await store.append({ ...first, command: one });
      const received: PublishedCommit[] = [];
      const stop = await store.shared?.follow(ledger, (news) => received.push(news));
      await rival.append({
        ...sampleAppend(ledger, first.entry, { what: 'second' }),
        command: two,
      });
      await appendSamples(store, ledger, { what: 'third, by the server' });
      const commands = async (after = 0) => (await rival.read(ledger, after)).commands;
      expect([await commands(), await commands(1)]).toEqual([[one, two], [two]]);
      expect([await commands(2), await commands(3)]).toEqual([[], []]);
      if (stop) await vi.waitFor(() => expect(received[0]?.command).toEqual(two));
      stop?.();
      now = until - 1;
      expect(await commands()).toEqual([one, two]);
      now = until;
      expect(await commands()).toEqual([two]);
      expect(await store.sweep()).toBe(0);
      const { head } = await store.read(ledger, 0);
      const third = processedCommand('fir', '3', head.version + 1, until + 900_000);
      now = until + 1;
      await store.append({ ...sampleAppend(ledger, head, { what: 'later' }), command: third });
      expect(await commands()).toEqual([third]);
      expect((await readLedger(store, ledger)).facts).toHaveLength(4);
    });

    it('PRV-11 a commit names nobody who asked for it, and its words go without a trace of them', async () => {
      const append = testCodec.encode<StoredSample>(ledger, emptyHead, {
        at: now,
        command: { by: 'p_author', id: 'c_intent' },
        nextDeadline: null,
        events: [{ type: 'Said', words: { a: 'said' } }],
      }).append;
      await store.append(append);
      const reading = JSON.stringify(await store.read(ledger, 0));
      expect(reading).not.toContain('p_author');
      expect(reading).not.toContain('c_intent');
      expect(reading).toContain(
        testCodec.commandDigest(ledger, { by: 'p_author', id: 'c_intent' }),
      );
    });

    it('PRV-11 keeps texts outside the chain until a commit takes them in, in no order', async () => {
      const id = (n: number) => testCodec.commandDigest('any', { by: 'x', id: `${n}` });
      const text = (n: number) => `text ${n} \0 é \u{1f33f} ${'long '.repeat(n * 20)}.`;
      await expect(store.setAside(ledger, { id: id(0), text: 'none' })).rejects.toThrow(StoreFault);
      await appendSamples(store, ledger, {});
      await appendSamples(store, 'meeting:two', {});
      const all = [1, 2, 3].map((n) => ({ id: id(n), text: text(n) }));
      for (const each of [...all, ...all]) await store.setAside(ledger, each);
      await store.setAside('meeting:two', { id: id(1), text: 'elsewhere' });
      const sorted = (list: readonly AsideText[]) =>
        list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(await rival.aside(ledger)).toEqual(sorted(all));
      expect((await store.read(ledger, 0)).entries).toHaveLength(1);
      const { head } = await store.read(ledger, 0);
      const takes = [id(1), id(3), 'unknown'];
      await store.append({ ...sampleAppend(ledger, emptyHead, {}), takes });
      expect(await rival.aside(ledger)).toHaveLength(3);
      await store.append({ ...sampleAppend(ledger, head, {}), takes });
      expect(await rival.aside(ledger)).toEqual([all[1]]);
      expect(await rival.aside('meeting:two')).toHaveLength(1);
      expect(await store.aside('never begun')).toEqual([]);
    });

    it('LED-17 hangs notes on boards until they are taken down or their lease is over', async () => {
      if (!store.shared || !rival.shared) return expect(under.kind).toBe('sqlite');
      const changes: string[] = [];
      const stop = await store.shared.watchNotes('circle', () => changes.push('circle'));
      const board = async ({ readNotes: notes }: SharedStore, name = 'circle') =>
        Object.fromEntries((await notes([name])).get(name) ?? []);
      await store.shared.publishNote('circle', 'n1', 'ash is here', 10_000);
      await rival.shared.publishNote('circle', 'n2', '\0 elm, "too"\n', 50_000);
      await rival.shared.publishNote('other', 'n2', 'elsewhere', 50_000);
      await vi.waitFor(() => expect(changes).toEqual(['circle', 'circle']));
      const both = { n1: 'ash is here', n2: '\0 elm, "too"\n' };
      expect([await board(store.shared), await board(rival.shared)]).toEqual([both, both]);
      now += 10_000;
      expect(await board(rival.shared)).toEqual({ n2: both.n2 });
      await store.shared.publishNote('circle', 'n1', 'back', 10_000);
      await rival.shared.publishNote('circle', 'n2', null, 50_000);
      await vi.waitFor(() => expect(changes).toHaveLength(4));
      expect(await board(store.shared)).toEqual({ n1: 'back' });
      stop();
      await store.shared.publishNote('circle', 'n1', null, 10_000);
      expect([await board(store.shared), changes.length]).toEqual([{}, 4]);
      expect(await board(store.shared, 'other')).toEqual({ n2: 'elsewhere' });
    });

    it('LED-10 is well while it is open, and says so when it is closed', async () => {
      expect(await store.check()).toBeUndefined();
      expect(store.name).toBe(under.kind);
      expect(store.now()).toBe(now);
      await appendSamples(store, ledger, {});
      await store.close();
      await store.close();
      await expect(store.check()).rejects.toThrow(/closed/);
      await expect(store.append(sampleAppend(ledger, emptyHead, {}))).rejects.toThrow(/closed/);
      await expect(store.read(ledger, 0)).rejects.toThrow(/closed/);
    });
  });
}
