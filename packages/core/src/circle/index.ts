/**
 * The circle: what it is called and agrees on, who is in it and who is excluded, the links that
 * lead in, when it meets, and what a meeting leaves behind for the next. What is said there is not its concern.
 */
import { attributed, type HouseStanding, withAct } from '../house/index.ts';
import type { Decider } from '../kernel.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { retentionDeadlines } from './retention.ts';
import { type CircleState, emptyCircle } from './state.ts';

export { type CardViewer, cardViewer, cardWords } from './card.ts';
export { refusesCode } from './codes.ts';
export type { CircleCommand, CircleEvent } from './commands.ts';
export { type Entrance, entranceOf } from './entrance.ts';
export { type CircleOutbound, circleOutbox, type Exclusion, marksOf } from './exclusion.ts';
export { intentionOf } from './intention.ts';
export * from './links.ts';
export { namesInUse } from './names.ts';
export { isCrowded } from './places.ts';
export {
  codeHold,
  type Ending,
  type EndingWhy,
  endingOf,
  isBegunBy,
  livingSession,
  mostCodeSessions,
  mostMarks,
  type NewSession,
  type Notice,
  noticeLife,
  noticesFor,
  type Session,
  type SessionBy,
  samePress,
  sessionsOf,
} from './sessions.ts';
export * from './standing.ts';
export { type CircleState, circleSlots, type Member, type PlannedMeeting } from './state.ts';
export { touchedInCircle } from './touched.ts';

export const circle: Decider<CircleState, CircleCommand, CircleEvent, HouseStanding> = {
  initial: emptyCircle,
  decide: (state, command, by) => attributed(decide(state, command, by), command.do, by),
  evolve(state, fact) {
    const next = evolve(state, fact);
    const acts = withAct(state.acts, fact);
    return acts === state.acts ? next : { ...next, acts };
  },
  deadlines: retentionDeadlines,
};
