/** Parses the steps about what a group does between its meetings: those of its organiser and of its people. */
import type { YamlPath } from '@holdspace/protocol/yaml-source';
import { z } from 'zod';
import type { FormatChecker } from './format-checker.ts';
import { carerActs, type GroupAction, groupActNamed, groupActs } from './group-acts.ts';
import { isOrganiserAct, type OrganiserAction, organiserActs } from './organiser-acts.ts';
import type { PageStep } from './page-expectations.ts';

interface Line {
  readonly line: number;
}
export type OrganiserStep = Line & { readonly kind: 'organiser' } & OrganiserAction;
export type GroupActionStep = Line & { readonly kind: 'group'; readonly by: string } & GroupAction;
export type GroupStep = OrganiserStep | GroupActionStep | PageStep;

/** `{organiser: pause, days: 14}`, or `{by: organiser, do: pause, days: 14}`; null after adding an error. */
export function readOrganiserStep(
  file: FormatChecker,
  step: object,
  path: YamlPath,
): OrganiserStep | null {
  const { organiser, by: _by, do: done, ...fields } = step as Record<string, unknown>;
  const act = organiser ?? done;
  if (!isOrganiserAct(act)) {
    const known = Object.keys(organiserActs).join(', ');
    return file.addError(
      [...path, 'organiser' in step ? 'organiser' : 'do'],
      `An organiser can: ${known}.`,
    );
  }
  const read = file.check<z.ZodType>(organiserActs[act], fields, path);
  const written = act === 'change-settings' ? { settings: fields.settings } : {};
  return read === null
    ? null
    : ({ line: file.lineOf(path), kind: 'organiser', act, ...read, ...written } as OrganiserStep);
}

/** `{by: ben, do: not-this-time}`. */
export function readActOfGroup(
  file: FormatChecker,
  step: object,
  path: YamlPath,
): GroupActionStep | null {
  const { by, do: done, ...fields } = step as Record<string, unknown>;
  const act = groupActNamed(done) ?? 'agree-again';
  const who = file.check(z.string(), by, [...path, 'by']);
  const read = file.check<z.ZodType>(groupActs[act], fields, path);
  if (who === null || read === null) return null;
  file.checkPerson(who, [...path, 'by']);
  if (carerActs.has(act) && file.people.get(who)?.role === 'participant') {
    return file.addError([...path, 'do'], `Facilitators carry meetings; ${who} is a participant.`);
  }
  if (carerActs.has(act)) file.carers.add(who);
  return { line: file.lineOf(path), kind: 'group', by: who, act, ...read } as GroupActionStep;
}
