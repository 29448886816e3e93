/**
 * Writes commits for the power cuts: one writer appends to a few ledgers as fast as the store
 * answers, reports commands and acknowledgements, and reads all ledgers first. It uses
 * any store through its port and records nothing (account.ts does).
 */
import { randomUUID } from 'node:crypto';
import type { LedgerId, Store } from '@holdspace/server/storage';
import { BrokenChain, CommitCodec, emptyHead } from '@holdspace/server/storage';

/** The content of a ledger when the store was opened; `broken`: why it is damaged. */
export interface LedgerAtStart {
  readonly ledger: LedgerId;
  readonly entries: readonly { readonly mac: string; readonly command: string }[];
  readonly broken: string | null;
}

export interface CommitObserver {
  found(found: LedgerAtStart): void;
  asked(ledger: LedgerId, command: string): void;
  acked(ledger: LedgerId, command: string, version: number, mac: string): void;
}

/** Commands that were sent before without an answer. */
export type UnansweredCommands = Readonly<Record<LedgerId, readonly string[]>>;

interface WrittenFact {
  readonly type: 'Said';
  /** The id of its command, which the store does not return. */
  readonly id: string;
  readonly words: Readonly<Record<string, string>>;
  readonly erases: readonly string[];
}

const ledgers = ['circle:a', 'meeting:a', 'meeting:b'];
const sealer = new CommitCodec(Buffer.alloc(32, 7));
const by = 'p_writer';

/** Runs until the store fails or a ledger is damaged, then rejects. */
export async function writeCommits(
  store: Pick<Store, 'read' | 'append'>,
  witness: CommitObserver,
  again: UnansweredCommands,
): Promise<void> {
  const readings = await Promise.all(
    ledgers.map(async (ledger) => ({ ledger, ...(await inspectLedger(store, ledger)) })),
  );
  for (const { found } of readings) witness.found(found);
  const broken = readings.find(({ found }) => found.broken !== null);
  if (broken) throw new Error(`${broken.found.broken}`);
  await Promise.all(
    readings.map(async ({ ledger, found, log, head: last }) => {
      const done = new Set(found.entries.map(({ command }) => command));
      const waiting = (again[ledger] ?? []).filter((command) => !done.has(command));
      let head = { ...last, log };
      for (;;) {
        const id = waiting.shift() ?? randomUUID();
        const { version } = head;
        const { append } = sealer.encode<WrittenFact>(ledger, head, {
          at: 1000,
          command: { by, id },
          nextDeadline: null,
          events: [
            {
              type: 'Said',
              id,
              words: { [`m.${version}`]: 'x'.repeat(300) },
              // Erasing makes SQLite empty its log file: often in one ledger is often enough.
              erases: ledger === 'meeting:b' && version % 10 === 9 ? [`m.${version - 2}`] : [],
            },
          ],
        });
        witness.asked(ledger, id);
        const answer = await store.append(append);
        if ('conflict' in answer) {
          const { conflict } = answer;
          throw new Error(
            `${ledger}: ${id} was refused as commit ${version + 1}, since the head is ${conflict.version}`,
          );
        }
        head = { ...append.entry, log: answer.log };
        witness.acked(ledger, id, head.version, head.mac);
      }
    }),
  );
}

async function inspectLedger(store: Pick<Store, 'read'>, ledger: LedgerId) {
  const reading = await store.read(ledger, 0);
  const { log, head } = reading;
  try {
    const opened = sealer.decode<WrittenFact>(ledger, emptyHead, reading.entries);
    sealer.verifyWords(ledger, reading.words, opened);
    const spoken = new Set<string>();
    for (const { commit, seals } of opened) {
      for (const { erases } of commit.facts) for (const slot of erases) spoken.delete(slot);
      for (const slot of Object.keys(seals)) spoken.add(slot);
    }
    const words = new Set(reading.words.map(({ slot }) => slot));
    const whole =
      head.version === opened.length &&
      head.mac === (opened.at(-1)?.mac ?? emptyHead.mac) &&
      words.size === spoken.size &&
      [...spoken].every((slot) => words.has(slot));
    const entries = opened.map(({ mac, commit }) => ({ mac, command: commit.facts[0]?.id ?? '' }));
    const broken = whole ? null : `${ledger}: its head or its words are not those of its entries`;
    return { log, head, found: { ledger, entries, broken } };
  } catch (cause) {
    if (!(cause instanceof BrokenChain)) throw cause;
    return { log, head, found: { ledger, entries: [], broken: cause.message } };
  }
}
