/**
 * Records what a store acknowledged, and compares it with the store after each cut. It observes
 * commits like a client, outside of the process that was cut.
 */
import type { LedgerId } from '@holdspace/server/storage';
import type { CommitObserver, LedgerAtStart, UnansweredCommands } from './commit-writer.ts';

export interface PowerCutTotals {
  readonly cuts: number;
  readonly acked: number;
  /** Commits that were acknowledged or seen before, and are now missing or different. */
  readonly lost: number;
  /** The number of commands that are in a ledger more than once. */
  readonly twice: number;
  /** Ledgers found with a hole, a fork or words that are missing. */
  readonly gaps: number;
  /** The number of appends without an answer. */
  readonly unknown: number;
  /** What was found broken, in sentences. */
  readonly faults: readonly string[];
}

export class AcknowledgementAccount implements CommitObserver {
  readonly #totals = { cuts: 0, acked: 0, lost: 0, twice: 0, gaps: 0, unknown: 0 };
  /** By ledger, the macs that must be there, in order. */
  readonly #due = new Map<LedgerId, string[]>();
  /** By ledger, commands without an answer. */
  readonly #open = new Map<LedgerId, Set<string>>();
  /** Commits that the store has not reported since its start. */
  #unread = new Set<LedgerId>();
  readonly #faults: string[] = [];

  get totals(): PowerCutTotals {
    return { ...this.#totals, faults: [...this.#faults] };
  }

  /** Called at a start of the store; returns the commands to send again. */
  begin(): UnansweredCommands {
    this.#unread = new Set(this.#due.keys());
    return Object.fromEntries([...this.#open].map(([ledger, open]) => [ledger, [...open]]));
  }

  /** The store could not start again: everything that it did not report counts as lost. */
  refused(why: string): void {
    this.#faults.push(why);
    for (const ledger of this.#unread) this.#totals.lost += this.#due.get(ledger)?.length ?? 0;
  }

  found({ ledger, entries, broken }: LedgerAtStart): void {
    this.#unread.delete(ledger);
    if (broken !== null) this.#totals.gaps += 1;
    const due = this.#due.get(ledger) ?? [];
    this.#totals.lost += due.filter((mac, i) => entries[i]?.mac !== mac).length;
    this.#due.set(
      ledger,
      entries.map(({ mac }) => mac),
    );
    const commands = new Set(entries.map(({ command }) => command));
    this.#totals.twice += entries.length - commands.size;
    for (const command of commands) this.#open.get(ledger)?.delete(command);
  }

  asked(ledger: LedgerId, command: string): void {
    this.#totals.unknown += 1;
    this.#open.set(ledger, (this.#open.get(ledger) ?? new Set()).add(command));
  }

  acked(ledger: LedgerId, command: string, version: number, mac: string): void {
    this.#totals.unknown -= 1;
    this.#totals.acked += 1;
    this.#open.get(ledger)?.delete(command);
    const due = this.#due.get(ledger) ?? [];
    due[version - 1] = mac;
    this.#due.set(ledger, due);
  }

  cut(): void {
    this.#totals.cuts += 1;
  }

  /** Begins with an empty disk. */
  forget(): void {
    this.#due.clear();
    this.#open.clear();
  }
}
