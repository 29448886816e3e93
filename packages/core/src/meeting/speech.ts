/**
 * Words: saying, taking back, redacting, resonating (FLR-3 to FLR-5, VOI-6, RES-1). What is
 * said belongs to the turn of the one who holds the floor; facilitation stays outside of it.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import type { MessageId, PersonId, RefusalCode, TurnId } from '../vocabulary.ts';
import { withReceipt } from './outgoing.ts';
import type { Asked, Evolvers, Rules } from './rule.ts';
import { closed, elsewhere, notBegun, notFacilitator, notHere, receipted, unfit } from './rule.ts';
import type { MeetingState, Said } from './state.ts';
import { holderOf, isIn, textSlot, withPerson } from './state.ts';

/** Why this person cannot post now; null when they can. One place for the whole of FLR. */
function cannotSay(asked: Asked): RefusalCode | null {
  const { state, me, who, standing, now } = asked;
  const { floor } = state;
  const facilitates = standing?.role === 'facilitator';
  const always = firstRefusal(
    closed(asked),
    state.phase === 'scheduled' || !facilitates ? notBegun(asked) : null,
    notHere(asked),
    elsewhere(asked),
  );
  if (always || !me || facilitates) return always; // FLR-4
  const holds = holderOf(state) === who;
  const waits =
    floor.mode === 'open' &&
    floor.slow !== null &&
    me.lastSaid !== null &&
    now < me.lastSaid + floor.slow * 1000;
  return firstRefusal(
    floor.mode === 'hold' && 'on-hold',
    (me.mute !== null || (me.seat === 'listener' && !holds)) && 'no-voice', // FLR-7
    floor.mode === 'quiet' && 'quiet',
    floor.mode !== 'open' && !holds && 'not-your-turn',
    waits && !holds && 'too-soon',
  );
}

/** A message this person was there for; what was said before their entering does not exist for them. */
const seenMessage = (state: MeetingState, who: PersonId, id: MessageId): Said | undefined => {
  const index = state.messages.findIndex((each) => each.id === id);
  const from = state.people.get(who)?.from;
  return from == null || index < from ? undefined : state.messages[index];
};

/** Whose turn that is, if this person could have seen it. */
function sharerOf(state: MeetingState, who: PersonId, turn: TurnId): PersonId | undefined {
  if (state.turn?.id === turn && state.turn.state === 'held') return state.turn.person;
  const from = state.people.get(who)?.from ?? Number.POSITIVE_INFINITY;
  return state.messages.slice(from).find((each) => each.turn === turn)?.by;
}

/** Until closing is over a word can still be taken back or removed. */
const tooLate = ({ state: { phase } }: Asked): RefusalCode | false =>
  (phase === 'closed' || phase === 'purged') && 'closed';

export const speechRules: Rules<'say' | 'take-back' | 'redact' | 'resonate'> = {
  say: {
    may: cannotSay,
    decide({ text }, asked) {
      const unfitting = unfit(text);
      if (unfitting) return refuse(unfitting);
      const { state, who, now, draw, standing } = asked;
      const turn = holderOf(state) === who ? (state.turn?.id ?? null) : null;
      const message = draw.id<MessageId>('m');
      return [
        {
          type: 'Said',
          message,
          by: who,
          turn,
          at: now,
          facilitation: standing?.role === 'facilitator' && turn === null,
          words: { [textSlot(message)]: text },
        },
      ];
    },
  },
  'take-back': {
    may: (asked) =>
      firstRefusal(tooLate(asked), !isIn(asked.state, asked.who) && 'not-here', elsewhere(asked)),
    decide({ message: id }, { state, who }) {
      const message = seenMessage(state, who, id);
      if (!message) return refuse('unknown-message');
      if (message.by !== who) return refuse('not-yours');
      if (message.gone) return [];
      return [{ type: 'TakenBack', message: id, erases: [textSlot(id)] }];
    },
  },
  redact: {
    may: (asked) =>
      firstRefusal(tooLate(asked), notHere(asked), notFacilitator(asked), elsewhere(asked)),
    decide(command, asked) {
      const message = seenMessage(asked.state, asked.who, command.message);
      if (!message) return refuse('unknown-message');
      if (message.gone) return [];
      const unfitting = unfit(command.note);
      if (unfitting) return refuse(unfitting);
      const { receipt, words } = receipted(asked, command);
      return [
        {
          type: 'Redacted',
          message: message.id,
          person: message.by,
          ...receipt,
          words,
          erases: [textSlot(message.id)],
        },
      ];
    },
  },
  resonate: {
    may: (asked) =>
      firstRefusal(
        closed(asked),
        notBegun(asked),
        notHere(asked),
        elsewhere(asked),
        asked.me?.mute?.resonance === true && 'no-voice',
      ),
    decide({ kind, turn: about, message: id }, { state, who }) {
      const message = id === undefined ? undefined : seenMessage(state, who, id);
      const turn = about ?? message?.turn ?? null;
      const to = turn === null ? message?.by : sharerOf(state, who, turn);
      if (!state.settings.resonances.includes(kind)) return refuse('not-offered');
      if (to === undefined || message?.gone) return refuse('unknown-message');
      if (to === who) return refuse('not-yours');
      const target = turn === null ? (message?.id ?? null) : null;
      const already = state.resonance.some(
        (each) =>
          each.by === who && each.kind === kind && each.turn === turn && each.message === target,
      );
      return already ? [] : [{ type: 'Resonated', turn, message: target, by: who, to, kind }];
    },
  },
};

const goneFrom = (
  state: MeetingState,
  id: MessageId,
  gone: NonNullable<Said['gone']>,
): MeetingState => ({
  ...state,
  messages: state.messages.map((each) => (each.id === id ? { ...each, gone } : each)),
});

export const speechEvolvers: Evolvers<'Said' | 'TakenBack' | 'Redacted' | 'Resonated'> = {
  Said: (state, { message: id, by, turn, at, facilitation }) =>
    withPerson(
      { ...state, messages: [...state.messages, { id, by, turn, at, facilitation, gone: null }] },
      by,
      { lastSaid: at },
    ),
  TakenBack: (state, { message }) => goneFrom(state, message, 'withdrawn'),
  Redacted: (state, fact) => withReceipt(goneFrom(state, fact.message, 'removed'), fact, 'redact'),
  Resonated: (state, { turn, message, by, to, kind }) => ({
    ...state,
    resonance: [...state.resonance, { turn, message, by, to, kind }],
  }),
};
