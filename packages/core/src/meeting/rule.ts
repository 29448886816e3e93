/**
 * The form of a rule: whether a person may ask for something at all (what the screen shows
 * as `can`), and what follows when they do. The guards that many rules share are here too;
 * `firstRefusal` puts them in the order in which refusals are given.
 */
import type { MeetingCommand } from '../commands/index.ts';
import type { Draw } from '../draw.ts';
import type { Circumstances, Fact, Refusal, Slot } from '../kernel.ts';
import { firstRefusal } from '../kernel.ts';
import type { Standing } from '../standing.ts';
import type { PersonId, Reason, ReceiptId, RefusalCode } from '../vocabulary.ts';
import type { MeetingEvent, Receipted } from './events.ts';
import { isExcluded } from './shut-out.ts';
import type { Attendee, MeetingState } from './state.ts';
import { isOver } from './state.ts';

export interface Asked extends Omit<Circumstances<Standing>, 'actor' | 'seed'> {
  readonly state: MeetingState;
  readonly who: PersonId;
  /** Null: never asked in. */
  readonly me: Attendee | null;
  /** A facilitator of the circle, or a stand-in who has accepted (FAC-3). */
  readonly facilitates: boolean;
  readonly draw: Draw;
}

type Named<Name extends MeetingCommand['do']> = Extract<MeetingCommand, { do: Name }>;

export interface Rule<Command> {
  may(asked: Asked): RefusalCode | null;
  decide(command: Command, asked: Asked): readonly MeetingEvent[] | Refusal;
}
export type Rules<Name extends MeetingCommand['do']> = {
  readonly [Each in Name]: Rule<Named<Each>>;
};

type Type = MeetingEvent['type'];
export type MeetingFact = Fact<MeetingEvent>;
export type FactOf<Each extends Type> = Extract<MeetingFact, { type: Each }>;
export type Evolvers<Names extends Type> = {
  readonly [Each in Names]: (state: MeetingState, fact: FactOf<Each>) => MeetingState;
};

export const closed = ({ state }: Asked): RefusalCode | false => isOver(state) && 'closed';

export const notBegun = ({ state }: Asked): RefusalCode | false =>
  (state.phase === 'scheduled' || state.phase === 'doors') && 'not-open-yet';

/** Membership is judged anew at every command: who lost it is here no more. */
export const notHere = (asked: Asked): RefusalCode | false =>
  (asked.standing === null || asked.me?.whereabouts !== 'in' || barred(asked)) && 'not-here';

export const notFacilitator = ({ facilitates }: Asked): RefusalCode | false =>
  !facilitates && 'not-facilitator';

/** Excluded here, or by the circle's word. They hear so at the door; inside they are not here (VOI-7). */
const barred = ({ standing, me, now }: Asked): boolean =>
  me?.excluded === true || (standing !== null && isExcluded(standing, now));

export const excluded = (asked: Asked): RefusalCode | false => barred(asked) && 'excluded';

export const elsewhere = ({ writes }: Asked): RefusalCode | false => !writes && 'elsewhere';

/** Somebody holds the floor, and nothing displaces a holder (RND-13). */
export const held = ({ state }: Asked): RefusalCode | false =>
  state.turn?.state === 'held' && 'floor-closed';

/** A participant's ordinary act in a meeting that has begun. */
export const taking = (asked: Asked): RefusalCode | null =>
  firstRefusal(closed(asked), notBegun(asked), notHere(asked), elsewhere(asked));

/** A facilitator's act at any time before closing. */
export const leading = (asked: Asked): RefusalCode | null =>
  firstRefusal(closed(asked), notHere(asked), notFacilitator(asked), elsewhere(asked));

/** A facilitator's act in a meeting that has begun. */
export const leadingFloor = (asked: Asked): RefusalCode | null =>
  firstRefusal(leading(asked), notBegun(asked));

/** A receipt for the person concerned, with its kind sentence as words. */
export function receipted(
  asked: Asked,
  command: { readonly reason: Reason; readonly note: string },
): { receipt: Receipted; words: Record<Slot, string> } {
  const id = asked.draw.id<ReceiptId>('r');
  const note = `receipt.${id}.note`;
  return {
    receipt: { by: asked.who, reason: command.reason, receipt: id, note, at: asked.now },
    words: { [note]: command.note },
  };
}
