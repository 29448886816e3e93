/**
 * Reads a rehearsal and finds every fault before anything is started: each with its line,
 * its key and what would be right. Playing it is play.ts.
 */
import type { RefusalCode } from '@holdspace/core';
import { refusalCodes, seats } from '@holdspace/core';
import { clientCommand, duration } from '@holdspace/protocol/commands';
import { circleSettings } from '@holdspace/protocol/http';
import { z } from 'zod';
import type { Doing, Part, Rehearsal, Step } from './script.ts';
import { doings } from './script.ts';
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

const commandNames = clientCommand.options.map((option) => option.shape.do.value as string);
/** Of the whole vocabulary, but not of this version. */
const laterFaults = ['kill-node', 'start-node', 'restart-redis', 'pause-redis'];
laterFaults.push('cut-node-from-redis');

const circle = z.strictObject({
  ...circleSettings.shape,
  name: z.string().min(1).max(60).optional(),
  purpose: z.string().max(500).optional(),
  agreements: z.array(z.string().min(1).max(300)).max(12).optional(),
});
const part = z.strictObject({
  role: z.enum(['facilitator', 'participant']).default('participant'),
  seat: z.enum(seats).default('sharer'),
  name: z.string().min(1).max(60).optional(),
  arrives: z.literal('later').optional(),
});
const file = z.strictObject({
  title: z.string().min(1),
  circle: z.unknown().optional(),
  people: z.record(z.string(), z.unknown()),
  play: z.array(z.unknown()),
});
const act = z.object({
  by: z.string(),
  do: z.string(),
  device: z.number().int().min(1).optional(),
  refused: z.enum(refusalCodes).optional(),
});
const looking = { as: z.string(), device: z.number().int().min(1).optional() };

const settingNames = Object.keys(circle.shape);

export function parseRehearsal(name: string, text: string): Rehearsal | readonly Fault[] {
  return new Reader(name, text).read();
}

export const isFaults = (read: Rehearsal | readonly Fault[]): read is readonly Fault[] =>
  Array.isArray(read);

class Reader {
  readonly #file: string;
  readonly #source: Source;
  readonly #faults: Fault[] = [];
  #people: ReadonlyMap<string, Part> = new Map();

  constructor(name: string, text: string) {
    this.#file = name;
    this.#source = new Source(text);
  }

  read(): Rehearsal | readonly Fault[] {
    const broken = this.#source.faults();
    if (broken.length > 0) return broken.map((each) => ({ file: this.#file, key: '', ...each }));
    const root = this.#check(file, this.#source.value(), []);
    if (!root) return this.#faults;
    if (root.circle !== undefined) this.#check(circle, root.circle, ['circle']);
    this.#people = this.#readPeople(root.people);
    const play = this.#readPlay(root.play, ['play']);
    if (this.#faults.length > 0) return this.#faults;
    return {
      file: this.#file,
      title: root.title,
      // As written: the durations travel as the file says them.
      circle: (root.circle ?? {}) as Rehearsal['circle'],
      people: this.#people,
      play,
    };
  }

  #readPeople(people: Record<string, unknown>): ReadonlyMap<string, Part> {
    const parts = new Map<string, Part>();
    for (const [key, value] of Object.entries(people)) {
      if (key === 'all' || key === 'last' || key.includes(' ')) {
        this.#fault(['people', key], `“${key}” cannot be a person's key; choose one other word.`);
      }
      const read = this.#check(part, value ?? {}, ['people', key]);
      const { role = 'participant', seat = 'sharer', name = key, arrives } = read ?? {};
      parts.set(key, { role, seat, name, later: arrives === 'later' });
    }
    if (parts.size === 0) this.#fault(['people'], 'A rehearsal needs at least one person.');
    return parts;
  }

  #readPlay(play: readonly unknown[], path: Path): readonly Step[] {
    return play.flatMap((step, i) => this.#readStep(step, [...path, i]) ?? []);
  }

  #readStep(step: unknown, path: Path): Step | null {
    if (typeof step !== 'object' || step === null || Array.isArray(step)) {
      return this.#fault(path, 'A step is a map, for example {by: ada, do: open-doors}.');
    }
    const line = this.#source.place(path).line;
    const at = { line };
    if ('do' in step || 'by' in step) return this.#readAct(step, path, line);
    if ('expect' in step) return this.#readExpect(step, path, line);
    if ('never' in step) return this.#readNever(step, path, path, line);
    if ('wait' in step) {
      const read = this.#check(z.strictObject({ wait: duration }), step, path);
      return read && { ...at, kind: 'wait', wait: read.wait };
    }
    if ('repeat' in step) {
      const times = z.number().int().min(1).max(10_000);
      const shape = z.strictObject({
        repeat: z.strictObject({ times, play: z.array(z.unknown()) }),
      });
      const read = this.#check(shape, step, path)?.repeat;
      if (!read) return null;
      const play = this.#readPlay(read.play, [...path, 'repeat', 'play']);
      return { ...at, kind: 'repeat', times: read.times, play };
    }
    if ('together' in step) {
      const read = this.#check(z.strictObject({ together: z.array(z.unknown()) }), step, path);
      if (!read) return null;
      const play = this.#readPlay(read.together, [...path, 'together']);
      return { ...at, kind: 'together', play };
    }
    if ('fault' in step) return this.#readFault(step, path, line);
    return this.#fault(
      path,
      'Not a step. A step has one of: by and do, expect, never, wait, repeat, together, fault.',
    );
  }

  #readAct(step: object, path: Path, line: number): Step | null {
    const read = this.#check(act, step, path);
    if (!read) return null;
    this.#person(read.by, [...path, 'by']);
    const { by, device, refused, ...fields } = step as Record<string, unknown>;
    const who = {
      line,
      by: read.by,
      ...(read.device !== undefined && { device: read.device }),
      ...(read.refused !== undefined && { refused: read.refused as RefusalCode }),
    };
    if ((doings as readonly string[]).includes(read.do)) {
      this.#check(z.strictObject({ do: z.string() }), fields, path);
      return { ...who, kind: 'doing', doing: read.do as Doing };
    }
    if (!commandNames.includes(read.do)) {
      const known = [...doings, ...commandNames].sort().join(', ');
      return this.#fault(
        [...path, 'do'],
        `“${read.do}” is nothing one can do in this version. There are: ${known}.`,
      );
    }
    if (!this.#check(clientCommand, fields, path)) return null;
    if (typeof fields.who === 'string' && !(read.do === 'admit' && fields.who === 'all')) {
      this.#person(fields.who, [...path, 'who']);
    }
    if (Array.isArray(fields.order)) {
      for (const [i, each] of fields.order.entries()) this.#person(each, [...path, 'order', i]);
    }
    for (const key of ['message', 'turn', 'thread']) {
      const value = fields[key];
      if (typeof value === 'string') this.#reference(value, [...path, key]);
    }
    return { ...who, kind: 'command', command: fields as never };
  }

