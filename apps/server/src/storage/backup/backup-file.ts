/**
 * The file of a backup: gzip'd lines of JSON, each a ledger or one of its entries, between
 * two seals. The second one covers every byte and count before it, and both are made with
 * the chain key, which is not in the file. It knows nothing of stores (transfer.ts).
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline as connect, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import type { Millis } from '@holdspace/core';
import { z } from 'zod';
import { BrokenChain, type CommitCodec } from '../chain/commit-codec.ts';
import { emptyHead, type Head } from '../port/store.ts';

/** A fault of a backup file; the message is a sentence for the operator. */
export class BackupFault extends Error {
  override name = 'BackupFault';
}

export interface BackupCounts {
  readonly ledgers: number;
  readonly entries: number;
  readonly words: number;
}

/** 2: with what waits outside the chain, where there is any. */
const formatVersion = 2;
/** The two seals make a ledger of their own, which is in no store. */
const sealLedger = 'backup';

type BackupSeal =
  | { readonly type: 'Begun' }
  | { readonly type: 'Ended'; readonly sha256: string; readonly counts: BackupCounts };

/** Characters of a line: far more than a commit with all its words has. */
export const maxLineLength = 16 * 1024 * 1024;

const headShape = z.strictObject({ version: z.int(), mac: z.string() });
const entryShape = headShape.extend({ body: z.string() });
const wordsShape = z.strictObject({ slot: z.string(), salt: z.string(), text: z.string() });
const asideShape = z.strictObject({ id: z.string(), text: z.string() });
const ledgerName = z.string().regex(/^[\w:-]{1,200}$/);
const lineShape = z.union([
  z.strictObject({ entry: entryShape, words: z.array(wordsShape) }),
  z.strictObject({ ledger: ledgerName, head: headShape, aside: z.array(asideShape).optional() }),
]);
const firstShape = z.object({ holdspace: z.literal('backup'), format: z.int() });
const sealShape = z.object({ seal: entryShape });

/** A ledger with the head it has in the backup; its entries follow, from the first on. */
export type BackupLine = z.infer<typeof lineShape>;

const noCounts: BackupCounts = { ledgers: 0, entries: 0, words: 0 };

const addToCounts = (counts: BackupCounts, line: BackupLine): BackupCounts =>
  'ledger' in line
    ? { ...counts, ledgers: counts.ledgers + 1 }
    : {
        ...counts,
        entries: counts.entries + 1,
        words: counts.words + line.words.length,
      };

/** The file appears under its name when it is whole and on disk. */
export async function writeBackup(
  file: string,
  sealer: CommitCodec,
  at: Millis,
  lines: AsyncIterable<BackupLine>,
): Promise<BackupCounts> {
  const seal = (previous: Head, fact: BackupSeal) =>
    sealer.encode<BackupSeal>(sealLedger, previous, {
      ...{ at, command: null, events: [fact], nextDeadline: null },
    }).append.entry;
  let counts = noCounts;

  async function* written() {
    const digest = createHash('sha256');
    const text = (line: unknown) => {
      const json = `${JSON.stringify(line)}\n`;
      if (json.length > maxLineLength) throw new BackupFault('A commit is too long for a backup.');
      digest.update(json);
      return json;
    };
    const begun = seal(emptyHead, { type: 'Begun' });
    yield text({ holdspace: 'backup', format: formatVersion, seal: begun });
    for await (const line of lines) {
      counts = addToCounts(counts, line);
      yield text(line);
    }
    const sha256 = digest.copy().digest('hex');
    yield text({ seal: seal(begun, { type: 'Ended', sha256, counts }) });
  }

  const unfinished = `${file}.part`;
  try {
    const target = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(Readable.from(written()), createGzip(), target);
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
  return counts;
}

/** Throws a BackupFault where the file is not what was written once, at its end at the latest. */
export async function* readBackup(file: string, sealer: CommitCodec): AsyncGenerator<BackupLine> {
  const digest = createHash('sha256');
  let begun: Head | null = null;
  let ended = false;
  let counts = noCounts;
  for await (const text of textLines(file)) {
    const json = jsonOf(text);
    const line = lineShape.safeParse(json);
    if (!begun) {
      begun = firstSeal(file, sealer, json);
    } else if (line.success && !ended) {
      counts = addToCounts(counts, line.data);
      yield line.data;
    } else {
      const last: BackupSeal = { type: 'Ended', sha256: digest.copy().digest('hex'), counts };
      if (ended || !isSealed(sealer, begun, json, last)) throw alteredFault(file);
      ended = true;
    }
    digest.update(`${text}\n`);
  }
  if (!ended) throw alteredFault(file);
}

export const alteredFault = (file: string) =>
  new BackupFault(`${file} is not whole or was altered; nothing was imported.`);

function firstSeal(file: string, sealer: CommitCodec, json: unknown): Head {
  const first = firstShape.safeParse(json);
  if (!first.success) throw new BackupFault(`${file} is not a backup of Holdspace.`);
  if (first.data.format > formatVersion) {
    throw new BackupFault(`${file} was written by a newer Holdspace; import it with that one.`);
  }
  if (!isSealed(sealer, emptyHead, json, { type: 'Begun' })) {
    throw new BackupFault(
      `${file} was sealed with another key or altered. HOLDSPACE_SECRET must be the one of the ` +
        'place it came from.',
    );
  }
  return sealShape.parse(json).seal;
}

function isSealed(sealer: CommitCodec, previous: Head, json: unknown, fact: BackupSeal): boolean {
  const line = sealShape.safeParse(json);
  if (!line.success) return false;
  try {
    const [opened] = sealer.decode<BackupSeal>(sealLedger, previous, [line.data.seal]);
    return isDeepStrictEqual(opened?.commit.facts, [fact]);
  } catch (cause) {
    if (cause instanceof BrokenChain) return false;
    throw cause;
  }
}

/** Undefined, which fits no line, for what is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Split at line feeds alone: Node's readline also splits at characters that words may hold.
 * What is in memory is one line, and no line is longer than one that was written.
 */
async function* textLines(file: string): AsyncGenerator<string> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new BackupFault(`There is no file ${file}.`);
  // It is read twice, which a pipe or a device cannot be.
  if (!found.isFile()) throw new BackupFault(`${file} is not a file.`);
  const unzipped = createGunzip();
  connect(createReadStream(file), unzipped, () => undefined);
  let rest: string[] = [];
  let length = 0;
  const keep = (piece: string) => {
    length += piece.length;
    if (length > maxLineLength) throw alteredFault(file);
    rest.push(piece);
  };
  try {
    for await (const chunk of unzipped.setEncoding('utf8')) {
      const [first = '', ...others] = String(chunk).split('\n');
      keep(first);
      for (const piece of others) {
        yield rest.join('');
        rest = [];
        length = 0;
        keep(piece);
      }
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw code.startsWith('Z_') ? alteredFault(file) : cause;
  }
  if (length > 0) yield rest.join('');
}
