/** What a view of a meeting is made of, and for whom; `MeetingProjection` computes it. */
import type { DecisionContext, Words } from '../kernel.ts';
import type { MeetingState } from '../meeting/state.ts';
import type { OwnState } from '../own-state.ts';
import type { Standing } from '../standing.ts';
import type {
  Care,
  JoiningState,
  RemovedPerson,
  TurnPace,
  View,
  WaitingAttendee,
} from '../view.ts';
import type { PersonId } from '../vocabulary.ts';

/** Who looks, from which device, and when. */
export interface Viewer extends Pick<DecisionContext<Standing>, 'now' | 'present' | 'writes'> {
  readonly person: PersonId;
  readonly standing: Standing | null;
}

/** What of `mine` the desk and the circle know. */
type KeyOutsideMeeting =
  | 'receipts'
  | 'threads'
  | 'reports'
  | 'helpWaits'
  | 'intention'
  | 'agreements';

/** The part only this viewer gets; facilitators' care and waiting room with it. */
export interface PrivateView {
  readonly mine: Omit<OwnState, KeyOutsideMeeting>;
  readonly care?: Readonly<Record<PersonId, Care>>;
  readonly waiting?: readonly WaitingAttendee[];
  readonly pace?: TurnPace | null;
  readonly endsSoon?: boolean;
  readonly oneSharer?: boolean;
  readonly removed?: readonly RemovedPerson[];
  readonly joining?: JoiningState;
}

/** The whole view but for what the desk and the circle add to it. */
export type MeetingView = Omit<View, 'mine' | 'desk'> & { readonly mine: PrivateView['mine'] };

/** A meeting at one moment, as the projection of its views needs it. */
export interface MeetingProjectionParts extends Pick<Viewer, 'now' | 'present'> {
  readonly state: MeetingState;
  readonly words: Words;
}

/** Who looks at the projection of one moment. */
export type ProjectionViewer = Pick<Viewer, 'person' | 'standing' | 'writes'>;
