/** How staff are told beside the inbox. */
import type { Millis, PersonId } from '../vocabulary.ts';
import type { HouseState } from './state.ts';

/** Where one message goes: by this channel, for this person, to this device of theirs. */
export interface AlertTarget {
  readonly channel: string;
  readonly staff: PersonId | null;
  readonly device: string | null;
}

/** Everything by which one person of the staff is alerted now. */
export const alertTargetsOf = (
  _state: Pick<HouseState, 'staff'>,
  _staff: PersonId,
  _now: Millis,
): AlertTarget[] => [];

export interface ChannelTest {
  readonly result: 'handed-over' | 'refused' | 'no-answer';
  readonly at: Millis;
}
