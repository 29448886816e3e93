/**
 * Parses a rehearsal and finds every error before a server starts, each with its line, its key
 * and what would be right. runner/play-rehearsal.ts plays it.
 */
import { seats } from '@holdspace/core';
import { duration } from '@holdspace/protocol/commands';
import { circleSettings, meetingMinutes, newAgreements } from '@holdspace/protocol/http';
import { z } from 'zod';
import type { EnvironmentOptions } from './fault-steps.ts';
import { FormatChecker, type FormatError } from './format-checker.ts';
import { readPlay } from './parse-steps.ts';
import type { Rehearsal, RehearsalPerson } from './rehearsal.ts';
import { rhythmForm } from './rhythm-form.ts';

const circleSchema = z.strictObject({
  ...circleSettings.shape,
  name: z.string().min(1).max(60).optional(),
  purpose: z.string().max(500).optional(),
  agreements: newAgreements.optional(),
  /** Another word for `carers`. */
  cover: circleSettings.shape.carers,
  /** The id of a kit that comes along; the other keys go before it. */
  kit: z
    .string()
    .regex(/^[a-z][a-z\d-]*$/)
    .optional(),
  /** What is left out follows from the first meeting, and that from `starts`. */
  rhythm: rhythmForm.optional(),
  minutes: meetingMinutes.optional(),
  starts: duration.optional(),
  ends: duration.optional(),
});
const personSchema = z.strictObject({
  role: z.enum(['facilitator', 'participant', 'organiser']).default('participant'),
  seat: z.enum(seats).default('sharer'),
  name: z.string().min(1).max(60).optional(),
  arrives: z.literal('later').optional(),
  standIn: z.boolean().default(false),
  staff: z.boolean().default(false),
  onCall: z.boolean().default(false),
});
const fileSchema = z.strictObject({
  title: z.string().min(1),
  circle: z.unknown().optional(),
  people: z.record(z.string(), z.unknown()),
  play: z.array(z.unknown()),
});

export const isFormatErrors = (
  read: Rehearsal | readonly FormatError[],
): read is readonly FormatError[] => Array.isArray(read);

/** `environment` is checked against the faults of the file; null: not known, so all are accepted. */
export function parseRehearsal(
  name: string,
  text: string,
  environment: EnvironmentOptions | null = null,
): Rehearsal | readonly FormatError[] {
  const checking = new FormatChecker(name, text, environment);
  if (checking.errors.length > 0) return checking.errors;
  const root = checking.check(fileSchema, checking.value(), []);
  if (!root) return checking.errors;
  const circle = checking.check(circleSchema, root.circle ?? {}, ['circle']);
  checking.people = readPeople(checking, root.people);
  const play = readPlay(checking, root.play, ['play']);
  if (checking.errors.length > 0) return checking.errors;
  return {
    file: name,
    title: root.title,
    // As written: the server parses the durations.
    circle: {
      ...withoutCover(root.circle as CircleInput | undefined),
      ...(circle?.rhythm && { rhythm: circle.rhythm }),
    },
    people: new Map(
      [...checking.people].map(([key, part]) => [
        key,
        checking.carers.has(key) ? { ...part, staff: true } : part,
      ]),
    ),
    play,
  };
}

type CircleInput = Rehearsal['circle'] & { readonly cover?: number };
const withoutCover = ({ cover, ...circle }: CircleInput = {}): Rehearsal['circle'] =>
  cover === undefined ? circle : { carers: cover, ...circle };

function readPeople(
  checking: FormatChecker,
  people: Record<string, unknown>,
): ReadonlyMap<string, RehearsalPerson> {
  const parts = new Map<string, RehearsalPerson>();
  for (const [key, value] of Object.entries(people)) {
    if (key === 'all' || key === 'last' || key.includes(' ')) {
      checking.addError(
        ['people', key],
        `“${key}” cannot be a person's key; choose one other word.`,
      );
    }
    const read = checking.check(personSchema, value ?? {}, ['people', key]);
    if (read?.role === 'organiser') {
      checking.organisers = new Set([...checking.organisers, key]);
      continue;
    }
    const { seat = 'sharer', name = key, arrives } = read ?? {};
    const role = read?.role ?? 'participant';
    const { standIn = false, staff = false, onCall = false } = read ?? {};
    for (const [field, given] of Object.entries({ staff, onCall })) {
      if (given && role !== 'facilitator') {
        checking.addError(
          ['people', key, field],
          'Only facilitators are staff: role: facilitator.',
        );
      }
    }
    parts.set(key, {
      ...{ role, seat, name, later: arrives === 'later' },
      ...(standIn && { standIn }),
      ...((staff || onCall) && { staff: true }),
      ...(onCall && { onCall }),
    });
  }
  if (parts.size === 0) checking.addError(['people'], 'A rehearsal needs at least one person.');
  return parts;
}
