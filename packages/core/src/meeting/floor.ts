/**
 * The floor: its mode, and who is given it (FLR-1, FLR-2). Quiet, hold and responses are
 * passing modes: they end into the mode before, and nothing that was there is lost. How a
 * turn goes once it is offered is in turn.ts; who comes next in a round is in reactions.ts.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import type { Mode, PersonId, TurnId } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import type { MeetingEvolvers, MeetingFact, MeetingRuleContext, MeetingRules } from './rule.ts';
import { floorFacilitatorGuard, floorHeldGuard } from './rule.ts';
import type { Floor, MeetingState, ResponseSubject, Turn } from './state.ts';
import { withClockStopped } from './turn-clock.ts';

interface FloorContext extends Pick<MeetingRuleContext, 'now'> {
  readonly state: Pick<MeetingState, 'floor' | 'turn' | 'settings'>;
}

const temporaryModes: readonly Mode[] = ['quiet', 'hold', 'responses'];

/** An offer that was not taken up goes back to where it came from. */
export const withdrawOffer = ({ state: { turn }, now }: FloorContext): MeetingEvent[] =>
  turn?.state === 'offered'
    ? [{ type: 'TurnEnded', turn: turn.id, person: turn.person, how: 'withdrawn', at: now }]
    : [];

/** The turn of this round that was set aside while held is resumed, else a new one begins. */
export const turnIdFor = (
  { state, draw }: Pick<MeetingRuleContext, 'state' | 'draw'>,
  person: PersonId,
): TurnId =>
  (state.floor.mode === 'round' ? state.round?.aside.get(person)?.id : undefined) ??
  draw.id<TurnId>('t');

export const offerDeadline = ({ state, now }: FloorContext): number | null =>
  state.settings.offer === 0 ? null : now + state.settings.offer;

/** An offer to a page that is hidden lasts so long from its beginning (TRN-8). */
export const hiddenOfferDeadline = (
  { state: { settings }, now }: FloorContext,
  turn: Turn,
): number => Math.max(turn.until ?? 0, (turn.offeredAt ?? now) + settings.offerHidden);

/** Who looks again has the time of an offer from then on, within a bound that toggling cannot move. */
export const shownOfferDeadline = (here: FloorContext, turn: Turn): number =>
  Math.max(
    turn.until ?? 0,
    Math.min(here.now, hiddenOfferDeadline(here, turn)) + here.state.settings.offer,
  );

/** Into another mode; what was offered is withdrawn, what is held is kept. */
export const setFloor = (
  here: FloorContext,
  to: { mode: Mode; slow?: number | null; until?: number | null } & Partial<
    Pick<Floor, 'handsOrder'>
  >,
): MeetingEvent[] => {
  const { mode, slow = null, until = null, handsOrder = here.state.floor.handsOrder } = to;
  const set = { type: 'FloorSet', mode, slow, handsOrder, until, at: here.now } as const;
  return [...(mode === here.state.floor.mode ? [] : withdrawOffer(here)), set];
};

/** Back into the mode that a passing one came out of. */
export const endTemporaryMode = (here: FloorContext): MeetingEvent[] => {
  const { state, now } = here;
  const { before, mode } = state.floor;
  if (!before) return [];
  // Responses that a quiet or a hold interrupted get their whole time again.
  const until = before.mode === 'responses' ? now + state.settings.responses : null;
  return setFloor(here, { ...before, until }).map((event) =>
    event.type === 'FloorSet' && mode === 'responses' ? { ...event, answered: true } : event,
  );
};

/** Responses to the last sharer, each once, for a while. */
export const beginResponses = (
  { state, now }: FloorContext,
  about: ResponseSubject,
): MeetingEvent[] => [
  { type: 'ResponsesBegan', ...about, until: now + state.settings.responses, at: now },
];

const temporaryModeGuard = ({ state: { floor } }: MeetingRuleContext) =>
  floor.mode === 'hold' ? 'on-hold' : temporaryModes.includes(floor.mode) && 'floor-closed';