  #readExpect(step: object, path: Path, line: number): Step | null {
    const inner = [...path, 'expect'];
    const { expect } = step as { expect: unknown };
    if (typeof expect === 'object' && expect !== null && 'never' in expect) {
      const { for: lasting } = step as { for?: unknown };
      const whole = lasting === undefined ? expect : { ...expect, for: lasting };
      if ('within' in step) this.#fault([...path, 'within'], 'A never has `for`, not `within`.');
      return this.#readNever(whole, inner, 'for' in step ? path : inner, line);
    }
    const shape = z.strictObject({
      expect: z.looseObject(looking),
      within: duration.default(1000),
    });
    const read = this.#check(shape, step, path);
    if (!read) return null;
    const { as, device, ...view } = read.expect;
    this.#person(as, [...inner, 'as']);
    this.#view(view, inner);
    return { line, kind: 'expect', ...eyes(as, device), view, within: read.within };
  }

  /** `{never: {as: …, …}, for: 2s}`, or `{as: …, never: {…}, for: 2s}`. */
  #readNever(step: object, path: Path, forPath: Path, line: number): Step | null {
    const shape = z.strictObject({
      as: z.string().optional(),
      device: looking.device,
      never: z.looseObject({ as: z.string().optional(), device: looking.device }),
      for: duration,
    });
    const read = this.#check(shape, step, path, forPath);
    if (!read) return null;
    const { as: inside, device, ...view } = read.never;
    const as = read.as ?? inside;
    if (as === undefined) return this.#fault(path, 'Who must never see it? Say as: NAME.');
    this.#person(as, [...path, 'as']);
    this.#view(view, [...path, 'never']);
    return {
      line,
      kind: 'never',
      ...eyes(as, read.device ?? device),
      view,
      lasting: read.for,
    };
  }

  #readFault(step: object, path: Path, line: number): Step | null {
    const { fault } = step as { fault: unknown };
    const names = typeof fault === 'object' && fault !== null ? Object.keys(fault) : [fault];
    const later = names.find((name) => laterFaults.includes(String(name)));
    if (later !== undefined) {
      return this.#fault(
        [...path, 'fault'],
        `“${later}” needs several nodes or Redis; this version has one node with SQLite. ` +
          'There is: restart-server.',
      );
    }
    const read = this.#check(z.strictObject({ fault: z.literal('restart-server') }), step, path);
    return read && { line, kind: 'fault', fault: read.fault };
  }

  #person(key: unknown, path: Path): void {
    if (typeof key === 'string' && this.#people.has(key)) return;
    const known = [...this.#people.keys()].join(', ');
    this.#fault(path, `Nobody in this file is called “${String(key)}”. There are: ${known}.`);
  }

  #reference(value: string, path: Path): void {
    const of = /^last of (\S+)$/.exec(value)?.[1];
    if (of !== undefined) this.#person(of, path);
    else if (value !== 'last') this.#fault(path, 'Say `last`, or `last of NAME`.');
  }

  #view(expected: unknown, path: Path): void {
    for (const { at, message, person } of viewFaults(expected)) {
      if (message === undefined) this.#person(person, [...path, ...at]);
      else this.#fault([...path, ...at], message);
    }
  }

  #check<Schema extends z.ZodType>(
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
        for (const key of issue.keys) this.#fault([...at, key], unknownKey(key, at));
      } else {
        this.#fault(at, sentence(issue, value, inner));
      }
    }
    return null;
  }

  #fault(path: Path, message: string): null {
    this.#faults.push({ file: this.#file, ...this.#source.place(path), key: keyOf(path), message });
    return null;
  }
}

const eyes = (as: string, device: number | undefined) => ({
  as,
  ...(device !== undefined && { device }),
});

const unknownKey = (key: string, path: Path): string =>
  path[0] === 'circle'
    ? `There is no setting “${key}”. There are: ${settingNames.join(', ')}.`
    : `The key “${key}” does not belong here.`;

function sentence(issue: z.core.$ZodIssue, value: unknown, path: Path): string {
  const seen = path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
  const right = issue.message.replace(/^Invalid (input|option): /, '');
  if (seen === undefined && path.length > 0) return `Missing: ${right}.`;
  return `${right}; it is ${JSON.stringify(seen)}.`;
}
