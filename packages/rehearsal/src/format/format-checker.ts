/**
 * Collects the errors of one file, each with its line, its key and what would be right. It
 * knows people and schemas, not the meaning of a step.
 */

import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { pathText, YamlSource } from '@holdspace/protocol/yaml-source';
import { z } from 'zod';
import type { EnvironmentOptions } from './fault-steps.ts';
import type { RehearsalPerson } from './rehearsal.ts';
import { shapeErrors, type ViewShape, viewShapeErrors } from './view-shape.ts';

export interface FormatError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** For example `play[3].who`; '' for the whole file. */
  readonly key: string;
  readonly message: string;
}

export class FormatChecker {
  readonly file: string;
  readonly errors: FormatError[] = [];
  /** Null when the environment is not known. */
  readonly environment: EnvironmentOptions | null;
  people: ReadonlyMap<string, RehearsalPerson> = new Map();
  /** The keys by which the file names the organiser. */
  organisers: ReadonlySet<string> = new Set();
  /** Who does what only staff can do. */
  readonly carers = new Set<string>();
  readonly #source: YamlSource;

  constructor(file: string, text: string, footing: EnvironmentOptions | null) {
    this.file = file;
    this.environment = footing;
    this.#source = new YamlSource(text);
    for (const broken of this.#source.syntaxErrors())
      this.errors.push({ file, key: '', ...broken });
  }

  value(): unknown {
    return this.#source.value();
  }

  lineOf(path: YamlPath): number {
    return this.#source.positionOf(path).line;
  }

  /** `organiser`, unless a person of the file is called so; and people with that role. */
  isOrganiser(key: unknown): boolean {
    return (
      typeof key === 'string' &&
      (this.organisers.has(key) || (key === 'organiser' && !this.people.has(key)))
    );
  }

  checkPerson(key: unknown, path: YamlPath): void {
    if (typeof key === 'string' && this.people.has(key)) return;
    const known = [...this.people.keys()].join(', ');
    this.addError(path, `Nobody in this file is called “${String(key)}”. There are: ${known}.`);
  }

  checkReference(value: string, path: YamlPath): void {
    const of = /^last of (\S+)$/.exec(value)?.[1];
    if (of !== undefined) this.checkPerson(of, path);
    else if (value !== 'last') this.addError(path, 'Say `last`, or `last of NAME`.');
  }

  checkView(expected: unknown, path: YamlPath, pages: readonly string[] = []): void {
    this.#addShapeErrors(viewShapeErrors(expected, pages), path);
  }

  /** Of a page: its keys, and what is a list. */
  checkShape(expected: unknown, shape: ViewShape, path: YamlPath): void {
    this.#addShapeErrors(shapeErrors(expected, shape), path);
  }

  #addShapeErrors(errors: ReturnType<typeof viewShapeErrors>, path: YamlPath): void {
    for (const { at, message, person } of errors) {
      if (message === undefined) this.checkPerson(person, [...path, ...at]);
      else this.addError([...path, ...at], message);
    }
  }

  check<Schema extends z.ZodType>(
    schema: Schema,
    value: unknown,
    path: YamlPath,
    forPath: YamlPath = path,
  ): z.output<Schema> | null {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    for (const issue of read.error.issues) {
      const inner = issue.path as (string | number)[];
      const at = [...(inner[0] === 'for' ? forPath : path), ...inner];
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys)
          this.addError([...at, key], unknownKeySentence(key, schema, inner));
      } else {
        this.addError(at, issueSentence(issue, value, inner));
      }
    }
    return null;
  }

  addError(path: YamlPath, message: string): null {
    this.errors.push({
      file: this.file,
      ...this.#source.positionOf(path),
      key: pathText(path),
      message,
    });
    return null;
  }
}

function unknownKeySentence(key: string, schema: z.ZodType, path: YamlPath): string {
  if (path.length > 0 || !(schema instanceof z.ZodObject)) {
    return `The key “${key}” does not belong here.`;
  }
  return `There is no “${key}” here. There are: ${Object.keys(schema.shape).join(', ')}.`;
}

function issueSentence(issue: z.core.$ZodIssue, value: unknown, path: YamlPath): string {
  const seen = path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
  const right = issue.message.replace(/^Invalid (input|option): /, '');
  if (seen === undefined && path.length > 0) return `Missing: ${right}.`;
  return `${right}; it is ${JSON.stringify(seen)}.`;
}
