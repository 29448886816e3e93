/** Reads the steps of a rehearsal: which kind each is, and whether it makes sense. */
import type { RefusalCode } from '@holdspace/core';
import { commandNames, isCommandName, refusalCodes, replaceIds } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { commandSchemas, duration } from '@holdspace/protocol/commands';
import { z } from 'zod';
import type { Checking } from './checking.ts';
import { readFault } from './faults.ts';
import type { Doing, Step } from './script.ts';
import { doings } from './script.ts';
import type { Path } from './source.ts';

const act = z.object({
  by: z.string(),
  do: z.string(),
  device: z.number().int().min(1).optional(),
  refused: z.enum(refusalCodes).optional(),
});
const looking = { as: z.string(), device: z.number().int().min(1).optional() };

export function readPlay(file: Checking, play: readonly unknown[], path: Path): readonly Step[] {
  return play.flatMap((step, i) => readStep(file, step, [...path, i]) ?? []);
}

function readStep(file: Checking, step: unknown, path: Path): Step | null {
  if (typeof step !== 'object' || step === null || Array.isArray(step)) {
    return file.fault(path, 'A step is a map, for example {by: ada, do: open-doors}.');
  }
  const line = file.lineOf(path);
  const at = { line };
  if ('do' in step || 'by' in step) return readAct(file, step, path, line);
  if ('expect' in step) return readExpect(file, step, path, line);
  if ('never' in step) return readNever(file, step, path, path, line);
  if ('wait' in step) {
    const read = file.check(z.strictObject({ wait: duration }), step, path);
    return read && { ...at, kind: 'wait', wait: read.wait };
  }
  if ('repeat' in step) {
    const times = z.number().int().min(1).max(10_000);
    const shape = z.strictObject({
      repeat: z.strictObject({ times, play: z.array(z.unknown()) }),
    });
    const read = file.check(shape, step, path)?.repeat;
    if (!read) return null;
    const play = readPlay(file, read.play, [...path, 'repeat', 'play']);
    return { ...at, kind: 'repeat', times: read.times, play };
  }
  if ('together' in step) {
    const read = file.check(z.strictObject({ together: z.array(z.unknown()) }), step, path);
    if (!read) return null;
    const play = readPlay(file, read.together, [...path, 'together']);
    return { ...at, kind: 'together', play };
  }
  if ('fault' in step) {
    const read = file.check(z.strictObject({ fault: z.unknown() }), step, path);
    const fault = read && readFault(file, read.fault, [...path, 'fault']);
    return fault && { ...at, kind: 'fault', fault };
  }
  return file.fault(
    path,
    'Not a step. A step has one of: by and do, expect, never, wait, repeat, together, fault.',
  );
}

function readAct(file: Checking, step: object, path: Path, line: number): Step | null {
  const read = file.check(act, step, path);
  if (!read) return null;
  file.person(read.by, [...path, 'by']);
  const { by, device, refused, ...fields } = step as Record<string, unknown>;
  const who = {
    line,
    by: read.by,
    ...(read.device !== undefined && { device: read.device }),
    ...(read.refused !== undefined && { refused: read.refused as RefusalCode }),
  };
  if ((doings as readonly string[]).includes(read.do)) {
    file.check(z.strictObject({ do: z.string() }), fields, path);
    return { ...who, kind: 'doing', doing: read.do as Doing };
  }
  if (!isCommandName(read.do)) {
    const known = [...doings, ...commandNames].sort().join(', ');
    return file.fault(
      [...path, 'do'],
      `“${read.do}” is nothing one can do in this version. There are: ${known}.`,
    );
  }
  const written = { ...fields, do: read.do };
  if (!file.check(commandSchemas[read.do], written, path)) return null;
  const command = replaceIds(written, (kind, value, inner) => {
    if (kind === 'personId') file.person(value, [...path, ...inner]);
    else file.reference(value, [...path, ...inner]);
    return value;
  });
  return { ...who, kind: 'command', command: command as WireCommand };
}

function readExpect(file: Checking, step: object, path: Path, line: number): Step | null {
  const inner = [...path, 'expect'];
  const { expect } = step as { expect: unknown };
  if (typeof expect === 'object' && expect !== null && 'never' in expect) {
    const { for: lasting } = step as { for?: unknown };
    const whole = lasting === undefined ? expect : { ...expect, for: lasting };
    if ('within' in step) file.fault([...path, 'within'], 'A never has `for`, not `within`.');
    return readNever(file, whole, inner, 'for' in step ? path : inner, line);
  }
  const shape = z.strictObject({
    expect: z.looseObject(looking),
    within: duration.default(1000),
  });
  const read = file.check(shape, step, path);
  if (!read) return null;
  const { as, device, ...view } = read.expect;
  file.person(as, [...inner, 'as']);
  file.view(view, inner);
  return { line, kind: 'expect', ...eyes(as, device), view, within: read.within };
}

/** `{never: {as: …, …}, for: 2s}`, or `{as: …, never: {…}, for: 2s}`. */
function readNever(
  file: Checking,
  step: object,
  path: Path,
  forPath: Path,
  line: number,
): Step | null {
  const shape = z.strictObject({
    as: z.string().optional(),
    device: looking.device,
    never: z.looseObject({ as: z.string().optional(), device: looking.device }),
    for: duration,
  });
  const read = file.check(shape, step, path, forPath);
  if (!read) return null;
  const { as: inside, device, ...view } = read.never;
  const as = read.as ?? inside;
  if (as === undefined) return file.fault(path, 'Who must never see it? Say as: NAME.');
  file.person(as, [...path, 'as']);
  file.view(view, [...path, 'never']);
  return {
    line,
    kind: 'never',
    ...eyes(as, read.device ?? device),
    view,
    lasting: read.for,
  };
}

const eyes = (as: string, device: number | undefined) => ({
  as,
  ...(device !== undefined && { device }),
});
