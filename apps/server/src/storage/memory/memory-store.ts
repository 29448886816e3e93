/**
 * The ledger port in plain memory: for tests, demos and rehearsals that leave nothing behind.
 * It keeps every promise of the port but one: nothing outlives the process. Several nodes of
 * one process can share it.
 */
import { randomBytes } from 'node:crypto';
import type { Millis, Slot } from '@holdspace/core';
import type {
  AsideText,
  LedgerEntry,
  LedgerId,
  LedgerReading,
  LedgerSnapshot,
  LogHead,
  ProcessedCommand,
  SaltedWords,
  Store,
  SummaryReading,
} from '../port/store.ts';
import { emptyHead, StoreFault } from '../port/store.ts';
import { createMemorySharedStore } from './memory-shared-store.ts';

interface MemoryLedger {
  log: string;
  readonly entries: LedgerEntry[];
  /** By slot, with the version that wrote them last. */
  readonly words: Map<Slot, SaltedWords & { readonly version: number }>;
  wordsUntil: Millis | null;
  commands: ProcessedCommand[];
  /** By id. */
  readonly aside: Map<string, AsideText>;
  /** Null: none. */
  nextDeadline: Millis | null;
  /** With the slots whose words an opening reads. */
  snapshot: SnapshotWithSlots | null;
  /** With the slots whose words belong to it. */
  summary: SnapshotWithSlots | null;
}

interface SnapshotWithSlots {
  readonly kept: LedgerSnapshot;
  readonly slots: ReadonlySet<Slot>;
}

const newLog = () => randomBytes(16).toString('base64url');

const newLedger = (): MemoryLedger => ({
  log: newLog(),
  entries: [],
  words: new Map(),
  wordsUntil: null,
  commands: [],
  aside: new Map(),
  nextDeadline: null,
  snapshot: null,
  summary: null,
});

