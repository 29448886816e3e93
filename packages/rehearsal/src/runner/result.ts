/** The result of one rehearsal: each step, each person, the totals, and the failure. */
import type { DeliveryTotals } from './delivery-totals.ts';

export interface StepResult {
  readonly n: number;
  readonly by?: string;
  readonly do: string;
  /** `ok`, the code of a refusal, `held` for an expectation, or what went wrong. */
  readonly answer: string;
  readonly ms: number;
}

export interface StepFailure {
  readonly file: string;
  /** The number of the step, from 1; 0: before the first. */
  readonly step: number;
  readonly line: number;
  /** The step in words. */
  readonly what: string;
  /** The path in the view; '' when the step compares no view. */
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

/** Ends a rehearsal that cannot continue. */
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

/** Of a rehearsal that ended before its people came. */
export const failedBefore = (
  { file, title }: { readonly file: string; readonly title: string },
  failure: Omit<StepFailure, 'file'>,
): RehearsalResult & { readonly failure: StepFailure } => ({
  ...{ file, title, ok: false, steps: [], people: {} },
  totals: { acked: 0, lost: 0, twice: 0, outOfOrder: 0, orders: 1, refused: 0 },
  failure: { file, ...failure },
});
