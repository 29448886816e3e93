/** What came of one rehearsal: every step, every person, the totals, and what did not hold. */
import type { DeliveryTotals } from './delivery-totals.ts';

export interface StepResult {
  readonly n: number;
  readonly by?: string;
  readonly do: string;
  /** `ok`, a refusal's code, `held` for an expectation, or what went wrong. */
  readonly answer: string;
  readonly ms: number;
}

export interface StepFailure {
  readonly file: string;
  /** From 1, counting every step that was played; 0: before the first. */
  readonly step: number;
  readonly line: number;
  /** What was being done. */
  readonly what: string;
  /** Where in the view; '' when it is no view. */
  readonly path: string;
  readonly expected: unknown;
  readonly seen: unknown;
}

export interface RehearsalResult {
  readonly file: string;
  readonly title: string;
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
  readonly people: Readonly<Record<string, PersonResult>>;
  readonly totals: DeliveryTotals;
  readonly failure?: StepFailure;
}

export interface PersonResult {
  readonly view: unknown;
  readonly said: number;
  readonly acked: number;
  readonly seen: number;
}

/** Thrown inside a rehearsal that cannot go on. */
export class StepFailedError extends Error {
  readonly failure: Omit<StepFailure, 'file'>;

  constructor(failure: Omit<StepFailure, 'file'>) {
    super(failure.what);
    this.failure = failure;
  }
}

export function stepFailed(
  step: number,
  line: number,
  what: string,
  expected: unknown,
  seen: unknown,
  path = '',
): StepFailedError {
  return new StepFailedError({ step, line, what, path, expected, seen });
}
