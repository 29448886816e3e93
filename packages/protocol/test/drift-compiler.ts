/**
 * Compiles changed copies of core and protocol, and collects what the compiler refuses. Each
 * copy is a folder of its own whose packages import each other; one run checks all copies.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const inRoot = (...path: readonly string[]): string =>
  fileURLToPath(new URL(join('../../..', ...path), import.meta.url));

/** In the file at `path`, from the root of the repository, `from` becomes `to`. */
export interface Edit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

export interface Copy {
  readonly edits?: readonly Edit[];
  /** Files beside the packages, by name; they import `@holdspace/core` and `@holdspace/protocol`. */
  readonly beside?: Readonly<Record<string, string>>;
}

const packages = ['core', 'protocol'] as const;

/** What the compiler refuses in each copy, in their order: lines of `path(line,column): message`. */
export async function refusalsIn(copies: readonly Copy[]): Promise<readonly string[][]> {
  // Below this package, so that its dependencies are found, and where no other check looks.
  const folder = await mkdtemp(inRoot('packages', 'protocol', 'node_modules', '.drift-'));
  try {
    await Promise.all(copies.map((copy, index) => write(copy, join(folder, String(index)))));
    const settings = {
      extends: inRoot('tsconfig.base.json'),
      include: ['*/packages/*/src', '*/*.ts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const lines = await compile(folder);
    return copies.map((_, index) => {
      const start = `${index}/`;
      return lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function write({ edits = [], beside = {} }: Copy, folder: string): Promise<void> {
  const links = join(folder, 'node_modules', '@holdspace');
  await mkdir(links, { recursive: true });
  for (const name of packages) {
    const copy = join(folder, 'packages', name);
    await cp(inRoot('packages', name, 'src'), join(copy, 'src'), { recursive: true });
    const described = JSON.parse(await readFile(inRoot('packages', name, 'package.json'), 'utf8'));
    // The compiler takes two packages of one name and version for one package.
    const own = { ...described, version: `0.0.${basename(folder)}` };
    await writeFile(join(copy, 'package.json'), JSON.stringify(own));
    await symlink(copy, join(links, name));
  }
  for (const { path, from, to } of edits) {
    const file = join(folder, path);
    const text = await readFile(file, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${path} does not hold “${from}” once.`);
    await writeFile(file, text.replace(from, to));
  }
  // A package of its own: else `@holdspace/protocol` is the package that this folder lies in.
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'beside', type: 'module' }));
  for (const [name, text] of Object.entries(beside)) await writeFile(join(folder, name), text);
}

async function compile(project: string): Promise<readonly string[]> {
  const compiler = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', '--pretty', 'false', '-p', '.'];
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, ...options], {
    cwd: project,
    maxBuffer: 16 * 1024 * 1024,
  }).catch((failed: { readonly stdout: string }) => failed);
  return stdout.split('\n');
}
