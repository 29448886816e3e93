/**
 * The circle: what it is called and agrees on, who is in it and who is excluded, the links that
 * lead in, when it meets, and what a meeting leaves behind for the next. What is said there is not its concern.
 */
import { attributeToOrganiser, type HouseStanding, withOrganiserAct } from '../house/index.ts';
import type { Decider, Fact } from '../kernel.ts';
import { createDecider } from '../kernel.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { circleRetentionDeadlines } from './retention.ts';
import { type CircleState, emptyCircle } from './state.ts';

export type { CircleCommand, CircleEvent } from './commands.ts';
export {
  browserMarksOf,
  type CircleOutboxCommand,
  circleOutbox,
  type MemberExclusion,
} from './exclusion.ts';
export { intentionOf } from './intention.ts';
export { isJoinRateExceeded } from './link-places.ts';
export * from './links.ts';
export { namesInUse } from './names.ts';
export { returnCodeRefusal } from './return-codes.ts';
export {
  activeSession,
  activeSessionsOf,
  maxBrowserMarks,
  maxCodeSessions,
  type NewSession,
  noticeLifetime,
  noticesFor,
  returnCodeHold,
  type Session,
  type SessionEnding,
  type SessionEndReason,
  type SessionOrigin,
  type SignInNotice,
  samePressWindow,
  sessionEndingOf,
  wasStartedBy,
} from './sessions.ts';
export * from './standing.ts';
export { type CircleState, circleSlots, type Member, type PlannedMeeting } from './state.ts';

function evolveCircle(state: CircleState, fact: Fact<CircleEvent>): CircleState {
  const next = evolve(state, fact);
  const acts = withOrganiserAct(state.acts, fact);
  return acts === state.acts ? next : { ...next, acts };
}

export const circle: Decider<CircleState, CircleCommand, CircleEvent, HouseStanding> =
  createDecider({
    initial: emptyCircle,
    decide: (state, command, context) =>
      attributeToOrganiser(decide(state, command, context), command.do, context),
    evolve: evolveCircle,
    deadlines: circleRetentionDeadlines,
  });
