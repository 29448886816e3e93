/**
 * What a meeting and a desk know of the person who asks, read from the circle's ledger at
 * the very moment of a decision, never from a token. The circle decides it (circle/standing.ts).
 */
import type { Millis, PersonId, Role } from './vocabulary.ts';

export interface Standing {
  readonly person: PersonId;
  readonly name: string;
  readonly role: Role;
  /** Label of the link this person came by; facilitators see it (VOI-2). */
  readonly link: string;
  /** Was let into a meeting of this circle before. */
  readonly known: boolean;
  /** That link brings several people in, so that nobody was invited by name (LIM-2). */
  readonly shared?: boolean;
  /** Known, and no message of theirs has reached the circle yet (VOI-10). */
  readonly newcomer?: true;
  /** How many people have joined by the same link, this person among them (VOI-11). */
  readonly came?: number;
  /** The name can be taken for another member's, or for a facilitator's (VOI-11). */
  readonly likeness?: true;
  /** Excluded from the circle: until when, `null` until lifted; absent: not. */
  readonly excluded?: Millis | null;
  /** Excluded by the organisation, for what was decided in another circle (VOI-12). */
  readonly barred?: true;
  /** Named beforehand to stand in when no facilitator is there (FAC-3). */
  readonly standIn?: boolean;
  /**
   * The version of the agreements that binds the circle, and the one this person agreed to last;
   * absent while no change of meaning was made, so that everybody has agreed (AGR-2).
   */
  readonly agreements?: { readonly binding: number; readonly agreed: number };
  /**
   * Whether they have a seat in the current meeting by the circle's list of seats; absent where there
   * is no list (RHY-6). Who stands where on the list is not told.
   */
  readonly hasSeat?: boolean;
  /** A mute carried over from an earlier meeting: until when, `null` until lifted; absent: none. */
  readonly mutedUntil?: Millis | null;
}

/**
 * Whether changed agreements wait for this person's consent, as far as the circle knows (AGR-2). A
 * meeting also counts what it knows itself (`mustAgreeFirst`).
 */
export const mustAgreeAtDesk = ({ agreements }: Pick<Standing, 'agreements'>): boolean =>
  agreements !== undefined && agreements.agreed < agreements.binding;

/** Whether an exclusion binds now: by the circle, or by the organisation (VOI-12). */
export const isExcluded = ({ excluded }: Pick<Standing, 'excluded'>, now: Millis): boolean =>
  excluded !== undefined && (excluded === null || excluded > now);
