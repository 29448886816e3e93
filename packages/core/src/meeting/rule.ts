/**
 * The form of a rule: whether a person may ask for something at all (what the screen shows
 * as `can`), and what follows when they do. The guards that many rules share are here too;
 * `firstRefusal` puts them in the order in which refusals are given.
 */
import type { MeetingCommand } from '../commands/index.ts';
import type { DecisionContext, Fact, Slot } from '../kernel.ts';
import { firstRefusal } from '../kernel.ts';
import type { EvolverTable, RuleTable } from '../rule-table.ts';
import type { SeededGenerator } from '../seeded-random.ts';
import { isExcluded, type Standing } from '../standing.ts';
import type { PersonId, Reason, ReceiptId, RefusalCode } from '../vocabulary.ts';
import type { MeetingEvent, ReceiptFields } from './events.ts';
import type { Attendee, MeetingState } from './state.ts';
import { isMeetingOver } from './state.ts';

export interface MeetingRuleContext extends Omit<DecisionContext<Standing>, 'actor' | 'seed'> {
  readonly state: MeetingState;
  readonly who: PersonId;
  /** Null: never asked in. */
  readonly me: Attendee | null;
  /** A facilitator of the circle, or a stand-in who has accepted (FAC-3). */
  readonly facilitates: boolean;
  readonly draw: SeededGenerator;
}

type MeetingCommandOf<Name extends MeetingCommand['do']> = Extract<MeetingCommand, { do: Name }>;

export type MeetingRules<Name extends MeetingCommand['do']> = RuleTable<
  MeetingCommandOf<Name>,
  MeetingRuleContext,
  MeetingEvent
>;

type MeetingEventType = MeetingEvent['type'];
export type MeetingFact = Fact<MeetingEvent>;
export type MeetingEvolvers<Names extends MeetingEventType> = EvolverTable<
  MeetingState,
  Extract<MeetingEvent, { type: Names }>
>;

export const closedGuard = ({ state }: MeetingRuleContext): RefusalCode | false =>
  isMeetingOver(state) && 'closed';

export const notBegunGuard = ({ state }: MeetingRuleContext): RefusalCode | false =>
  (state.phase === 'scheduled' || state.phase === 'doors') && 'not-open-yet';

/** Checks membership at every command: a person who lost it is no longer present. */
export const notHereGuard = (asked: MeetingRuleContext): RefusalCode | false =>
  (asked.standing === null || asked.me?.whereabouts !== 'in' || isExcludedFromMeeting(asked)) &&
  'not-here';

export const notFacilitatorGuard = ({ facilitates }: MeetingRuleContext): RefusalCode | false =>
  !facilitates && 'not-facilitator';

/**
 * Excluded here or by the circle. The refusal of joining says so; inside they are not present
 * (VOI-7).
 */
const isExcludedFromMeeting = ({ standing, me, now }: MeetingRuleContext): boolean =>
  me?.excluded === true || (standing !== null && isExcluded(standing, now));

export const excludedGuard = (asked: MeetingRuleContext): RefusalCode | false =>
  isExcludedFromMeeting(asked) && 'excluded';

export const writesElsewhereGuard = ({ writes }: MeetingRuleContext): RefusalCode | false =>
  !writes && 'elsewhere';

/** The floor is held, and nothing displaces a holder (RND-13). */
export const floorHeldGuard = ({ state }: MeetingRuleContext): RefusalCode | false =>
  state.turn?.state === 'held' && 'floor-closed';

/** What everybody who is in may do, facilitators too, in a meeting that has begun. */
export const participantGuard = (asked: MeetingRuleContext): RefusalCode | null =>
  firstRefusal(
    closedGuard(asked),
    notBegunGuard(asked),
    notHereGuard(asked),
    writesElsewhereGuard(asked),
  );

/** A facilitator's act at any time before closing. */
export const facilitatorGuard = (asked: MeetingRuleContext): RefusalCode | null =>
  firstRefusal(
    closedGuard(asked),
    notHereGuard(asked),
    notFacilitatorGuard(asked),
    writesElsewhereGuard(asked),
  );

/** A facilitator's act in a meeting that has begun. */
export const floorFacilitatorGuard = (asked: MeetingRuleContext): RefusalCode | null =>
  firstRefusal(facilitatorGuard(asked), notBegunGuard(asked));

/** A receipt for the person concerned, with its kind sentence as words. */
export function createReceipt(
  asked: MeetingRuleContext,
  command: { readonly reason: Reason; readonly note: string },
): { receipt: ReceiptFields; words: Record<Slot, string> } {
  const id = asked.draw.id<ReceiptId>('r');
  const note = `receipt.${id}.note`;
  return {
    receipt: { by: asked.who, reason: command.reason, receipt: id, note, at: asked.now },
    words: { [note]: command.note },
  };
}
