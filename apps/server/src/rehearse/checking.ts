/**
 * One file while it is checked: collects every fault with its line, its key and what would
 * be right. Knows people and shapes, not what a step means.
 */
import { z } from 'zod';
import type { Footing } from './faults.ts';
import type { Part } from './script.ts';
import type { Path } from './source.ts';
import { keyOf, Source } from './source.ts';
import { viewFaults } from './view-keys.ts';

export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Like `play[3].who`; '' for the whole file. */
  readonly key: string;
  readonly message: string;
}

export class Checking {
  readonly file: string;
  readonly faults: Fault[] = [];
  /** Null when it is not known what the file will be played on. */
  readonly footing: Footing | null;
  people: ReadonlyMap<string, Part> = new Map();
  readonly #source: Source;

  constructor(file: string, text: string, footing: Footing | null) {
    this.file = file;
    this.footing = footing;
    this.#source = new Source(text);
    for (const broken of this.#source.faults()) this.faults.push({ file, key: '', ...broken });
  }

  value(): unknown {
    return this.#source.value();
  }

  lineOf(path: Path): number {
    return this.#source.place(path).line;
  }

  person(key: unknown, path: Path): void {
    if (typeof key === 'string' && this.people.has(key)) return;
    const known = [...this.people.keys()].join(', ');
    this.fault(path, `Nobody in this file is called “${String(key)}”. There are: ${known}.`);
  }

  reference(value: string, path: Path): void {
    const of = /^last of (\S+)$/.exec(value)?.[1];
    if (of !== undefined) this.person(of, path);
    else if (value !== 'last') this.fault(path, 'Say `last`, or `last of NAME`.');
  }

  view(expected: unknown, path: Path): void {
    for (const { at, message, person } of viewFaults(expected)) {
      if (message === undefined) this.person(person, [...path, ...at]);
      else this.fault([...path, ...at], message);
    }
  }

  check<Schema extends z.ZodType>(
    schema: Schema,
    value: unknown,
    path: Path,
    forPath: Path = path,
  ): z.output<Schema> | null {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    for (const issue of read.error.issues) {
      const inner = issue.path as (string | number)[];
      const at = [...(inner[0] === 'for' ? forPath : path), ...inner];
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) this.fault([...at, key], unknownKey(key, schema, inner));
      } else {
        this.fault(at, sentence(issue, value, inner));
      }
    }
    return null;
  }

  fault(path: Path, message: string): null {
    this.faults.push({ file: this.file, ...this.#source.place(path), key: keyOf(path), message });
    return null;
  }
}

function unknownKey(key: string, schema: z.ZodType, path: Path): string {
  if (path.length > 0 || !(schema instanceof z.ZodObject)) {
    return `The key “${key}” does not belong here.`;
  }
  return `There is no “${key}” here. There are: ${Object.keys(schema.shape).join(', ')}.`;
}

function sentence(issue: z.core.$ZodIssue, value: unknown, path: Path): string {
  const seen = path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
  const right = issue.message.replace(/^Invalid (input|option): /, '');
  if (seen === undefined && path.length > 0) return `Missing: ${right}.`;
  return `${right}; it is ${JSON.stringify(seen)}.`;
}
