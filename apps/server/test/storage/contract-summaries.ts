/**
 * What every store promises of summaries, from which lists are read; the ids are those of
 * docs/ledger.md. Run on each store by contract.test.ts.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { LogHead, SaltedWords, Store } from '../../src/storage/port/store.ts';
import { emptyHead } from '../../src/storage/port/store.ts';
import type { StoreUnderTest } from './contract.ts';
import { sampleAppend } from './sample-commits.ts';
import { appendSamples, closeAfterTest } from './store-helpers.ts';

const ledger = 'circle:one';
const noEnd: LogHead = { ...emptyHead, log: '' };
const textsOf = (words: readonly SaltedWords[]) =>
  Object.fromEntries(words.map(({ slot, text }) => [slot, text]));

export function describeSummaryContract(under: StoreUnderTest): void {
  describe(`the ${under.name} store, summaries`, () => {
    let now: number;
    let store: Store;
    let rival: Store;

    beforeEach(async () => {
      now = 5000;
      ({ store, rival } = await under.open(() => now));
      closeAfterTest(rival, store);
    });

    const endOf = async (name: string) => (await store.heads([name])).get(name) ?? noEnd;
    const save = async (name: string, body: string, slots: readonly string[] = []) => {
      const summary = { ...(await endOf(name)), body };
      await store.saveSummaries([{ ledger: name, summary, slots }]);
      return summary;
    };
    const read = async (name = ledger, from = rival) => (await from.summaries([name])).get(name);

    it('LED-20 gives a summary back with the words of its slots and the head of its ledger', async () => {
      await appendSamples(store, ledger, {
        words: { a: 'A', b: 'B', c: 'C \u2028\n "x" \u{1f33f}' },
      });
      await appendSamples(store, 'circle:two', { words: { a: 'A of two' } });
      const summary = await save(ledger, '{"facts": 1}\nmore', ['a', 'c', 'never']);
      const other = await save('circle:two', 'two', ['a']);
      for (const each of [store, rival]) {
        const all = await each.summaries([ledger, 'circle:two', 'circle:none']);
        const { head, words, summary: found } = all.get(ledger) ?? {};
        expect([head, found]).toEqual([await endOf(ledger), summary]);
        expect(textsOf(words ?? [])).toEqual({ a: 'A', c: 'C \u2028\n "x" \u{1f33f}' });
        expect(all.get('circle:two')).toMatchObject({
          summary: other,
          words: [{ text: 'A of two' }],
        });
        expect(all.get('circle:none')).toEqual({ head: noEnd, summary: null, words: [] });
      }
    });

    it('LED-20 shows by the head that a summary is behind, and keeps the one saved last', async () => {
      await appendSamples(store, ledger, { words: { a: 'A' } });
      const first = await save(ledger, 'first', ['a']);
      const { version, mac } = await appendSamples(store, ledger, { what: 'more' });
      const behind = await read();
      expect(behind?.summary).toEqual(first);
      expect(behind?.head).toMatchObject({ version, mac });
      const second = await save(ledger, 'second', ['a']);
      expect(await read()).toMatchObject({ head: { version }, summary: second });
    });

    it('LED-7 gives no words with a summary that were erased or written anew since', async () => {
      await appendSamples(store, ledger, { words: { a: 'A', b: 'B', c: 'C' } });
      await save(ledger, 'before', ['a', 'b', 'c']);
      await appendSamples(store, ledger, { erases: ['a'], words: { b: 'B anew' } });
      const texts = textsOf((await read())?.words ?? []);
      expect(texts).not.toHaveProperty('a');
      expect(texts.c).toBe('C');
      expect(Object.values(texts)).not.toContain('B');
    });

    it('LED-8 gives no words with a summary past their time', async () => {
      await appendSamples(store, ledger, { words: { a: 'A' }, wordsUntil: 60_000 });
      await save(ledger, 'state', ['a']);
      expect((await read())?.words).toHaveLength(1);
      expect(await rival.wordsOf(ledger, ['a'])).toHaveLength(1);
      now = 60_000;
      expect((await read())?.words).toEqual([]);
      expect(await rival.wordsOf(ledger, ['a'])).toEqual([]);
    });

    it('LED-18 gives back no summary of another log, of the future, or of no ledger', async () => {
      const summary = { version: 3, mac: 'x', log: 'y', body: 'nothing' };
      await store.saveSummaries([{ ledger: 'circle:none', summary, slots: [] }]);
      expect((await read('circle:none'))?.summary).toBeNull();
      expect(await store.ledgers()).toEqual([]);
      const { version, mac } = await appendSamples(store, ledger, {});
      const { log } = await endOf(ledger);
      for (const wrong of [
        { version, mac, log: 'another' },
        { version: 7, mac, log },
      ]) {
        const saved = { ledger, summary: { ...wrong, body: 'wrong' }, slots: [] };
        await store.saveSummaries([saved]);
        expect((await read())?.summary).toBeNull();
      }
    });

    it('LED-18 forgets a summary with the log that it belongs to', async () => {
      await appendSamples(store, ledger, { what: 'one' });
      await save(ledger, 'before');
      await store.renewLog(ledger, await endOf(ledger));
      expect((await read())?.summary).toBeNull();
      await save(ledger, 'renewed');
      const anew = sampleAppend(ledger, emptyHead, { what: 'anew' }).entry;
      await store.replaceEntries(ledger, await endOf(ledger), [anew]);
      expect((await read())?.summary).toBeNull();
    });

    it('LED-20 saves many summaries in one step, and reads them', async () => {
      const names = Array.from({ length: 300 }, (_, n) => `circle:${n}`);
      for (const name of names) await appendSamples(store, name, { words: { a: name } });
      const heads = await store.heads(names);
      await store.saveSummaries(
        names.map((name) => ({
          ledger: name,
          summary: { ...(heads.get(name) ?? noEnd), body: `of ${name}` },
          slots: ['a'],
        })),
      );
      const found = await rival.summaries(names);
      expect(names.filter((name) => found.get(name)?.summary?.body !== `of ${name}`)).toEqual([]);
      expect(names.filter((name) => found.get(name)?.words[0]?.text !== name)).toEqual([]);
      expect(await rival.summaries([])).toEqual(new Map());
      await store.saveSummaries([]);
    });

    it('LED-20 reads words by their slots', async () => {
      await appendSamples(store, ledger, { words: { a: 'A', b: 'B', c: 'C' } });
      await appendSamples(store, ledger, { words: { b: 'B anew' }, erases: ['c'] });
      expect(textsOf(await rival.wordsOf(ledger, ['b', 'c', 'never']))).toEqual({ b: 'B anew' });
      expect(await rival.wordsOf(ledger, [])).toEqual([]);
      expect(await rival.wordsOf('circle:none', ['a'])).toEqual([]);
    });
  });
}