export const floorRules: MeetingRules<'set-floor' | 'resume' | 'hold' | 'give-floor'> = {
  'set-floor': {
    may: floorFacilitatorGuard,
    decide({ mode, slow = null, seconds, order }, asked) {
      const { state, now } = asked;
      const { floor } = state;
      const handsOrder = order ?? floor.handsOrder;
      if (mode === 'responses') {
        if (floor.mode === 'responses') return [];
        if (floor.before?.mode === 'responses') return endTemporaryMode(asked);
        if (floorHeldGuard(asked) || !state.lastTurn) return refuse('floor-closed');
        return [...withdrawOffer(asked), ...beginResponses(asked, state.lastTurn)];
      }
      const until = mode === 'quiet' && seconds !== undefined ? now + seconds * 1000 : null;
      const pace = mode === 'open' ? slow : null;
      const same = mode === floor.mode && pace === floor.slow && handsOrder === floor.handsOrder;
      if (same && until === floor.until) return [];
      return setFloor(asked, { mode, slow: pace, until, handsOrder });
    },
  },
  hold: {
    may: floorFacilitatorGuard,
    decide: (_command, asked) =>
      asked.state.floor.mode === 'hold' ? [] : setFloor(asked, { mode: 'hold' }),
  },
  resume: {
    may: floorFacilitatorGuard,
    decide(_command, asked) {
      const { floor, kept, round } = asked.state;
      if (floor.before) return endTemporaryMode(asked);
      const [unfinished] = kept.keys();
      if (unfinished) return setFloor(asked, { mode: unfinished });
      return round && floor.mode !== 'round' ? setFloor(asked, { mode: 'round' }) : [];
    },
  },
  'give-floor': {
    may: (asked) => firstRefusal(floorFacilitatorGuard(asked), temporaryModeGuard(asked)),
    refuses: ({ who }, { state }) =>
      state.turn?.person !== who && state.people.get(who)?.mute != null && 'no-voice',
    decide({ who }, asked) {
      const { state, now } = asked;
      if (state.turn?.person === who) return [];
      const person = state.people.get(who);
      const refusal = firstRefusal(
        floorHeldGuard(asked),
        person?.whereabouts !== 'in' && 'unknown-person',
      );
      if (refusal) return refuse(refusal);
      const turn = turnIdFor(asked, who);
      return [
        ...withdrawOffer(asked),
        state.hands.includes(who)
          ? { type: 'TurnTaken', turn, person: who, at: now }
          : { type: 'TurnOffered', turn, person: who, until: offerDeadline(asked), at: now },
      ];
    },
  },
};

/** What a passing mode ends into; null for a lasting one. */
function modeToRestore({ floor, responses }: MeetingState, mode: Mode): Floor['before'] {
  if (!temporaryModes.includes(mode)) return null;
  const lasting = floor.before ?? { mode: floor.mode, slow: floor.slow };
  if (mode === 'responses') return responses?.before ?? lasting;
  // A quiet or a hold interrupts responses without ending them (FLR-2).
  return floor.mode === 'responses' ? { mode: 'responses', slow: null } : lasting;
}

/** The floor in another mode, with the turn that belongs to it (FLR-2). */
function withMode(
  state: MeetingState,
  {
    mode,
    slow,
    until,
    at,
  }: Pick<Extract<MeetingFact, { type: 'FloorSet' }>, 'mode' | 'slow' | 'until' | 'at'>,
  handsOrder: Floor['handsOrder'],
): MeetingState {
  const { floor } = state;
  const before = modeToRestore(state, mode);
  const since = mode === floor.mode ? floor.since : at;
  const next = { ...state, floor: { mode, slow, handsOrder, since, until, before } };
  if (mode === floor.mode) return next;
  const kept = new Map(state.kept);
  if (state.turn?.state === 'held') {
    kept.set(floor.mode, { ...withClockStopped(state.turn, at), frozenUntil: null });
  }
  const turn = kept.get(mode);
  kept.delete(mode);
  return {
    ...next,
    turn: turn ? { ...turn, runningSince: at } : null,
    // HND-1: the hand of a new holder is lowered.
    hands: turn ? state.hands.filter((hand) => hand !== turn.person) : state.hands,
    kept,
    responses: before ? state.responses : null,
    round: state.round && { ...state.round, waitsUntil: null },
  };
}

export const floorEvolvers: MeetingEvolvers<'FloorSet' | 'ResponsesBegan' | 'FloorTouched'> = {
  FloorSet: (state, fact) => withMode(state, fact, fact.handsOrder),
  ResponsesBegan: (state, { turn, to, ask, until, at }) => ({
    ...withMode(
      { ...state, responses: null },
      { mode: 'responses', slow: null, until, at },
      state.floor.handsOrder,
    ),
    responses: {
      ...{ turn, to, ask, answered: [] },
      before: state.floor.before ?? { mode: state.floor.mode, slow: state.floor.slow },
    },
  }),
  FloorTouched: (state, { by }) => ({
    ...state,
    touches: state.touches + 1,
    touchedBy: new Map(state.touchedBy).set(by, state.touches + 1),
  }),
};
