/**
 * A folder on a disk that can lose power: builds the library of disk.c, says how a program is
 * started on it, and restores the folder to the state after a cut. It starts and kills nothing:
 * the caller of `cut` ensures before that no process of the program is left.
 *
 * Names behave as on a file system with an ordered journal (ext4, XFS): the first sync of a new
 * file makes its name durable; the sync of a directory makes all names and truncations so far
 * durable. Of the later renames and deletions a random number is applied, in their order.
 * Bytes: `nothing` keeps only synced bytes. `some` also keeps bytes that the system can have
 * written by itself: random pages, and a random part of the growth of a file.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RandomSource } from '../harness/random-source.ts';

export type SurvivingWrites = 'nothing' | 'some';

/** One file, independent of its name. The name of its copy is its identity. */
interface DiskFile {
  /** Null before its first sync. */
  copy: string | null;
  /** The smallest length that it was truncated to since then; null without a truncation. */
  cutTo: number | null;
  /** The number of bytes of its copy that stay on the disk. */
  most: number;
}
type DiskNames = Map<string, DiskFile>;

const page = 4096;
const whole = Number.POSITIVE_INFINITY;

export class Disk {
  /** Where the program keeps its files. */
  readonly folder: string;
  readonly #root: string;
  readonly #kept: string;
  readonly #library: string;
  #atStart: DiskNames = new Map();

  constructor() {
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), 'holdspace-power-cut-')));
    this.folder = join(this.#root, 'disk');
    this.#kept = join(this.#root, 'kept');
    this.#library = join(this.#root, 'disk.so');
    const source = fileURLToPath(new URL('disk.c', import.meta.url));
    const flags = [
      '-std=gnu11',
      '-O2',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-U_FORTIFY_SOURCE',
      '-shared',
      '-fPIC',
    ];
    execFileSync('cc', [...flags, '-o', this.#library, source, '-ldl', '-lpthread']);
    this.empty();
  }

  /** A new, empty disk. */
  empty(): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder);
  }

  /** Everything in the folder counts as durable from now on. Returns the environment for a program. */
  mount(): { LD_PRELOAD: string; POWER_CUT_FOLDER: string; POWER_CUT_KEPT: string } {
    rmSync(this.#kept, { recursive: true, force: true });
    mkdirSync(this.#kept);
    this.#atStart = new Map(
      this.#found().map(({ name, path, copy }) => {
        copyFileSync(path, join(this.#kept, copy));
        return [name, { copy, cutTo: null, most: whole }];
      }),
    );
    return {
      LD_PRELOAD: this.#library,
      POWER_CUT_FOLDER: this.folder,
      POWER_CUT_KEPT: this.#kept,
    };
  }

  /** Simulates a power cut since `mount`: afterwards the folder contains what the disk kept. */
  cut(survives: SurvivingWrites, dice: RandomSource): void {
    const { durable, files } = this.#replay(dice);
    const found = this.#found();
    const now = new Map(found.map(({ copy, path }) => [copy, path]));
    const left = [...durable].map(([name, { copy, cutTo, most }]): [string, Buffer] => {
      if (copy === null) return [name, Buffer.alloc(0)];
      const synced = readFileSync(join(this.#kept, copy)).subarray(0, most);
      const path = now.get(copy);
      return [
        name,
        survives === 'some' && path ? mixPages(synced, readFileSync(path), cutTo, dice) : synced,
      ];
    });
    if (survives === 'some') {
      const synced = new Set(files.map(({ copy }) => copy));
      for (const { name, path, copy } of found) {
        // Never synced, but its name can be on the disk.
        const known = durable.get(name);
        if (synced.has(copy) || (known ? known.copy !== null : dice.between(0, 1) === 0)) continue;
        left.push([name, mixPages(Buffer.alloc(0), readFileSync(path), null, dice)]);
      }
    }
    const directories = entriesIn(this.folder).filter(({ entry }) => entry.isDirectory());
    this.empty();
    for (const { name } of directories) mkdirSync(join(this.folder, name), { recursive: true });
    for (const [name, bytes] of left)
      writeFileSync(join(this.folder, name), bytes, { mode: 0o600 });
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #found(): { name: string; path: string; copy: string }[] {
    return entriesIn(this.folder)
      .filter(({ entry }) => entry.isFile())
      .map(({ name }) => {
        const path = join(this.folder, name);
        const { ino, birthtimeNs } = statSync(path, { bigint: true });
        const birth = [birthtimeNs / 1_000_000_000n, birthtimeNs % 1_000_000_000n];
        return { name, path, copy: [ino, ...birth].map((each) => each.toString(16)).join('.') };
      });
  }

  /** Reads the list: the durable names, and every file that existed. */
  #replay(dice: RandomSource): { durable: DiskNames; files: readonly DiskFile[] } {
    const list = join(this.#kept, 'list');
    const lines = existsSync(list) ? readFileSync(list, 'utf8').split('\n').slice(0, -1) : [];
    let durable: DiskNames = new Map(this.#atStart);
    const seen: DiskNames = new Map(this.#atStart);
    const files = [...seen.values()];
    let since: ((names: DiskNames) => void)[] = [];
    const known = (name: string): DiskFile => {
      const file = seen.get(name) ?? { copy: null, cutTo: null, most: whole };
      if (!seen.has(name)) files.push(file);
      seen.set(name, file);
      return file;
    };
    for (const line of lines) {
      const [what, path = '', ...others] = line.split('\t');
      if (what === 'sync') {
        const file = known(path);
        file.copy = others[0] ?? null;
        file.cutTo = null;
        if (!durable.has(path) && ![...durable.values()].includes(file)) durable.set(path, file);
      } else if (what === 'cut') {
        const file = known(path);
        file.cutTo = Math.min(file.cutTo ?? whole, Number(others[0]));
      } else if (what === 'dir') {
        others.forEach(known);
        for (const file of files) {
          file.most = Math.min(file.most, file.cutTo ?? whole);
          file.cutTo = null;
        }
        durable = new Map(seen);
        since = [];
      } else {
        const file = known(path);
        const step = (names: DiskNames) => {
          names.delete(path);
          if (what === 'rename') names.set(others[0] ?? '', file);
        };
        step(seen);
        since.push(step);
      }
    }
    for (const step of since.slice(0, dice.between(0, since.length))) step(durable);
    return { durable, files };
  }
}

/** Restores the truncated bytes, or keeps the bytes in their place; never a mixture. */
function mixPages(synced: Buffer, now: Buffer, cutTo: number | null, dice: RandomSource): Buffer {
  const end = Math.min(cutTo ?? synced.length, synced.length);
  const back = cutTo !== null && dice.between(0, 1) === 0;
  const grown = now.subarray(end, end + dice.between(0, Math.max(now.length - end, 0)));
  const bytes = Buffer.concat([synced.subarray(0, end), back ? synced.subarray(end) : grown]);
  const common = Math.min(end, now.length);
  for (let at = 0; at < common; at += page) {
    if (dice.between(0, 1) === 0) now.copy(bytes, at, at, Math.min(at + page, common));
  }
  return bytes;
}

const entriesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => ({
    entry,
    name: relative(folder, join(entry.parentPath, entry.name)),
  }));
