/** Sentences for what does not fit the schema of a kit: what is wrong, and what would be right. */
import type { z } from 'zod';
import { circleGuide, kit, kitRhythm, shelfItem } from '../kit-http.ts';
import type { YamlPath } from '../yaml-source.ts';

/** Where in the file it is, and what to say about it. */
export interface PathFault {
  readonly path: YamlPath;
  readonly sentence: string;
}

const { phases, order } = circleGuide.shape;
const phase = phases.unwrap().shape.opening.unwrap();

/** The keys that there are below a key; '' is the kit itself. */
const keysBelow: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(kit.shape),
  phases: Object.keys(phases.unwrap().shape),
  opening: Object.keys(phase.shape),
  body: Object.keys(phase.shape),
  closing: Object.keys(phase.shape),
  order: Object.keys(order.unwrap().shape),
  rhythm: Object.keys(kitRhythm.shape),
  on: ['nth', 'day'],
  shelf: Object.keys(shelfItem.shape),
  agreements: ['text', 'safety'],
};

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list: one entry a line, each after “- ”',
  object: 'a group of keys',
};

/** One fault for each key that is not known, else one for the issue. */
export function pathFaults(issue: z.core.$ZodIssue, value: unknown): readonly PathFault[] {
  const path = issue.path as YamlPath;
  if (issue.code === 'invalid_union') return unionFaults(issue, value);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], sentence: unknownKey(key, path) }));
  }
  return [{ path, sentence: sentenceOf(issue, value) }];
}

/** What is closest to one of the forms is judged by that form. */
function unionFaults(
  { errors, path }: z.core.$ZodIssueInvalidUnion,
  value: unknown,
): readonly PathFault[] {
  const isOfKind = (issues: readonly z.core.$ZodIssue[]) =>
    !issues.some((each) => each.path.length === 0 && each.code === 'invalid_type');
  const closest = errors.find(isOfKind);
  if (closest) {
    return closest.flatMap((each) =>
      pathFaults({ ...each, path: [...path, ...each.path] } as z.core.$ZodIssue, value),
    );
  }
  const expected = errors.flatMap((issues) =>
    issues.flatMap((each) => (each.code === 'invalid_type' ? (kinds[each.expected] ?? []) : [])),
  );
  return [{ path: path as YamlPath, sentence: `This needs to be ${expected.join(', or ')}.` }];
}

function unknownKey(key: string, path: YamlPath): string {
  const parent = path.findLast((each) => typeof each === 'string') ?? '';
  const known = keysBelow[parent] ?? [];
  const name = /^[\w-]{1,40}$/.test(key) ? `no key “${key}”` : 'no such key';
  return `There is ${name} here. There are: ${known.join(', ')}.`;
}

function sentenceOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? issue.expected;
      const found = valueAt(value, issue.path);
      if (found === undefined) {
        return `The key “${String(issue.path.at(-1))}” is missing; it needs to be ${kind}.`;
      }
      return `This needs to be ${kind}.${issue.expected === 'string' ? quotesHint(found) : ''}`;
    }
    case 'invalid_value':
      if (valueAt(value, issue.path) === undefined) {
        return `The key “${String(issue.path.at(-1))}” is missing. It is one of: ${issue.values.join(', ')}.`;
      }
      return `This needs to be one of: ${issue.values.join(', ')}.`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin !== 'number'
        ? 'There is nothing here yet.'
        : `At least ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'too_big':
      return `At most ${issue.maximum}${unitOf(issue.origin)}.`;
    default:
      return issue.message;
  }
}

/** YAML reads 12, true and a text with a colon in it as something else. */
const quotesHint = (found: unknown): string =>
  found === null || Array.isArray(found) ? '' : ' Please put it in quotes.';

const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
