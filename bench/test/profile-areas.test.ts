import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { areaTimes, type CpuProfile, profileTable, readProfiles } from '../src/profile-areas.ts';

const node = (id: number, functionName: string, url: string, ...children: number[]) => ({
  ...{ id, callFrame: { functionName, url }, children },
});
const server = 'file:///srv/apps/server/src';

/** Each node of the list runs for a millisecond. */
const profileOf = (ran: readonly number[], ...nodes: CpuProfile['nodes']): CpuProfile => ({
  ...{ nodes, samples: ran, timeDeltas: ran.map(() => 1000) },
});

const main = profileOf(
  [2, 3, 3, 4, 5, 6, 7, 8, 8, 9],
  node(1, '(root)', '', 2, 5, 6, 7, 8),
  node(2, 'run', `${server}/ledger/commit-pump.ts`, 3),
  node(3, 'toString', `${server}/storage/chain/hmac.ts`, 4),
  node(4, 'oneShotDigest', ''),
  node(5, '(garbage collector)', ''),
  node(6, '(idle)', ''),
  node(7, 'writeGeneric', 'node:internal/stream_base_commons', 9),
  node(8, 'unheardOf', 'file:///srv/unheard-of.js'),
  node(9, 'writeBuffer', ''),
);
const store = profileOf(
  [2, 3, 3, 3],
  node(1, '(root)', '', 2),
  node(2, 'gather', `${server}/storage/sqlite/sqlite-worker.ts`, 3),
  node(3, 'run', ''),
);

describe('where the processor time goes', () => {
  it('sums self time by area, native functions with their callers, and leaves idle time out', () => {
    expect(Object.fromEntries(areaTimes(main))).toEqual({
      'ledger: batches, pump, replica': 1,
      'seal: chain, words, random': 3,
      'garbage collection': 1,
      'streams and sends of Node': 2,
      other: 2,
    });
  });

  it('adds up the profiles of a folder, main thread and store thread apart', () => {
    const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const [name, profile] of Object.entries({ a: main, b: main, c: store })) {
      writeFileSync(join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
    }
    writeFileSync(join(folder, 'other.txt'), 'no profile');
    const threads = readProfiles(folder);
    expect(threads.get('store')?.get('store')).toBe(4);
    expect(threads.get('main')?.get('seal: chain, words, random')).toBe(6);
    const rows = profileTable(threads).split('\n');
    expect(rows[0]).toContain('of the thread');
    expect(rows[2]).toMatch(/^\| main \| seal: chain, words, random \| 6 \| 33\.3 % \|$/);
    expect(rows.at(-1)).toMatch(/^\| store \| store \| 4 \| 100\.0 % \|$/);
  });
});
