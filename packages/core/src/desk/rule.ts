/**
 * The form of a rule of the desk, and who may come to it: everybody of the circle with what is
 * theirs, facilitators to their side of it, organisers to what is for them alone.
 */
import type { DeskCommand } from '../commands/index.ts';
import type { Draw } from '../draw.ts';
import type { Deadline, Fact, Refusal } from '../kernel.ts';
import type { Millis, PersonId, RefusalCode } from '../vocabulary.ts';
import type { DeskAsk, DeskSystemCommand } from './commands.ts';
import type { DeskEvent } from './events.ts';
import type { DeskState } from './state.ts';

export type Side = 'member' | 'facilitator' | 'organiser';

export interface Asked {
  readonly state: DeskState;
  readonly now: Millis;
  readonly who: PersonId;
  /** '' for organisers, who have no name in the circle. */
  readonly name: string;
  readonly side: Side;
  readonly draw: Draw;
}

export type Decision = readonly DeskEvent[] | Refusal;
export interface Rule<Command> {
  may(side: Side): RefusalCode | null;
  decide(command: Command, asked: Asked): Decision;
}

export type Named<Name extends DeskCommand['do']> = Extract<DeskAsk, { do: Name }>;
export type Rules<Name extends DeskCommand['do']> = {
  readonly [Each in Name]: Rule<Named<Each>>;
};

type SystemName = DeskSystemCommand['do'];
export type SystemRules<Name extends SystemName> = {
  readonly [Each in Name]: (
    state: DeskState,
    command: Extract<DeskSystemCommand, { do: Each }>,
    now: Millis,
  ) => readonly DeskEvent[];
};

export interface DeskDeadline extends Deadline<DeskSystemCommand> {
  readonly event: (now: Millis) => DeskEvent;
}

type Type = DeskEvent['type'];
export type DeskFact = Fact<DeskEvent>;
export type FactOf<Each extends Type> = Extract<DeskFact, { type: Each }>;
export type Evolvers<Names extends Type> = {
  readonly [Each in Names]: (state: DeskState, fact: FactOf<Each>) => DeskState;
};

/** Muted, waiting, removed or excluded: whoever belongs to the circle (VOI-4, VOI-7). */
export const members = (side: Side): RefusalCode | null =>
  side === 'organiser' ? 'not-here' : null;

export const facilitators = (side: Side): RefusalCode | null =>
  side === 'facilitator' ? null : 'not-facilitator';

/** What may be done is decided by what it is about. */
export const everybody = (): null => null;

export const facilitatorsAndOrganisers = (side: Side): RefusalCode | null =>
  side === 'member' ? 'not-facilitator' : null;
