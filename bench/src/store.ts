/**
 * What the SQLite store alone costs a message: processor time of its thread's work, and bytes
 * written to disk, checkpoints included. `npm run bench -- --only store` prints it.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Head, LedgerId } from '@holdspace/server/storage';
import { CommitCodec, emptyHead, openLedgerFile } from '@holdspace/server/storage';

/** Of messages of 200 bytes with a command each, in turn to 40 ledgers. */
export interface StoreCost {
  /** So many messages are appended in one transaction. */
  readonly group: number;
  readonly microseconds: number;
  readonly kibibytes: number;
}

const ledgerCount = 40;
const groups = [10, 40];
const text = 'y'.repeat(200);
const codec = new CommitCodec(Buffer.alloc(32, 7));

interface SaidFact {
  readonly type: 'Said';
  readonly person: string;
  readonly message: string;
  readonly words: Readonly<Record<string, string>>;
}

/** Seals the next messages of the ledgers, one after another, when it is asked for them. */
function createMessages() {
  const heads = new Map<LedgerId, Head>();
  let count = 0;
  return (size: number) =>
    Array.from({ length: size }, () => {
      const ledger = `meeting:${count++ % ledgerCount}`;
      const id = randomBytes(8).toString('hex');
      const said = { person: 'p_0123456789abcdef', message: `m_${id}` };
      const { append } = codec.encode<SaidFact>(ledger, heads.get(ledger) ?? emptyHead, {
        nextDeadline: null,
        at: Date.now(),
        command: { by: said.person, id },
        events: [{ type: 'Said', ...said, words: { [`message.m_${id}.text`]: text } }],
      });
      heads.set(ledger, append.entry);
      return { append, now: Date.now() };
    });
}

/** Needs /proc of Linux. `messages`: how many are measured for each size of group. */
export function measureStore(folder: string, messages = 4000): StoreCost[] {
  const data = mkdtempSync(join(folder, 'holdspace-bench-store-'));
  const opening = { folder: data, access: 'owner', mostPages: null } as const;
  const file = openLedgerFile(opening, () => undefined);
  try {
    const next = createMessages();
    for (let warming = 0; warming < messages; warming += ledgerCount)
      file.append(next(ledgerCount));
    return groups.map((group) => {
      const all = Array.from({ length: Math.ceil(messages / group) }, () => next(group));
      const [written, used] = [bytesWritten(), process.cpuUsage()];
      for (const each of all) file.append(each);
      const { user, system } = process.cpuUsage(used);
      const count = all.length * group;
      return {
        group,
        microseconds: (user + system) / count,
        kibibytes: (bytesWritten() - written) / 1024 / count,
      };
    });
  } finally {
    file.close();
    rmSync(data, { recursive: true });
  }
}

const bytesWritten = (): number =>
  Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1]);

export function storeTable(costs: readonly StoreCost[]): string {
  const rows = costs.map(
    ({ group, microseconds, kibibytes }) =>
      `| ${group} | ${microseconds.toFixed(1)} | ${kibibytes.toFixed(2)} |`,
  );
  return [
    '| SQLite store, messages a group | CPU µs a message | KiB written a message |',
    '|--:|--:|--:|',
    ...rows,
  ].join('\n');
}
