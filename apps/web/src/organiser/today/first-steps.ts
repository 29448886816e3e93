/**
 * The first steps of somebody of the staff: what is done, what was put off, and what is next. What
 * is done is read from the house; what was put off stays in this browser, and names nobody.
 */
import type { OwnStaff } from '@holdspace/protocol';
import { browserStorage } from '../../lib/storage/storage.ts';

/** In the order in which they are offered. */
export const firstSteps = ['name', 'passkey', 'support', 'circle', 'organiser', 'alerts'] as const;
export type FirstStep = (typeof firstSteps)[number];
export type FirstStepState = 'done' | 'later' | 'open';

export interface FirstStepFacts {
  readonly own: OwnStaff;
  /** Of the house. For who is no organiser they are 0 and false, and not needed. */
  readonly circles: number;
  readonly organisers: number;
  /** Whether an alert reaches somebody who looks at no page of staff. */
  readonly alerts: boolean;
}

/** What the person said about a step: it can wait, or it was read. */
export type FirstStepMarks = Readonly<Partial<Record<FirstStep, 'later' | 'done'>>>;

/** Those of an organiser, or those that everybody has. */
export const firstStepsFor = ({ roles }: Pick<OwnStaff, 'roles'>): readonly FirstStep[] =>
  roles.includes('organiser') ? firstSteps : ['name', 'passkey'];

/** Came in by a link for recovery, and has made no passkey since (STF-2). */
export function needsNewPasskey({ sessions, passkeys }: OwnStaff): boolean {
  const current = sessions.find((each) => each.current);
  return current?.by === 'recovery' && passkeys.every(({ since }) => since < current.since);
}

export function firstStepState(
  step: FirstStep,
  { own, circles, organisers, alerts }: FirstStepFacts,
  marks: FirstStepMarks,
): FirstStepState {
  const done: Readonly<Record<FirstStep, boolean>> = {
    name: own.name !== '',
    passkey: own.passkeys.length > 0 && !needsNewPasskey(own),
    support: marks.support === 'done',
    circle: circles > 0,
    organiser: organisers > 1,
    alerts,
  };
  return done[step] ? 'done' : marks[step] === 'later' ? 'later' : 'open';
}

const storageKey = 'first-steps';

export const readFirstStepMarks = (): FirstStepMarks =>
  browserStorage.read<FirstStepMarks>(storageKey) ?? {};
export const storeFirstStepMarks = (marks: FirstStepMarks): void =>
  browserStorage.write(storageKey, marks);
