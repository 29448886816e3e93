/**
 * Tests the simulated disk without a store: after a cut, synced bytes are unchanged, and unsynced
 * bytes have no guarantee.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManagedProcess } from '@holdspace/cluster';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomSource } from '../harness/random-source.ts';
import { Disk, type SurvivingWrites } from '../power-cut/disk.ts';

let disk: Disk;
beforeAll(() => {
  disk = new Disk();
});
afterAll(() => disk.remove());
beforeEach(() => disk.empty());

/** What the program may use: its folder is the working directory. */
const prelude = `
import * as fs from 'node:fs';
const write = (name, text, flags = 'w') => {
  const fd = fs.openSync(name, flags);
  fs.writeSync(fd, text);
  return fd;
};
const syncFolder = (name = '.') => fs.fsyncSync(fs.openSync(name));
`;

/** Runs it to its end, where it is killed, and cuts the power. Answers what the disk holds. */
async function cutAfter(script: string, survives: SurvivingWrites = 'nothing', seed = 1) {
  const done = Promise.withResolvers<void>();
  const program = new ManagedProcess(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `process.chdir(${JSON.stringify(disk.folder)});${prelude}${script}
      console.log('done');
      setInterval(() => {}, 1000);`,
    ],
    {
      env: { ...process.env, ...disk.mount() },
      onLine: (line) => line === 'done' && done.resolve(),
    },
  );
  const early = program.ended.then(() => {
    throw new Error(program.output);
  });
  await Promise.race([done.promise, early]);
  early.catch(() => undefined);
  await program.kill();
  await program.closed;
  disk.cut(survives, randomSource(seed));
  return diskContents();
}

const diskContents = () =>
  Object.fromEntries(
    readdirSync(disk.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(disk.folder.length + 1), readFileSync(path, 'utf8')])
      .sort(),
  );

/** Each outcome there is, over as many seeds as it takes to see them. */
async function outcomes(script: string, survives: SurvivingWrites = 'nothing') {
  const seen = new Map<string, Record<string, string>>();
  for (let seed = 1; seed <= 8; seed++) {
    disk.empty();
    writeFileSync(join(disk.folder, 'old'), 'old');
    const one = await cutAfter(script, survives, seed);
    seen.set(JSON.stringify(one), one);
  }
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

describe('a disk that loses power', () => {
  it('keeps synced bytes, and nothing that was written later', async () => {
    writeFileSync(join(disk.folder, 'before'), 'was there');
    expect(
      await cutAfter(`
        const a = write('a', 'kept '); fs.fsyncSync(a); fs.writeSync(a, 'lost');
        const b = write('b', 'one '); fs.fdatasyncSync(b);
        fs.writeSync(b, 'two'); fs.fdatasyncSync(b); fs.writeSync(b, 'X', 0);
        const c = write('c', 'never synced');
        write('before', 'overwritten');
      `),
    ).toEqual({ a: 'kept ', b: 'one two', before: 'was there' });
  });

  it('gives back files that are only appended to, and those that were cut short', async () => {
    expect(
      await cutAfter(`
        const a = write('a', '1', 'a');
        for (const more of '2345') { fs.fsyncSync(a); fs.writeSync(a, more); }
        const b = write('b', 'a long one'); fs.fsyncSync(b); fs.ftruncateSync(b, 2);
        const c = write('c', 'a long one'); fs.fsyncSync(c); fs.ftruncateSync(c, 2); fs.fsyncSync(c);
      `),
    ).toEqual({ a: '1234', b: 'a long one', c: 'a ' });
  });

  it('counts on a new name only after the folder is synced', async () => {
    const rename = `fs.fsyncSync(write('new', 'new')); fs.renameSync('new', 'old');`;
    expect(await outcomes(rename)).toEqual([{ new: 'new', old: 'old' }, { old: 'new' }]);
    expect(await outcomes(`${rename} syncFolder();`)).toEqual([{ old: 'new' }]);
    // Syncing only the folder keeps the name and loses the bytes.
    expect(await outcomes(`write('new', 'new'); syncFolder();`)).toEqual([{ new: '', old: 'old' }]);
  });

  it('counts on a deletion only after the folder is synced', async () => {
    const unlink = `fs.unlinkSync('old');`;
    expect(await outcomes(unlink)).toEqual([{ old: 'old' }, {}]);
    expect(await outcomes(`${unlink} syncFolder();`)).toEqual([{}]);
    // A name that is given again is another file.
    expect(await outcomes(`${unlink} syncFolder(); fs.fsyncSync(write('old', 'new')); `)).toEqual([
      { old: 'new' },
    ]);
  });

  it('applies renames and deletions in order or not at all', async () => {
    const seen = await outcomes(`
      fs.mkdirSync('in');
      fs.fsyncSync(write('new', 'new'));
      fs.renameSync('new', 'in/new'); fs.unlinkSync('old');
    `);
    expect(seen).toEqual([
      { 'in/new': 'new', old: 'old' },
      { 'in/new': 'new' },
      { new: 'new', old: 'old' },
    ]);
  });

  it('can keep some unsynced bytes, and never changes synced ones', async () => {
    const seen = await outcomes(
      `const a = write('a', 'synced '); fs.fsyncSync(a); fs.writeSync(a, 'and more');`,
      'some',
    );
    expect(seen.length).toBeGreaterThan(2);
    for (const { a = '', old } of seen) {
      expect('synced and more'.startsWith(a) && a.startsWith('synced ')).toBe(true);
      expect(old).toBe('old');
    }
  });

  it('can keep some overwritten pages, each of them whole', async () => {
    const seen = await outcomes(
      `const a = write('a', 'o'.repeat(40960)); fs.fsyncSync(a); fs.writeSync(a, 'n'.repeat(40960), 0);`,
      'some',
    );
    expect(seen.length).toBeGreaterThan(2);
    for (const { a = '' } of seen) {
      expect(a.match(/.{4096}/g)?.map((page) => new Set(page).size)).toEqual(Array(10).fill(1));
    }
  });

  it('never mixes truncated bytes with bytes written in their place', async () => {
    for (const cut of [`fs.ftruncateSync(a, 2);`, `fs.closeSync(write('a', 'xx'));`]) {
      const seen = await outcomes(
        `const a = write('a', 'xx' + 'o'.repeat(9998)); fs.fsyncSync(a);
        ${cut} fs.writeSync(a, 'n'.repeat(9998), 2);`,
        'some',
      );
      expect(seen.length).toBeGreaterThan(2);
      for (const { a = '' } of seen) expect(a).toMatch(/^(xx|x)?(o{9998}|n*)$/);
    }
  });

  it('does not restore bytes that were truncated before a folder was synced', async () => {
    const script = `const a = write('a', 'a long one'); fs.fsyncSync(a); fs.ftruncateSync(a, 2);`;
    expect(await outcomes(`${script} syncFolder();`)).toEqual([{ a: 'a ', old: 'old' }]);
  });
});
