/** What scripts of Redis answer, as the port has it. */
import type {
  LedgerOpening,
  LedgerSnapshot,
  ProcessedCommand,
  SaltedWords,
  SummaryReading,
} from '../port/store.ts';

/** The answer of `read` (ledger-scripts.ts), whose snapshot is empty where there is none. */
export function toReading(reply: unknown): LedgerOpening {
  const [log, version, mac, entries, words, done, snapshot] = reply as ReadReply;
  return {
    log,
    head: { version: Number(version), mac },
    entries: entries.map(([id, [, entryMac = '', , text = '']]) => ({
      version: Number.parseInt(id, 10),
      mac: entryMac,
      body: text,
    })),
    words: readWords(words),
    commands: readCommands(done),
    snapshot: readSnapshot(snapshot),
  };
}

const readSnapshot = ([
  log,
  version,
  mac = '',
  body = '',
]: readonly string[]): LedgerSnapshot | null =>
  log === undefined ? null : { log, version: Number(version), mac, body };

/** The answer of `summary` (sleep-scripts.ts). */
export function toSummaryReading(reply: unknown): SummaryReading {
  const [[log = '', version, mac = ''], summary, words] = reply as SummaryReply;
  const head = { log, version: Number(version), mac };
  return { head, summary: readSnapshot(summary), words: readWords(words) };
}

type SummaryReply = readonly [
  head: readonly string[],
  summary: readonly string[],
  words: readonly string[],
];

type ReadReply = readonly [
  log: string,
  version: string,
  mac: string,
  entries: readonly (readonly [string, string[]])[],
  words: readonly string[],
  commands: readonly string[],
  snapshot: readonly string[],
];

/** The answer of `commands`: version and command in turn. */
export function readCommands(all: readonly string[]): readonly ProcessedCommand[] {
  const found: ProcessedCommand[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const [digest = '', until = ''] = (all[i + 1] ?? '').split(' ');
    found.push({ digest, version: Number(all[i]), until: Number(until) });
  }
  return found.sort((a, b) => a.version - b.version);
}

/** By version and slot: Redis keeps no order of its own. */
export function readWords(all: readonly string[]): readonly SaltedWords[] {
  const found: (SaltedWords & { readonly version: number })[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const [slot = '', value = ''] = [all[i], all[i + 1]];
    const space = value.indexOf(' ');
    const second = value.indexOf(' ', space + 1);
    found.push({
      version: Number(value.slice(0, space)),
      slot,
      salt: value.slice(space + 1, second),
      text: value.slice(second + 1),
    });
  }
  return found
    .sort((a, b) => a.version - b.version || (a.slot < b.slot ? -1 : 1))
    .map(({ slot, salt, text }) => ({ slot, salt, text }));
}
