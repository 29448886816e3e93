/**
 * Devices of staff that are alerted by web push (ALR-2). A device belongs to the session in which
 * its browser subscribed, and ends with it. The subscription is a word.
 */
import { refuse } from '../kernel.ts';
import type { Millis, PersonId, SessionId } from '../vocabulary.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  isForOther,
  staffGuard,
} from './rule.ts';
import { activeStaffSession } from './sign-in.ts';
import { type HouseState, houseSlots } from './state.ts';

export interface PushDevice {
  /** Stays the same when its browser subscribes again in the same session. */
  readonly id: string;
  readonly staff: PersonId;
  readonly since: Millis;
}

/** No push service gives more, in characters of JSON. */
const maxSubscriptionLength = 4000;

/** The devices of one person, by their living sessions. */
export const pushDevicesOf = (
  state: Pick<HouseState, 'staff' | 'staffSessions' | 'pushDevices'>,
  staff: PersonId,
  now: Millis,
): [SessionId, PushDevice][] =>
  [...state.pushDevices].filter(
    ([session, each]) => each.staff === staff && activeStaffSession(state, session, now) !== null,
  );

export const pushDeviceRules: HouseRules<'subscribe-push' | 'unsubscribe-push'> = {
  'subscribe-push': {
    may: staffGuard,
    refuses: isForOther,
    decide: (command, asked) => subscribePush(command, asked),
  },
  'unsubscribe-push': {
    may: staffGuard,
    refuses: isForOther,
    decide({ staff, device }, { state }) {
      const [session, known] = [...state.pushDevices].find(([, { id }]) => id === device) ?? [];
      if (session === undefined || known?.staff !== staff) return [];
      return [{ type: 'PushEnded', staff, session, erases: [houseSlots.push(session)] }];
    },
  },
};

/** Refusals: `not-here` for a session that is over or somebody else's, `too-long`, `empty`. */
function subscribePush(
  { staff, session, device, subscription }: HouseCommandOf<'subscribe-push'>,
  { state, now }: HouseRuleContext,
): HouseDecision {
  if (activeStaffSession(state, session, now)?.staff !== staff) return refuse('not-here');
  if (subscription === '') return refuse('empty');
  if (subscription.length > maxSubscriptionLength) return refuse('too-long');
  const words = { [houseSlots.push(session)]: subscription };
  const id = state.pushDevices.get(session)?.id ?? device;
  return [{ type: 'PushSubscribed', staff, session, device: id, at: now, words }];
}

/** Without the devices of these sessions. */
export function withoutPushDevices(state: HouseState, sessions: readonly SessionId[]): HouseState {
  if (!sessions.some((each) => state.pushDevices.has(each))) return state;
  const pushDevices = new Map(state.pushDevices);
  for (const session of sessions) pushDevices.delete(session);
  return { ...state, pushDevices };
}

export const pushDeviceEvolvers: HouseEvolvers<'PushSubscribed' | 'PushEnded'> = {
  PushSubscribed: (state, { staff, session, device, at }) => ({
    ...state,
    pushDevices: new Map(state.pushDevices).set(session, { id: device, staff, since: at }),
  }),
  PushEnded: (state, { session }) => withoutPushDevices(state, [session]),
};
