/** What clients show and what ledgers hold is compared at one moment. */

import { describe, expect, it } from 'vitest';
import type { LedgerContents } from '../harness/ledger-reader.ts';
import { atRest } from '../harness/site.ts';

const ledgerAt = (version: number): LedgerContents => ({
  ...{ ledger: 'meeting:a', log: 'log', head: { version, mac: `${version}` } },
  ...{ entries: [], words: [], commands: [] },
});

/** Ledgers that end at these versions, one reading after the other. */
function readings(...versions: number[]) {
  let reading = 0;
  return () => Promise.resolve([ledgerAt(versions[reading++] ?? versions.at(-1) ?? 0)]);
}

describe('the comparison of screens and ledgers', () => {
  it('is made again when a deadline adds a commit meanwhile, and forgets what was shown before', async () => {
    const shown: string[] = [];
    let shows = 0;
    const show = () => {
      const { length } = shown;
      shown.push(`look ${++shows}`);
      return Promise.resolve(() => void shown.splice(length));
    };
    const judged = await atRest(readings(7, 8, 8), show, ([one]) => one?.head.version);
    expect(judged).toBe(8);
    expect(shown).toEqual(['look 2']);
  });

  it('fails when the ledgers never rest', async () => {
    let version = 0;
    const read = () => Promise.resolve([ledgerAt(version++)]);
    const show = () => Promise.resolve(() => undefined);
    await expect(atRest(read, show, () => 0)).rejects.toThrow(/never ended/);
  });
});
