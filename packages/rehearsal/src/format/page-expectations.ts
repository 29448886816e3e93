/**
 * What a page that is not live must say: the place page of a member, the meetings of the circle, cover,
 * seats, proposals, the inbox. Each is one answer of the HTTP interface.
 */
import { duration } from '@holdspace/protocol/commands';
import {
  agreementsBody,
  circleRhythm,
  inboxList,
  meetingBody,
  ownCarrying,
  ownDebrief,
  ownMeeting,
  placeBody,
  proposalList,
} from '@holdspace/protocol/http';
import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { z } from 'zod';
import type { FormatChecker } from './format-checker.ts';
import { type MeetingReference, meetingReference } from './meeting-reference.ts';
import { shapeOfSchema } from './page-shape.ts';

/** Each page with the body that it has, and who reads it. */
export const pages = {
  place: { body: placeBody, by: 'member' },
  agreements: { body: agreementsBody, by: 'member' },
  proposals: { body: proposalList, by: 'member' },
  /** What somebody of the staff is asked, and carries. */
  'own-meetings': { body: z.array(ownMeeting), by: 'member' },
  carrying: { body: ownCarrying, by: 'member' },
  debriefs: { body: z.array(ownDebrief), by: 'member' },
  inbox: { body: inboxList, by: 'anybody' },
  meetings: { body: z.array(meetingBody), by: 'organiser' },
  rhythm: { body: circleRhythm, by: 'organiser' },
  cover: { body: meetingBody.extend({ level: z.string() }), by: 'organiser' },
} as const;
export type PageName = keyof typeof pages;
export const pageNames = Object.keys(pages) as readonly PageName[];
const isPage = (name: string): name is PageName => Object.hasOwn(pages, name);

export const coverWords = ['covered', 'half covered', 'uncovered'] as const;

/** `as` is null for the organiser. */
export interface PageExpectation {
  readonly page: PageName;
  readonly as: string | null;
  readonly meeting: MeetingReference;
  readonly view: unknown;
}
interface Line {
  readonly line: number;
}
/** All of them must hold at once; `within` in milliseconds. */
export type PageStep = Line & {
  readonly kind: 'pages';
  readonly expected: readonly PageExpectation[];
  readonly within: number;
};

/** Pages are read again and again until then. */
const within = duration.default(3000);

/** `{place: {as: ben, seat: waiting}}`, `{cover: {covered: 1}, meeting: 2}`, `{seats: {ben: seat, eve: waiting}}`. */
export function readPageStep(file: FormatChecker, step: object, path: YamlPath): PageStep | null {
  if ('seats' in step) return readSeats(file, step, path);
  const page = Object.keys(step).find(isPage) ?? 'place';
  const shape = z.strictObject({
    [page]: z.unknown(),
    as: z.string().optional(),
    meeting: meetingReference,
    within,
  });
  const read = file.check<z.ZodType>(shape, step, path) as
    | ({
        readonly as?: string;
        readonly meeting: MeetingReference;
        readonly within: number;
      } & Record<string, unknown>)
    | null;
  if (!read) return null;
  const expected = readPage(file, page, read[page], { path: [...path, page], ...read });
  return (
    expected && {
      line: file.lineOf(path),
      kind: 'pages',
      expected: [expected],
      within: read.within,
    }
  );
}

/** `{expect: {as: ben, place: {…}, proposals: […]}}`; null when it expects nothing of a page. */
export function readExpectedPages(
  file: FormatChecker,
  step: object,
  path: YamlPath,
): PageStep | null {
  const inner = [...path, 'expect'];
  const shape = z.strictObject({
    expect: z.looseObject({ as: z.string().optional(), meeting: meetingReference }),
    within,
  });
  const read = file.check(shape, step, path);
  if (!read) return null;
  const { as, meeting, ...named } = read.expect;
  const expected = Object.entries(named).flatMap(([page, view]) => {
    if (!isPage(page)) {
      file.addError(
        [...inner, page],
        `Beside a page only pages: ${pageNames.join(', ')}. Put the view into a step of its own.`,
      );
      return [];
    }
    return (
      readPage(file, page, view, {
        path: [...inner, page],
        ...(as !== undefined && { as }),
        meeting,
      }) ?? []
    );
  });
  return { line: file.lineOf(path), kind: 'pages', expected, within: read.within };
}

export const expectsPages = (expected: unknown): boolean =>
  typeof expected === 'object' && expected !== null && Object.keys(expected).some(isPage);

interface Context {
  readonly path: YamlPath;
  readonly as?: string;
  readonly meeting: MeetingReference;
}

function readPage(
  file: FormatChecker,
  page: PageName,
  written: unknown,
  { path, as: outer, meeting }: Context,
): PageExpectation | null {
  const { as: inner, ...rest } = isMap(written) ? written : { as: undefined };
  const reader = outer ?? inner;
  const { by } = pages[page];
  if (by === 'organiser' && reader !== undefined && !file.isOrganiser(reader)) {
    return file.addError(path, `The organiser reads “${page}”: leave out \`as\`.`);
  }
  if (by === 'member' && (reader === undefined || file.isOrganiser(reader))) {
    return file.addError(path, `Who reads “${page}”? Say as: NAME, one of the people.`);
  }
  const as = reader === undefined || file.isOrganiser(reader) ? null : String(reader);
  if (as !== null) file.checkPerson(as, [...path, 'as']);
  const view = page === 'cover' ? coverOf(file, written, path) : isMap(written) ? rest : written;
  if (view === undefined) return null;
  file.checkShape(view, shapeOfSchema(pages[page].body), path);
  return { page, as, meeting, view };
}

/** Counts, or the words of CVR-1. */
function coverOf(file: FormatChecker, written: unknown, path: YamlPath): unknown {
  if (isMap(written)) return written;
  const word = String(written)
    .replace('half-covered', 'half covered')
    .replace('not covered', 'uncovered');
  if (coverWords.some((each) => each === word)) return { level: word };
  return (
    file.addError(path, `Needs {covered: 1, wanted: 2}, or one of: ${coverWords.join(', ')}.`) ??
    undefined
  );
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What each of them reads on their own place page. */
function readSeats(file: FormatChecker, step: object, path: YamlPath): PageStep | null {
  const seat = z.enum(['seat', 'waiting', 'not-this-time']).nullable();
  const shape = z.strictObject({
    seats: z.record(z.string(), seat),
    meeting: meetingReference,
    within,
  });
  const read = file.check(shape, step, path);
  if (!read) return null;
  const expected = Object.entries(read.seats).map(([as, own]) => {
    file.checkPerson(as, [...path, 'seats', as]);
    return { page: 'place', as, meeting: read.meeting, view: { seat: own } } as const;
  });
  return { line: file.lineOf(path), kind: 'pages', expected, within: read.within };
}
