/**
 * A valid rehearsal: its people, their steps, and the views that each of them must see.
 * parse-rehearsal.ts reads it, runner/play-rehearsal.ts plays it.
 */
import type {
  CircleSettingsInput,
  NewCircleRequest,
  RefusalCode,
  Seat,
  WireCommand,
} from '@holdspace/protocol';
import type { InjectedFault } from './fault-steps.ts';
import type { GroupStep } from './group-steps.ts';
import type { RhythmForm } from './rhythm-form.ts';
import type { PassingTime } from './time-steps.ts';

export interface Rehearsal {
  readonly file: string;
  readonly title: string;
  readonly circle: CircleSettingsInput & {
    readonly name?: string;
    readonly purpose?: string;
    readonly agreements?: NewCircleRequest['agreements'];
    /** The id of a kit that comes along with the server. */
    readonly kit?: string;
    /** The circle meets again and again, from its first meeting on (RHY-1). */
    readonly rhythm?: RhythmForm;
    /** How long each meeting is. */
    readonly minutes?: number;
    /** The time from now to the start of the meeting; an hour when neither is given. */
    readonly starts?: string;
    /** The time from now to its end; the meeting has begun then. */
    readonly ends?: string;
  };
  readonly people: ReadonlyMap<string, RehearsalPerson>;
  readonly play: readonly RehearsalStep[];
}

/** A person of a rehearsal. */
export interface RehearsalPerson {
  readonly role: 'facilitator' | 'participant';
  readonly seat: Seat;
  readonly name: string;
  /** Does not enter before the first step, as the others do. */
  readonly later: boolean;
  /** A facilitator with an identity in the house, who enters as staff (STF-1). */
  readonly staff?: boolean;
  /** Of the staff, and alerted (ALR-3). */
  readonly onCall?: boolean;
  /** The organiser makes this person a stand-in after the first entry. */
  readonly standIn?: boolean;
}

/** Steps of devices and connections; all other steps are commands. */
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
  /** The line in the file, from 1. */
  readonly line: number;
}

interface ActingStep extends SourceLine {
  readonly by: string;
  /** The number of the device, from 1 in the order of opening; absent: the newest. */
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
/** Time passes by: days of the calendar where the circle is, and milliseconds after them. */
export type TimeStep = SourceLine & { readonly kind: 'time' } & PassingTime;
export type FaultStep = SourceLine & { readonly kind: 'fault'; readonly fault: InjectedFault };

export type RehearsalStep =
  | CommandStep
  | ConnectionStep
  | ExpectStep
  | NeverStep
  | WaitStep
  | RepeatStep
  | TogetherStep
  | FaultStep
  | TimeStep
  | GroupStep;

/** The name of a step in reports. */
export const stepName = (step: Exclude<RehearsalStep, RepeatStep>): string => {
  if (step.kind === 'command') return step.command.do;
  if (step.kind === 'doing') return step.doing;
  if (step.kind === 'organiser' || step.kind === 'group') return step.act;
  if (step.kind === 'time') return 'let-time-pass';
  return step.kind === 'fault' ? step.fault.do : step.kind;
};
