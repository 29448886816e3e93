/** What facilitators see beside their own part, the same for all of them. */
import { seatsLeft } from '../meeting/seats.ts';
import type { MeetingState } from '../meeting/state.ts';
import { sharersIn } from '../meeting/state.ts';
import type { TurnPace } from '../view.ts';
import { careOf, removedPeople, waitingPeople } from './people.ts';
import type { MeetingProjectionParts, PrivateView } from './projected-views.ts';

export type FacilitationView = Required<Omit<PrivateView, 'mine'>>;

export const facilitationViewOf = ({
  state,
  words,
  present,
}: MeetingProjectionParts): FacilitationView => ({
  care: careOf(state, words),
  waiting: waitingPeople(state, words),
  pace: turnPaceOf(state),
  endsSoon: state.closingPrompted && (state.phase === 'opening' || state.phase === 'body'),
  oneSharer: isSingleSharer(state, present),
  removed: removedPeople(state, words),
  joining: { pausedAt: state.pausedAt, seatsLeft: seatsLeft(state) },
});

const turnPaceOf = ({ turn, settings }: MeetingState): TurnPace | null =>
  turn?.state === 'held'
    ? { soft: settings.turn, used: turn.used, since: turn.runningSince }
    : null;

/** RND-15: how a round goes on with one sharer alone is a question to the facilitator. */
const isSingleSharer = (state: MeetingState, present: MeetingProjectionParts['present']): boolean =>
  state.round !== null &&
  sharersIn(state).filter(({ id, whereabouts }) => whereabouts === 'in' && present(id) !== 'away')
    .length === 1;
