/**
 * The draft of a new circle as it is typed, and the request it becomes. The draft stays in this
 * tab until the circle is open.
 */
import type { NewCircleRequest } from '@holdspace/protocol';
import { now } from '../../lib/time/now.ts';

export type NewCircleStep = 'about' | 'when' | 'how';
export const newCircleSteps = ['about', 'when', 'how'] as const satisfies readonly NewCircleStep[];

export type AdmissionChoice = 'facilitator' | 'members' | 'everyone';

export interface CircleDraft {
  readonly step: NewCircleStep;
  readonly name: string;
  readonly purpose: string;
  readonly agreements: readonly string[];
  /** `2026-05-12` and `18:30`, in the organiser's own zone. */
  readonly date: string;
  readonly time: string;
  readonly minutes: string;
  readonly seats: string;
  readonly admit: AdmissionChoice;
  readonly piece: string;
  /** As on the wire: `24h`. */
  readonly retention: string;
}

const quarter = 15 * 60_000;
const week = 7 * 24 * 60 * 60_000;
const twoDigits = (number: number) => String(number).padStart(2, '0');

export const toDateInput = (moment: Date): string =>
  `${moment.getFullYear()}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())}`;
export const toTimeInput = (moment: Date): string =>
  `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;

/** The next full quarter of an hour. `at`: epoch ms. */
export const nextQuarterHour = (at = now()): Date => new Date(Math.ceil(at / quarter) * quarter);

/**
 * The same weekday and time of day as `start`, in the organiser's zone, at least one week later and
 * not before `at`. It counts in days, since a clock change makes one day shorter or longer.
 * `start` and `at`: epoch ms.
 */
export function sameTimeNextWeek(start: number, at = now()): Date {
  const last = new Date(start);
  const [year, month, day] = [last.getFullYear(), last.getMonth(), last.getDate()];
  const [hours, minutes] = [last.getHours(), last.getMinutes()];
  for (let weeks = Math.max(1, Math.floor((at - start) / week)); ; weeks++) {
    const next = new Date(year, month, day + 7 * weeks, hours, minutes);
    if (next.getTime() >= at) return next;
  }
}

export const emptyCircleDraft = (agreements: readonly string[]): CircleDraft => ({
  step: 'about',
  name: '',
  purpose: '',
  agreements,
  date: toDateInput(nextQuarterHour()),
  time: toTimeInput(nextQuarterHour()),
  minutes: '75',
  seats: '8',
  admit: 'facilitator',
  piece: 'talking piece',
  retention: '24h',
});

/** Null while date or time are not complete. */
export function draftStart({ date, time }: Pick<CircleDraft, 'date' | 'time'>): Date | null {
  const start = new Date(`${date}T${time}`);
  return date && time && !Number.isNaN(start.getTime()) ? start : null;
}

/** Empty fields are sent as they are; the server answers with an error for each field. */
export const toNewCircleRequest = (draft: CircleDraft): NewCircleRequest => ({
  name: draft.name.trim(),
  purpose: draft.purpose.trim(),
  agreements: draft.agreements.map((each) => each.trim()).filter((each) => each !== ''),
  start: draftStart(draft)?.toISOString() ?? '',
  minutes: Number(draft.minutes),
  settings: {
    seats: Number(draft.seats),
    admit: draft.admit,
    piece: draft.piece.trim(),
    retention: draft.retention,
  },
});

/** The step of the form that has this field of the request. */
export function stepOfField(field: string): NewCircleStep {
  if (field === 'start' || field === 'minutes') return 'when';
  return field.startsWith('settings') ? 'how' : 'about';
}
