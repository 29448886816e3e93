/** What may be asked about staff in circles, and what can have happened (entering.ts, outbox.ts). */
import type { EventShape } from '../kernel.ts';
import type { CircleId, Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { NewStaffSession } from './commands.ts';

export type EnteringCommand =
  /** By somebody of the staff, in this session, before the circle lets them in (STF-1). */
  | {
      readonly do: 'enter-circle';
      readonly staff: PersonId;
      readonly circle: CircleId;
      readonly session: SessionId;
    }
  /**
   * By the server, for a facilitator of an old ledger (STF-7). `staff`: the identity that the
   * browser is signed in as, and `session` is null; else the id of a new one, and its session.
   */
  | {
      readonly do: 'become-staff';
      readonly staff: PersonId;
      readonly circle: CircleId;
      readonly member: PersonId;
      /** Of a new identity. */
      readonly name: string;
      readonly session: NewStaffSession | null;
      readonly replaces: SessionId | null;
    }
  /** One circle less that somebody looks after; whatever else is assigned stays. */
  | { readonly do: 'unassign-circle'; readonly staff: PersonId; readonly circle: CircleId }
  /** What circles were to be told has arrived (see `houseOutbox`). */
  | { readonly do: 'confirm'; readonly what: readonly string[] };

export type EnteringEvent =
  | {
      readonly type: 'CircleEntered';
      readonly staff: PersonId;
      readonly circle: CircleId;
      readonly session: SessionId;
    }
  | ({
      readonly type: 'GuestBecameStaff';
      readonly staff: PersonId;
      readonly circle: CircleId;
      readonly member: PersonId;
      readonly at: Millis;
    } & EventShape)
  | { readonly type: 'Confirmed'; readonly what: string };
