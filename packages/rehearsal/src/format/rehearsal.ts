/**
 * A rehearsal as it was read and found valid: who is in the circle, what they do, what each
 * of them must see. Reading is parse.ts, playing is play.ts.
 */
import type { CircleSettingsInput, RefusalCode, Seat, WireCommand } from '@holdspace/protocol';
import type { InjectedFault } from './fault-steps.ts';

export interface Rehearsal {
  readonly file: string;
  readonly title: string;
  readonly circle: CircleSettingsInput & {
    readonly name?: string;
    readonly purpose?: string;
    readonly agreements?: string[];
    /** When the meeting begins, from now; an hour when neither is said. */
    readonly starts?: string;
    /** When it ends, from now; then it has begun already. */
    readonly ends?: string;
  };
  readonly people: ReadonlyMap<string, RehearsalPerson>;
  readonly play: readonly RehearsalStep[];
}

/** One of the people of a rehearsal. */
export interface RehearsalPerson {
  readonly role: 'facilitator' | 'participant';
  readonly seat: Seat;
  readonly name: string;
  /** Does not enter by themselves before the first step. */
  readonly later: boolean;
  /** Named by the organiser to stand in, once they have entered for the first time. */
  readonly standIn?: boolean;
}

/** What a body does, beside the commands of the vocabulary. */
export const connectionActions = [
  'enter',
  'drop',
  'reconnect',
  'hide-page',
  'show-page',
  'second-device',
  'close-device',
  'close-tab',
  'sign-out',
  'sign-out-everywhere',
] as const;
export type ConnectionAction = (typeof connectionActions)[number];

interface SourceLine {
  /** Line in the file, from 1. */
  readonly line: number;
}

interface ActingStep extends SourceLine {
  readonly by: string;
  /** Which of their devices, from 1 in the order they were opened; absent: the newest. */
  readonly device?: number;
  readonly refused?: RefusalCode;
}

export type CommandStep = ActingStep & { readonly kind: 'command'; readonly command: WireCommand };
export type ConnectionStep = ActingStep & {
  readonly kind: 'doing';
  readonly doing: ConnectionAction;
};
export type ExpectStep = SourceLine & {
  readonly kind: 'expect';
  readonly as: string;
  readonly device?: number;
  readonly view: unknown;
  /** Milliseconds. */
  readonly within: number;
};
export type NeverStep = SourceLine & {
  readonly kind: 'never';
  readonly as: string;
  readonly device?: number;
  readonly view: unknown;
  /** Milliseconds. */
  readonly lasting: number;
};
export type WaitStep = SourceLine & { readonly kind: 'wait'; readonly wait: number };
export type RepeatStep = SourceLine & {
  readonly kind: 'repeat';
  readonly times: number;
  readonly play: readonly RehearsalStep[];
};
export type TogetherStep = SourceLine & {
  readonly kind: 'together';
  readonly play: readonly RehearsalStep[];
};
export type FaultStep = SourceLine & { readonly kind: 'fault'; readonly fault: InjectedFault };

export type RehearsalStep =
  | CommandStep
  | ConnectionStep
  | ExpectStep
  | NeverStep
  | WaitStep
  | RepeatStep
  | TogetherStep
  | FaultStep;

/** What a step is called where it is told about. */
export const stepName = (step: Exclude<RehearsalStep, RepeatStep>): string => {
  if (step.kind === 'command') return step.command.do;
  if (step.kind === 'doing') return step.doing;
  return step.kind === 'fault' ? step.fault.do : step.kind;
};
