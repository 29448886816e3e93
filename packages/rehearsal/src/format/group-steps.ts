/**
 * Steps about what a group does between its meetings, over HTTP: what its organiser changes, seats and
 * cover, and what the place page and the list of meetings then say (RHY-3 to RHY-7, CVR-1, CVR-2).
 */
import { duration } from '@holdspace/protocol/commands';
import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { z } from 'zod';
import type { FormatChecker } from './format-checker.ts';

/** Which meeting to come: 1 is the next one that takes place. */
const place = z.number().int().min(1).max(12).default(1);
const refused = z.string().min(1).optional();

const organiserActs = {
  /** By so much later; earlier when it is negative. */
  'move-meeting': z.strictObject({ meeting: place, hours: z.number(), refused }),
  'cancel-meeting': z.strictObject({ meeting: place, note: z.string().min(1), refused }),
  pause: z.strictObject({ days: z.number().positive().optional(), refused }),
  resume: z.strictObject({ refused }),
  end: z.strictObject({ text: z.string().default(''), refused }),
} as const;
export type OrganiserAction = {
  [Name in keyof typeof organiserActs]: { readonly act: Name } & Readonly<
    z.output<(typeof organiserActs)[Name]>
  >;
}[keyof typeof organiserActs];

/** What a member says about their seat, and a facilitator about carrying, in a meeting to come. */
export const groupActions = [
  'not-this-time',
  'this-time',
  'cannot-carry',
  'carry',
  'take-back-cover',
] as const;
export type GroupAction = (typeof groupActions)[number];

interface Line {
  readonly line: number;
}
export type OrganiserStep = Line & { readonly kind: 'organiser' } & OrganiserAction;
export type GroupActionStep = Line & {
  readonly kind: 'group';
  readonly by: string;
  readonly doing: GroupAction;
  readonly meeting: number;
  readonly refused?: string;
};
/** Null for `as`: what the organiser reads of the meeting. */
export type GroupExpectStep = Line & {
  readonly kind: 'place' | 'meeting';
  readonly as: string | null;
  readonly meeting: number;
  readonly view: unknown;
  /** Milliseconds. */
  readonly within: number;
};
export type GroupStep = OrganiserStep | GroupActionStep | GroupExpectStep;

const day = 24 * 60 * 60 * 1000;

const isOrganiserAct = (name: unknown): name is keyof typeof organiserActs =>
  typeof name === 'string' && Object.hasOwn(organiserActs, name);

/** `{organiser: pause, days: 14}`; null after adding an error to `file`. */
export function readOrganiserStep(
  file: FormatChecker,
  { organiser: act, ...fields }: { readonly organiser?: unknown },
  path: YamlPath,
): OrganiserStep | null {
  if (!isOrganiserAct(act)) {
    const known = Object.keys(organiserActs).join(', ');
    return file.addError([...path, 'organiser'], `An organiser can: ${known}.`);
  }
  const read = file.check<z.ZodType>(organiserActs[act], fields, path);
  return read === null
    ? null
    : ({ line: file.lineOf(path), kind: 'organiser', act, ...read } as OrganiserStep);
}

export const isGroupAction = (name: string): name is GroupAction =>
  groupActions.some((each) => each === name);

/** `{by: ben, do: not-this-time}`. */
export function readGroupAction(
  file: FormatChecker,
  step: object,
  path: YamlPath,
): GroupActionStep | null {
  const shape = z.strictObject({
    by: z.string(),
    do: z.enum(groupActions),
    meeting: place,
    refused,
  });
  const read = file.check(shape, step, path);
  if (!read) return null;
  file.checkPerson(read.by, [...path, 'by']);
  const { by, do: doing, meeting } = read;
  const fields = { line: file.lineOf(path), kind: 'group', by, doing, meeting } as const;
  return read.refused === undefined ? fields : { ...fields, refused: read.refused };
}

/** `{place: {as: ben, seat: waiting}}`, or `{cover: {covered: 1, wanted: 2}, meeting: 2}`. */
export function readGroupExpect(
  file: FormatChecker,
  step: object,
  path: YamlPath,
): GroupExpectStep | null {
  const within = duration.default(1000);
  const line = file.lineOf(path);
  if ('place' in step) {
    const read = file.check(
      z.strictObject({ place: z.looseObject({ as: z.string() }), within }),
      step,
      path,
    );
    if (!read) return null;
    const { as, ...view } = read.place;
    file.checkPerson(as, [...path, 'place', 'as']);
    return { line, kind: 'place', as, meeting: 1, view, within: read.within };
  }
  const read = file.check(
    z.strictObject({ cover: z.looseObject({}), meeting: place, within }),
    step,
    path,
  );
  return (
    read && {
      ...{ line, kind: 'meeting', as: null, meeting: read.meeting },
      ...{ view: read.cover, within: read.within },
    }
  );
}

/** `{days later: 7}`, in milliseconds. */
export function readDaysLater(file: FormatChecker, step: object, path: YamlPath): number | null {
  const read = file.check(
    z.strictObject({ 'days later': z.number().positive().max(3650) }),
    step,
    path,
  );
  return read && Math.round(read['days later'] * day);
}
