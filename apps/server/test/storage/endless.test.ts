/** Input without an end, or that is not a file: none of it may fill the memory. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { rehearse } from '../../src/cli/rehearse.ts';
import { run } from '../../src/cli/run.ts';
import { readSettings } from '../../src/config/settings.ts';
import { FileTooLong, readSmallFile } from '../../src/config/small-file.ts';
import { maxLineLength } from '../../src/storage/backup/backup-file.ts';
import { exportStore, importStore } from '../../src/storage/backup/transfer.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { testCodec } from './sample-commits.ts';
import { appendSamples, folderForTest } from './store-helpers.ts';

const mebi = 1024 * 1024;
let folder: string;
let file: string;
beforeEach(() => {
  folder = folderForTest();
  file = join(folder, 'backup');
});

/** Writes a small file that unpacks to a gibibyte: concatenated gzip texts are one gzip text. */
function unfolding(begin: string, filler: string, times: number): void {
  writeFileSync(file, begin === '' ? Buffer.alloc(0) : gzipSync(begin));
  const piece = gzipSync(filler.repeat(mebi));
  for (let i = 0; i < times; i++) appendFileSync(file, piece);
}

const imported = () => importStore(createMemoryStore(), testCodec, file);

/** The first line of a real backup, with a valid seal. */
async function begun(): Promise<string> {
  const whole = join(folder, 'whole');
  const store = createMemoryStore();
  await appendSamples(store, 'house', { what: 'begun' });
  await exportStore(store, testCodec, whole);
  const gunzip =
    "process.stdout.write(require('zlib').gunzipSync(require('fs').readFileSync(process.argv[1])))";
  const text = execFileSync(process.execPath, ['-e', gunzip, whole], { encoding: 'utf8' });
  return `${text.split('\n')[0]}\n`;
}

describe('a backup', () => {
  it.each([
    ['that is nothing else', () => Promise.resolve('')],
    ['behind a seal that holds', begun],
  ])('LED-15 of one endless line %s is refused before it is in memory', async (_where, begin) => {
    unfolding(await begin(), 'x', 1024);
    const before = process.memoryUsage().rss;
    await expect(imported()).rejects.toThrow('is not whole or was altered; nothing was imported');
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * mebi);
  });

  it('LED-15 with endlessly nested lists is refused', async () => {
    unfolding(await begun(), '[', 1);
    await expect(imported()).rejects.toThrow('is not whole or was altered');
    writeFileSync(file, gzipSync(`${'{"a":'.repeat(mebi)}\n`));
    await expect(imported()).rejects.toThrow('is not a backup of Holdspace');
  });

  it('LED-15 with endless ledgers without commits is refused', async () => {
    const empty = `${JSON.stringify({ ledger: 'circle:x', head: { version: 0, mac: '' } })}\n`;
    unfolding(`${await begun()}${empty.repeat(50_000)}`, '\n', 0);
    const before = process.memoryUsage().heapUsed;
    await expect(imported()).rejects.toThrow('is not whole or was altered');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * mebi);
  });

  it('LED-15 with numbers and names that no ledger has is refused', async () => {
    const first = await begun();
    for (const line of [
      '{"ledger":"circle:x","head":{"version":1e308,"mac":""}}',
      '{"ledger":"circle:x","head":{"version":9007199254740993,"mac":""}}',
      '{"ledger":"__proto__ \\n","head":{"version":0,"mac":""}}',
      `{"ledger":"${'x'.repeat(1000)}","head":{"version":0,"mac":""}}`,
      '{"entry":{"version":1,"mac":"","body":"{}"},"words":[]}',
    ]) {
      writeFileSync(file, gzipSync(`${first}${line}\n`));
      await expect(imported()).rejects.toThrow('is not whole or was altered');
    }
  });

  it('LED-15 is not written when a line could not be read back', async () => {
    const store = createMemoryStore();
    await appendSamples(store, 'circle:a', { words: { long: 'x'.repeat(maxLineLength) } });
    await expect(exportStore(store, testCodec, file)).rejects.toThrow('too long for a backup');
  });

  it('LED-15 must be a file, not a folder, a pipe or a device', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const odd of [folder, pipe, '/dev/zero', '/dev/null']) {
      const printed: string[] = [];
      const print = (line: string) => void printed.push(line);
      const environment = {
        HOLDSPACE_DATA: join(folder, 'data'),
        HOLDSPACE_SECRET: 's'.repeat(40),
      };
      const code = await run(['import', '--dry-run', odd], {
        environment,
        print: print,
        complain: print,
      });
      expect(code, odd).toBe(1);
      expect(printed.join('\n')).toContain('is not a file');
    }
  });
});

describe('a small file', () => {
  it('is read up to its size limit', () => {
    writeFileSync(file, 'ä'.repeat(10));
    expect(readSmallFile(file, 20)).toBe('ä'.repeat(10));
    expect(() => readSmallFile(file, 19)).toThrow(FileTooLong);
    expect(() => readSmallFile('/dev/zero', 1000)).toThrow(FileTooLong);
    expect(readSmallFile('/dev/null', 10)).toBe('');
    expect(() => readSmallFile(folder, 10)).toThrow('EISDIR');
  });

  it.each([
    'HOLDSPACE_SECRET_FILE',
    'HOLDSPACE_STORE_FILE',
    'HOLDSPACE_METRICS_TOKEN_FILE',
    'HOLDSPACE_SUPPORT_FILE',
  ])('that a setting names has an end: %s', (name) => {
    const read = readSettings({ [name]: '/dev/zero' });
    const faults = 'faults' in read ? read.faults : [];
    expect(faults.map(({ message }) => message).join('\n')).toContain('far too long');
  });

  it('that is a rehearsal has a size limit, and so has its expanded content', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const bomb = ['a: &a [x, x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg'].map((each) => [
      ...each,
    ])) {
      bomb.push(`${name}: &${name} [${Array(30).fill(`*${before}`).join(', ')}]`);
    }
    for (const text of [bomb.join('\n'), '['.repeat(100_000), 'x'.repeat(5 * mebi)]) {
      writeFileSync(file, text);
      expect(await rehearse([file])).toBe(2);
      expect(printed.mock.calls.length).toBeLessThan(40);
      printed.mockClear();
    }
  });
});
