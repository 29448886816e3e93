/**
 * The thread of the SQLite store. It takes all jobs that have arrived since the last group, puts
 * their appends into one transaction, and answers when that is on disk; meanwhile the next group
 * collects. sqlite-database.ts does the work on the database.
 */
import {
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  workerData,
} from 'node:worker_threads';
import type { Millis, Slot } from '@holdspace/core';
import type {
  AsideText,
  LedgerEntry,
  LedgerId,
  LedgerSnapshot,
  LogHead,
  SavedSummary,
} from '../port/store.ts';
import { type FlatList, flattenResults, readGroup } from './flat-group.ts';
import type { OpenDatabaseOptions } from './open-database.ts';
import { openLedgerFile } from './open-ledger-file.ts';
import type { LedgerFile } from './sqlite-database.ts';

/** `group`: see flat-group.ts; answered with its results, flat as well. */
type AppendJob = { readonly do: 'append'; readonly group: FlatList };
type OtherJob =
  | {
      readonly do: 'read';
      readonly ledger: LedgerId;
      readonly after: number;
      readonly upTo: number | null;
      readonly now: Millis;
    }
  | { readonly do: 'open'; readonly ledger: LedgerId; readonly now: Millis }
  | {
      readonly do: 'commands';
      readonly ledger: LedgerId;
      readonly upTo: number;
      readonly now: Millis;
    }
  | {
      readonly do: 'save-snapshot';
      readonly ledger: LedgerId;
      readonly snapshot: LedgerSnapshot;
      readonly slots: readonly Slot[];
    }
  | { readonly do: 'save-summaries'; readonly group: readonly SavedSummary[] }
  | { readonly do: 'summaries'; readonly ledgers: readonly LedgerId[]; readonly now: Millis }
  | {
      readonly do: 'words-of';
      readonly ledger: LedgerId;
      readonly slots: readonly Slot[];
      readonly now: Millis;
    }
  | { readonly do: 'deadlines'; readonly until: Millis; readonly limit: number }
  | {
      readonly do: 'set-deadline';
      readonly ledger: LedgerId;
      readonly end: LogHead;
      readonly at: Millis | null;
    }
  | { readonly do: 'set-aside'; readonly ledger: LedgerId; readonly aside: AsideText }
  | { readonly do: 'aside'; readonly ledger: LedgerId }
  | { readonly do: 'heads'; readonly ledgers: readonly LedgerId[] }
  | { readonly do: 'renew'; readonly ledger: LedgerId; readonly end: LogHead }
  | {
      readonly do: 'replace';
      readonly ledger: LedgerId;
      readonly end: LogHead;
      readonly entries: readonly LedgerEntry[];
    }
  | { readonly do: 'ledgers' }
  | { readonly do: 'sweep'; readonly now: Millis }
  | { readonly do: 'check' }
  | { readonly do: 'close' };

export type WorkerJob = AppendJob | OtherJob;

/** What the thread says without being asked while it opens: a sentence for the operator. */
export interface WorkerNotice {
  readonly notice: string;
}

/** A reply has the `number` of its job as `to`; the reply to opening has number 0. */
export type NumberedJob = WorkerJob & { readonly number: number };
export type WorkerReply = { readonly to: number } & (
  | { readonly answer: unknown }
  | { readonly fault: string }
);

const checkpointRetryDelay: Millis = 1000;

function runJob(to: number, work: () => unknown): WorkerReply {
  try {
    return { to, answer: work() };
  } catch (fault) {
    return { to, fault: fault instanceof Error ? fault.message : String(fault) };
  }
}

function serveJobs(port: MessagePort, file: LedgerFile): void {
  let cleaning: NodeJS.Timeout | undefined;

  const clean = () => {
    clearTimeout(cleaning);
    if (!file.checkpoint()) cleaning = setTimeout(clean, checkpointRetryDelay);
  };

  const answer = (ask: OtherJob): unknown => {
    switch (ask.do) {
      case 'read':
        return file.read(ask.ledger, ask.after, ask.now, ask.upTo);
      case 'open':
        return file.open(ask.ledger, ask.now);
      case 'commands':
        return file.commands(ask.ledger, ask.upTo, ask.now);
      case 'save-snapshot':
        return file.saveSnapshot(ask.ledger, ask.snapshot, ask.slots);
      case 'save-summaries':
        return file.saveSummaries(ask.group);
      case 'summaries':
        return file.summaries(ask.ledgers, ask.now);
      case 'words-of':
        return file.wordsOf(ask.ledger, ask.slots, ask.now);
      case 'deadlines':
        return file.deadlines(ask.until, ask.limit);
      case 'set-deadline':
        return file.setDeadline(ask.ledger, ask.end, ask.at);
      case 'set-aside':
        return file.setAside(ask.ledger, ask.aside);
      case 'aside':
        return file.aside(ask.ledger);
      case 'heads':
        return file.heads(ask.ledgers);
      case 'renew':
        return file.renew(ask.ledger, ask.end);
      case 'replace':
        return file.replace(ask.ledger, ask.end, ask.entries);
      case 'ledgers':
        return file.ledgers();
      case 'sweep':
        return file.sweep(ask.now);
      case 'check':
        return file.check();
      case 'close':
        return close();
      default:
        return ask satisfies never;
    }
  };

  /** One transaction for the groups of all jobs. */
  const append = (jobs: readonly (NumberedJob & AppendJob)[]): WorkerReply[] => {
    let results: readonly FlatList[] = [];
    const written = runJob(0, () => {
      const groups = jobs.map(({ group }) => readGroup(group));
      const answers = file.append(groups.flat());
      let end = 0;
      results = groups.map((appends) => {
        const start = end;
        end += appends.length;
        return flattenResults(appends, answers.slice(start, end));
      });
    });
    return jobs.map(({ number: to }, i) =>
      'fault' in written ? { ...written, to } : { to, answer: results[i] },
    );
  };

  const gather = (first: readonly NumberedJob[]) => {
    const appends: (NumberedJob & AppendJob)[] = [];
    const others: (NumberedJob & OtherJob)[] = [];
    let next: readonly NumberedJob[] | undefined = first;
    for (; next; next = receiveMessageOnPort(port)?.message) {
      for (const asked of next) {
        if (asked.do === 'append') appends.push(asked);
        else others.push(asked);
      }
    }
    if (appends.length > 0) port.postMessage(append(appends));
    for (const ask of others) port.postMessage([runJob(ask.number, () => answer(ask))]);
    clean();
  };

  const close = () => {
    clearTimeout(cleaning);
    port.off('message', gather);
    file.close();
  };

  port.on('message', gather);
}

if (parentPort) {
  const port = parentPort;
  const notify = (notice: string) => port.postMessage([{ notice }]);
  const opened = runJob(0, () =>
    serveJobs(port, openLedgerFile(workerData as OpenDatabaseOptions, notify)),
  );
  port.postMessage([opened]);
}
