/**
 * One command between its arrival and its answer. It answers once: with what the circle says, or
 * with `unknown` when that takes too long or fails.
 */
import type { ClientCommand, Millis } from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import type { CommandReply } from '../ledger/command-reply.ts';
import { outcomeOf } from '../ops/command-trace.ts';
import type { ReportError } from '../ops/log.ts';
import type { CommandInFlight, CommandsInFlight } from './commands-in-flight.ts';
import type { RealtimeMetrics } from './realtime-metrics.ts';

/** What all commands of a server share. */
export interface RunningCommandParts {
  readonly metrics: RealtimeMetrics;
  readonly inFlight: CommandsInFlight;
  readonly reportError: ReportError;
}

export class RunningCommand implements CommandReply<CommandAnswer>, CommandInFlight {
  readonly begun: Millis = performance.now();
  /** For error reports; null until the command could be read. */
  name: ClientCommand['do'] | null = null;
  readonly #parts: RunningCommandParts;
  readonly #trace: (answer: CommandAnswer) => void;
  readonly #answer: (answer: CommandAnswer) => void;
  #isAnswered = false;

  constructor(
    parts: RunningCommandParts,
    trace: (answer: CommandAnswer) => void,
    answer: (answer: CommandAnswer) => void,
  ) {
    this.#parts = parts;
    this.#trace = trace;
    this.#answer = answer;
    parts.inFlight.add(this);
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  resolve(answer: CommandAnswer): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    const { inFlight, metrics, reportError } = this.#parts;
    inFlight.remove(this);
    metrics.answered.observe((performance.now() - this.begun) / 1000);
    metrics.commands.inc({ answer: outcomeOf(answer) });
    try {
      this.#trace(answer);
      this.#answer(answer);
    } catch (error) {
      reportError(error, 'answer command');
    }
  }

  reject(fault: unknown): void {
    if (this.#isAnswered) return;
    this.#parts.reportError(fault, `handle command ${this.name}`);
    this.resolve({ unknown: true });
  }

  expire(): void {
    this.resolve({ unknown: true });
  }
}