export function createMemoryStore({ now = Date.now }: { now?: () => Millis } = {}): Store {
  const ledgers = new Map<LedgerId, MemoryLedger>();
  let closed = false;

  const { shared, publish } = createMemorySharedStore(now);
  const endOf = (ledger: MemoryLedger | undefined): LogHead => {
    const { version, mac } = ledger?.entries.at(-1) ?? emptyHead;
    return { version, mac, log: ledger?.log ?? '' };
  };
  const isEnd = (
    end: LogHead,
    { version, mac, log }: Omit<LogHead, 'log'> & { log: string | null },
  ) => end.version === version && end.mac === mac && (log === null || end.log === log);
  const lasting = (commands: readonly ProcessedCommand[]) =>
    commands.filter(({ until }) => until > now());
  const expiredFirst = ({ commands: [first] }: MemoryLedger) =>
    first !== undefined && first.until <= now();
  const expired = ({ wordsUntil }: MemoryLedger) => wordsUntil !== null && wordsUntil <= now();

  /** Everything happens at once, between two awaits of the caller; only the answer is later. */
  const answer = async <T>(work: () => T): Promise<T> => {
    if (closed) throw new StoreFault('The store in memory is closed.');
    return work();
  };

  const wordsOf = (
    ledger: MemoryLedger,
    accepts: (each: SaltedWords & { readonly version: number }) => boolean,
  ): SaltedWords[] =>
    (expired(ledger) ? [] : [...ledger.words.values()])
      .filter(accepts)
      .map(({ slot, salt, text }) => ({ slot, salt, text }));

  const summaryOf = (id: LedgerId): SummaryReading => {
    const ledger = ledgers.get(id);
    const head = endOf(ledger);
    const { kept, slots } = ledger?.summary ?? {};
    if (!ledger || !kept || kept.log !== head.log || kept.version > head.version) {
      return { head, summary: null, words: [] };
    }
    return { head, summary: kept, words: wordsOf(ledger, ({ slot }) => slots?.has(slot) === true) };
  };

  const read = (id: LedgerId, after: number, upTo = Number.POSITIVE_INFINITY): LedgerReading => {
    const ledger = ledgers.get(id);
    const { log, version, mac } = endOf(ledger);
    if (!ledger) return { log, head: emptyHead, entries: [], words: [], commands: [] };
    const isRead = (each: { readonly version: number }) =>
      each.version > after && each.version <= upTo;
    return {
      log,
      head: { version, mac },
      entries: ledger.entries.slice(after, upTo),
      words: wordsOf(ledger, isRead),
      commands: lasting(ledger.commands).filter(isRead),
    };
  };

  return {
    name: 'memory',
    now,
    shared,
    append: (append) =>
      answer(() => {
        const { ledger: id, log, previous, command, entry } = append;
        const { words, erases, takes, wordsUntil, nextDeadline } = append;
        if (entry.version !== previous.version + 1) {
          throw new StoreFault(`Commit ${entry.version} cannot follow commit ${previous.version}.`);
        }
        const end = endOf(ledgers.get(id));
        if (!isEnd(end, { ...previous, log })) {
          return { conflict: { version: end.version, mac: end.mac } };
        }
        const ledger = ledgers.get(id) ?? newLedger();
        ledgers.set(id, ledger);
        ledger.entries.push({ ...entry });
        if (wordsUntil !== null) {
          if (expired(ledger)) ledger.words.clear();
          ledger.wordsUntil = wordsUntil;
        }
        for (const slot of erases) ledger.words.delete(slot);
        for (const id of takes) ledger.aside.delete(id);
        for (const each of words) ledger.words.set(each.slot, { ...each, version: entry.version });
        if (expiredFirst(ledger)) ledger.commands = lasting(ledger.commands);
        if (command) ledger.commands.push(command);
        ledger.nextDeadline = nextDeadline;
        publish(id, { log: ledger.log, entry, words, command });
        return { ok: true, log: ledger.log };
      }),
    read: (id, after, upTo) => answer(() => read(id, after, upTo)),
    open: (id) =>
      answer(() => {
        const ledger = ledgers.get(id);
        const { kept, slots } = ledger?.snapshot ?? {};
        const end = endOf(ledger);
        const fits = kept && kept.log === end.log && kept.version <= end.version;
        if (!ledger || !fits) return { ...read(id, 0), snapshot: null };
        const words = wordsOf(
          ledger,
          ({ slot, version }) => version > kept.version || slots?.has(slot) === true,
        );
        return { ...read(id, kept.version), words, snapshot: kept };
      }),
    commands: (id, upTo) => answer(() => read(id, 0, upTo).commands),
    saveSnapshot: (id, kept, slots) =>
      answer(() => {
        const ledger = ledgers.get(id);
        if (ledger) ledger.snapshot = { kept, slots: new Set(slots) };
      }),
    saveSummaries: (group) =>
      answer(() => {
        for (const { ledger: id, summary: kept, slots } of group) {
          const ledger = ledgers.get(id);
          if (ledger) ledger.summary = { kept, slots: new Set(slots) };
        }
      }),
    summaries: (ids) => answer(() => new Map(ids.map((id) => [id, summaryOf(id)]))),
    wordsOf: (id, slots) =>
      answer(() => {
        const ledger = ledgers.get(id);
        return ledger ? wordsOf(ledger, ({ slot }) => slots.includes(slot)) : [];
      }),
    deadlines: (until, limit) =>
      answer(() =>
        [...ledgers]
          .flatMap(([ledger, { nextDeadline: at }]) => (at === null ? [] : [{ ledger, at }]))
          .filter(({ at }) => at <= until)
          .sort((a, b) => a.at - b.at)
          .slice(0, limit),
      ),
    setDeadline: (id, end, at) =>
      answer(() => {
        const ledger = ledgers.get(id);
        if (ledger && isEnd(endOf(ledger), end)) ledger.nextDeadline = at;
      }),
    setAside: (id, aside) =>
      answer(() => {
        const ledger = ledgers.get(id);
        if (!ledger) throw new StoreFault(`There is no ledger ${id}.`);
        ledger.aside.set(aside.id, aside);
      }),
    aside: (id) =>
      answer(() =>
        [...(ledgers.get(id)?.aside.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    heads: (ids) => answer(() => new Map(ids.map((id) => [id, endOf(ledgers.get(id))]))),
    renewLog: (id, end) =>
      answer(() => {
        const ledger = ledgers.get(id);
        if (!ledger || !isEnd(endOf(ledger), end)) return;
        ledger.log = newLog();
        ledger.snapshot = null;
        ledger.summary = null;
      }),
    replaceEntries: (id, end, entries) =>
      answer(() => {
        const ledger = ledgers.get(id);
        if (!ledger || !isEnd(endOf(ledger), end)) return;
        ledger.entries.splice(0, ledger.entries.length, ...entries);
        ledger.log = newLog();
        ledger.snapshot = null;
        ledger.summary = null;
      }),
    ledgers: () => answer(() => [...ledgers.keys()].sort()),
    sweep: () =>
      answer(() => {
        let swept = 0;
        for (const ledger of ledgers.values()) {
          ledger.commands = lasting(ledger.commands);
          if (!expired(ledger)) continue;
          swept += ledger.words.size;
          ledger.words.clear();
        }
        return swept;
      }),
    check: () => answer(() => undefined),
    close: async () => {
      closed = true;
    },
  };
}
