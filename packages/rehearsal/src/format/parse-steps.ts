/** Parses the steps of a rehearsal: the kind of each, and whether it is valid. */
import type { RefusalCode } from '@holdspace/core';
import { commandNames, isCommandName, refusalCodes, replaceCommandIds } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { commandSchemas, duration } from '@holdspace/protocol/commands';
import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { z } from 'zod';
import { readFault } from './fault-steps.ts';
import type { FormatChecker } from './format-checker.ts';
import { groupActNamed, groupActs } from './group-acts.ts';
import { readActOfGroup, readOrganiserStep } from './group-steps.ts';
import { expectsPages, pageNames, readExpectedPages, readPageStep } from './page-expectations.ts';
import type { ConnectionAction, RehearsalStep } from './rehearsal.ts';
import { connectionActions } from './rehearsal.ts';
import { isTimeStep, longWait, type PassingTime, passingTime, readTimeStep } from './time-steps.ts';

const actingSchema = z.object({
  by: z.string(),
  do: z.string(),
  device: z.number().int().min(1).optional(),
  refused: z.enum(refusalCodes).optional(),
});
const viewerFields = { as: z.string(), device: z.number().int().min(1).optional() };

export function readPlay(
  file: FormatChecker,
  play: readonly unknown[],
  path: YamlPath,
): readonly RehearsalStep[] {
  return play.flatMap((step, i) => readStep(file, step, [...path, i]) ?? []);
}

function readStep(file: FormatChecker, step: unknown, path: YamlPath): RehearsalStep | null {
  if (isTimeStep(step)) return timePasses(readTimeStep(file, step, path), file.lineOf(path));
  if (typeof step !== 'object' || step === null || Array.isArray(step)) {
    return file.addError(path, 'A step is a map, for example {by: ada, do: open-doors}.');
  }
  const line = file.lineOf(path);
  const at = { line };
  if ('do' in step || 'by' in step) return readActingStep(file, step, path, line);
  if ('expect' in step) return readExpect(file, step, path, line);
  if ('never' in step) return readNever(file, step, path, path, line);
  if ('wait' in step) {
    const read = file.check(z.strictObject({ wait: duration }), step, path);
    if (read && read.wait >= longWait) return timePasses(passingTime(read.wait), line);
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
  if ('organiser' in step) return readOrganiserStep(file, step, path);
  if ('seats' in step || pageNames.some((name) => name in step)) {
    return readPageStep(file, step, path);
  }
  return file.addError(
    path,
    `Not a step. A step has one of: by and do, expect, never, wait, days later, organiser, seats, ${pageNames.join(', ')}, repeat, together, fault.`,
  );
}

const timePasses = (passing: PassingTime | null, line: number): RehearsalStep | null =>
  passing && { line, kind: 'time', ...passing };

/** Without a version, *agree* is what the page of the circle sends. */
const isActOfGroup = (step: { readonly do?: unknown }): boolean =>
  groupActNamed(step.do) !== null || (step.do === 'agree' && !('version' in step));

function readActingStep(
  file: FormatChecker,
  step: object,
  path: YamlPath,
  line: number,
): RehearsalStep | null {
  if ('by' in step && file.isOrganiser(step.by)) return readOrganiserStep(file, step, path);
  if ('do' in step && isActOfGroup(step)) return readActOfGroup(file, step, path);
  const read = file.check(actingSchema, step, path);
  if (!read) return null;
  file.checkPerson(read.by, [...path, 'by']);
  const { by, device, refused, ...fields } = step as Record<string, unknown>;
  const who = {
    line,
    by: read.by,
    ...(read.device !== undefined && { device: read.device }),
    ...(read.refused !== undefined && { refused: read.refused as RefusalCode }),
  };
  if ((connectionActions as readonly string[]).includes(read.do)) {
    file.check(z.strictObject({ do: z.string() }), fields, path);
    return { ...who, kind: 'doing', doing: read.do as ConnectionAction };
  }
  if (!isCommandName(read.do)) {
    const known = [...connectionActions, ...Object.keys(groupActs), ...commandNames]
      .sort()
      .join(', ');
    return file.addError(
      [...path, 'do'],
      `“${read.do}” is nothing one can do in this version. There are: ${known}.`,
    );
  }
  const written = { ...fields, do: read.do };
  if (!file.check(commandSchemas[read.do], written, path)) return null;
  const command = replaceCommandIds(written, (kind, value, inner) => {
    if (kind === 'personId') file.checkPerson(value, [...path, ...inner]);
    else file.checkReference(value, [...path, ...inner]);
    return value;
  });
  return { ...who, kind: 'command', command: command as WireCommand };
}

function readExpect(
  file: FormatChecker,
  step: object,
  path: YamlPath,
  line: number,
): RehearsalStep | null {
  const inner = [...path, 'expect'];
  const { expect } = step as { expect: unknown };
  if (typeof expect === 'object' && expect !== null && 'never' in expect) {
    const { for: lasting } = step as { for?: unknown };
    const whole = lasting === undefined ? expect : { ...expect, for: lasting };
    if ('within' in step) file.addError([...path, 'within'], 'A never has `for`, not `within`.');
    return readNever(file, whole, inner, 'for' in step ? path : inner, line);
  }
  if (expectsPages(expect)) return readExpectedPages(file, step, path);
  const shape = z.strictObject({
    expect: z.looseObject(viewerFields),
    within: duration.default(1000),
  });
  const read = file.check(shape, step, path);
  if (!read) return null;
  const { as, device, ...view } = read.expect;
  file.checkPerson(as, [...inner, 'as']);
  file.checkView(view, inner, pageNames);
  return { line, kind: 'expect', ...viewerOf(as, device), view, within: read.within };
}

/** `{never: {as: …, …}, for: 2s}`, or `{as: …, never: {…}, for: 2s}`. */
function readNever(
  file: FormatChecker,
  step: object,
  path: YamlPath,
  forPath: YamlPath,
  line: number,
): RehearsalStep | null {
  const shape = z.strictObject({
    as: z.string().optional(),
    device: viewerFields.device,
    never: z.looseObject({ as: z.string().optional(), device: viewerFields.device }),
    for: duration,
  });
  const read = file.check(shape, step, path, forPath);
  if (!read) return null;
  const { as: inside, device, ...view } = read.never;
  const as = read.as ?? inside;
  if (as === undefined) return file.addError(path, 'Who must never see it? Say as: NAME.');
  file.checkPerson(as, [...path, 'as']);
  file.checkView(view, [...path, 'never']);
  return {
    line,
    kind: 'never',
    ...viewerOf(as, read.device ?? device),
    view,
    lasting: read.for,
  };
}

const viewerOf = (as: string, device: number | undefined) => ({
  as,
  ...(device !== undefined && { device }),
});
