/**
 * The file `heads` of a data folder: where every ledger ended when it was written, under one
 * seal. It is replaced as a whole, so it is never half written. It knows no stores.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Head, type LedgerId, StoreFault } from '../port/store.ts';

const formatLine = 'holdspace heads 1';
/** Far more than a million ledgers need. */
const maxBytes = 256 * 1024 * 1024;

export const headNotePath = (folder: string): string => join(folder, 'heads');

const noteMac = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Null when there is none. Throws a StoreFault for one that was altered or has another key. */
export async function readHeadNote(
  folder: string,
  key: Buffer,
): Promise<ReadonlyMap<LedgerId, Head> | null> {
  const file = headNotePath(folder);
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
    throw unreadableFault(file, cause.code ?? 'unknown');
  });
  if (!found) return null;
  if (!found.isFile() || found.size > maxBytes) throw unreadableFault(file, 'not a note of heads');
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw unreadableFault(file, cause.code ?? 'unknown');
  });
  const heads = parseHeadNote(text, key);
  if (heads) return heads;
  throw new StoreFault(
    `${file} was altered, or sealed with another secret. Put back the one that belongs to these ` +
      'data. If you delete it, nobody can say any more whether the end of a ledger is missing.',
  );
}

const unreadableFault = (file: string, why: string) =>
  new StoreFault(`${file} cannot be read (${why}).`);

function parseHeadNote(text: string, key: Buffer): ReadonlyMap<LedgerId, Head> | null {
  const cut = text.lastIndexOf('seal ');
  if (cut < 0) return null;
  const content = text.slice(0, cut);
  const given = Buffer.from(text.slice(cut + 'seal '.length).trimEnd());
  const right = Buffer.from(noteMac(key, content));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [first, ...lines] = content.trimEnd().split('\n');
  if (first !== formatLine) return null;
  return new Map(
    lines.map((line) => {
      const [version = '', mac = '', ledger = ''] = line.split(' ');
      return [ledger, { version: Number(version), mac }];
    }),
  );
}

/** On disk when it resolves, as a whole or not at all. */
export async function writeHeadNote(
  folder: string,
  key: Buffer,
  heads: ReadonlyMap<LedgerId, Head>,
): Promise<void> {
  const lines = [...heads].map(([ledger, { version, mac }]) => `${version} ${mac} ${ledger}`);
  const content = `${[formatLine, ...lines].join('\n')}\n`;
  // Nodes on one machine may share the folder.
  const unfinished = `${headNotePath(folder)}.${process.pid}.part`;
  try {
    const target = await open(unfinished, 'w', 0o600);
    try {
      await target.writeFile(`${content}seal ${noteMac(key, content)}\n`);
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(unfinished, headNotePath(folder));
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
  const directory = await open(folder);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
