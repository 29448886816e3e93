/** Steps in which time passes by: `{days later: 7}`, also in weeks, hours and minutes. */
import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { z } from 'zod';
import type { FormatChecker } from './format-checker.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const units = { weeks: 7 * day, days: day, hours: hour, minutes: minute } as const;
type Unit = keyof typeof units;

const longest = 3650 * day;
const form = /^(week|day|hour|minute)s?[ -]later$/;
const sentence = /^(\d+(?:\.\d+)?) (week|day|hour|minute)s? later$/;

export const isTimeStep = (step: unknown): boolean =>
  typeof step === 'string'
    ? sentence.test(step.trim())
    : typeof step === 'object' && step !== null && Object.keys(step).some((key) => form.test(key));

/** So many days of the calendar, and so many milliseconds after that. */
export interface PassingTime {
  readonly days: number;
  readonly for: number;
}
/** Whole days are days of the calendar: the time of day stays over a clock change. */
export const passingTime = (sum: number): PassingTime => {
  const days = Math.floor(sum / day);
  return { days, for: Math.round(sum - days * day) };
};

/** `{days later: 7}`, `{days later: 1, hours later: 2}`, or `7 days later`; null after adding an error. */
export function readTimeStep(
  file: FormatChecker,
  step: unknown,
  path: YamlPath,
): PassingTime | null {
  const said = typeof step === 'string' ? sentence.exec(step.trim()) : null;
  if (said) return passingTime(Number(said[1]) * units[`${said[2]}s` as Unit]);
  let sum = 0;
  const atMost = (unit: number) => Math.floor(longest / unit);
  for (const [key, written] of Object.entries(step as object)) {
    const unit = form.exec(key)?.[1];
    if (unit === undefined) {
      return file.addError(
        [...path, key],
        'Beside the time that passes by there is nothing in this step.',
      );
    }
    const length = units[`${unit}s` as Unit];
    const read = file.check(
      z
        .number({ error: `needs a number, for example ${key}: 7` })
        .positive()
        .max(atMost(length)),
      written,
      [...path, key],
    );
    if (read === null) return null;
    sum += read * length;
  }
  return passingTime(sum);
}

/** A wait from this length on is time that passes by: nobody sits through it. */
export const longWait = hour;
