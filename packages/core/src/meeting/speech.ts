/**
 * Words: saying, taking back, redacting, resonating (FLR-3 to FLR-5, VOI-6, RES-1). What is
 * said belongs to the turn of the one who holds the floor; facilitation stays outside of it.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import { maxContentNoteLength } from '../measure.ts';
import { textRefusal, wordCount } from '../text.ts';
import type { MessageId, Millis, PersonId, RefusalCode } from '../vocabulary.ts';
import { readableMessage, turnOwnerOf } from './message-access.ts';
import { withNewcomerReleased, withReceipt } from './outbox.ts';
import type { MeetingEvolvers, MeetingRuleContext, MeetingRules } from './rule.ts';
import {
  closedGuard,
  createReceipt,
  facilitatorGuard,
  notBegunGuard,
  notFacilitatorGuard,
  notHereGuard,
  writesElsewhereGuard,
} from './rule.ts';
import type { MeetingMessage, MeetingState, Responses } from './state.ts';
import {
  isInMeeting,
  messageIndexOf,
  messageNoteSlot,
  messageTextSlot,
  messageWithId,
  resonanceKey,
} from './state.ts';

const holderOf = ({ turn }: MeetingState): PersonId | null =>
  turn?.state === 'held' ? turn.person : null;

/** Why this person cannot post now; null when they can. One place for the whole of FLR. */
function sayRefusal(asked: MeetingRuleContext): RefusalCode | null {
  const { state, me, who, facilitates, now } = asked;
  const { floor, responses } = state;
  const always = firstRefusal(
    closedGuard(asked),
    state.phase === 'scheduled' || !facilitates ? notBegunGuard(asked) : null,
    notHereGuard(asked),
    writesElsewhereGuard(asked),
  );
  if (always || !me || facilitates) return always; // FLR-4
  const holds = holderOf(state) === who;
  const waits =
    floor.mode === 'open' &&
    floor.slow !== null &&
    now < (state.speech.get(who)?.lastSaid ?? Number.NEGATIVE_INFINITY) + floor.slow * 1000;
  return firstRefusal(
    floor.mode === 'hold' && 'on-hold',
    (me.mute !== null || (me.seat === 'listener' && !holds)) && 'no-voice', // FLR-7
    floor.mode === 'quiet' && 'quiet',
    floor.mode !== 'open' && floor.mode !== 'responses' && !holds && 'not-your-turn',
    floor.mode === 'responses' && hasResponded(responses, who) && 'already-spoke',
    floor.mode === 'responses' && responses?.ask === 'listen' && 'just-listen',
    waits && !holds && 'too-soon',
  );
}

/**
 * Each message that waits for a facilitator begins their timeline again, and its writer's, so a
 * newcomer has so many of them in a minute (LIM-4).
 */
const maxHeldMessages = 4;
const minute = 60_000;
const isHeldRateExceeded = ({ state, who, now }: MeetingRuleContext): boolean =>
  state.messages
    // A minute more, for a clock that was set back meanwhile.
    .lastUntil(({ at }) => at <= now - 2 * minute)
    .filter(({ by, held, at }) => by === who && held && at > now - minute).length >=
  maxHeldMessages;

/** The sharer has spoken; everyone else answers once. */
const hasResponded = (responses: Responses | null, who: PersonId): boolean =>
  responses?.to === who || responses?.answered.includes(who) === true;

/** Until closing is over a word can still be taken back or removed. */
const tooLateGuard = ({ state: { phase } }: MeetingRuleContext): RefusalCode | false =>
  (phase === 'closed' || phase === 'purged') && 'closed';

export const speechRules: MeetingRules<
  'say' | 'release' | 'erase-mine' | 'take-back' | 'redact' | 'resonate'
> = {
  say: {
    may: sayRefusal,
    decide({ text, ask, note }, asked) {
      const unfitting = firstRefusal(
        textRefusal(text),
        note !== undefined && textRefusal(note, maxContentNoteLength),
      );
      if (unfitting) return refuse(unfitting);
      const { state, who, me, now, draw, facilitates } = asked;
      const held = state.settings.holdNewcomer && !facilitates && me?.newcomer === true;
      if (held && isHeldRateExceeded(asked)) return refuse('too-soon');
      const turn = holderOf(state) === who ? state.turn : null;
      const message = draw.id<MessageId>('m');
      const noted = note === undefined ? {} : { [messageNoteSlot(message)]: note };
      return [
        ...(turn && ask && ask !== turn.ask
          ? [{ type: 'AskSet', turn: turn.id, ask } as const]
          : []),
        {
          type: 'Said',
          message,
          by: who,
          turn: turn?.id ?? null,
          at: now,
          facilitation: facilitates && turn === null,
          count: wordCount(text),
          held,
          noted: note !== undefined,
          words: { [messageTextSlot(message)]: text, ...noted },
        },
      ];
    },
  },
  release: {
    may: facilitatorGuard,
    decide({ message: id }, asked) {
      const message = readableMessage(asked.state, asked.who, id);
      if (!message) return refuse('unknown-message');
      return message.held && !message.gone ? [{ type: 'Released', message: id }] : [];
    },
  },
  'erase-mine': {
    may: (asked) => (asked.me ? null : 'not-here'),
    decide(_command, { state, who }) {
      const mine = state.messages.filter(({ by, gone }) => by === who && !gone);
      if (mine.length === 0) return [];
      const erases = mine.flatMap(({ id }) => [messageTextSlot(id), messageNoteSlot(id)]);
      return [{ type: 'MineErased', person: who, erases }];
    },
  },
  'take-back': {
    may: (asked) =>
      firstRefusal(
        tooLateGuard(asked),
        !isInMeeting(asked.state, asked.who) && 'not-here',
        writesElsewhereGuard(asked),
      ),
    decide({ message: id }, { state, who }) {
      const message = readableMessage(state, who, id);
      if (!message) return refuse('unknown-message');
      if (message.by !== who) return refuse('not-yours');
      if (message.gone) return [];
      return [
        { type: 'TakenBack', message: id, erases: [messageTextSlot(id), messageNoteSlot(id)] },
      ];
    },
  },
  redact: {
    may: (asked) =>
      firstRefusal(
        tooLateGuard(asked),
        notHereGuard(asked),
        notFacilitatorGuard(asked),
        writesElsewhereGuard(asked),
      ),
    decide(command, asked) {
      const message = readableMessage(asked.state, asked.who, command.message);
      if (!message) return refuse('unknown-message');
      if (message.gone) return [];
      const unfitting = textRefusal(command.note);
      if (unfitting) return refuse(unfitting);
      const { receipt, words } = createReceipt(asked, command);
      return [
        {
          type: 'Redacted',
          message: message.id,
          person: message.by,
          ...receipt,
          words,
          erases: [messageTextSlot(message.id), messageNoteSlot(message.id)],
        },
      ];
    },
  },
  resonate: {
    may: (asked) =>
      firstRefusal(
        closedGuard(asked),
        notBegunGuard(asked),
        notHereGuard(asked),
        writesElsewhereGuard(asked),
        asked.me?.mute?.resonance === true && 'no-voice',
      ),
    decide({ kind, turn: about, message: id }, { state, who }) {
      const message = id === undefined ? undefined : readableMessage(state, who, id);
      const turn = about ?? message?.turn ?? null;
      const to = turn === null ? message?.by : turnOwnerOf(state, who, turn);
      if (!state.settings.resonances.includes(kind)) return refuse('not-offered');
      if (to === undefined || message?.gone) return refuse('unknown-message');
      if (to === who) return refuse('not-yours');
      const target = turn === null ? (message?.id ?? null) : null;
      const resonance = { turn, message: target, by: who, kind };
      const already = state.resonance.indexOf(resonanceKey(resonance)) >= 0;
      return already ? [] : [{ type: 'Resonated', ...resonance, to }];
    },
  },
};

const withMessage = (
  state: MeetingState,
  id: MessageId,
  change: Partial<Pick<MeetingMessage, 'gone' | 'held'>>,
): MeetingState => {
  const at = messageIndexOf(state, id);
  const said = state.messages.at(at);
  return said ? { ...state, messages: state.messages.with(at, { ...said, ...change }) } : state;
};

/** The speech of the meeting with a message of this person. */
function withSpeech(
  { speech }: MeetingState,
  person: PersonId,
  said: { readonly at: Millis; readonly count: number },
): MeetingState['speech'] {
  const at = speech.indexOf(person);
  const count = said.count + (speech.at(at)?.count ?? 0);
  const now = { person, count, lastSaid: said.at };
  return at < 0 ? speech.append(now) : speech.with(at, now);
}

export const speechEvolvers: MeetingEvolvers<
  'Said' | 'Released' | 'MineErased' | 'TakenBack' | 'Redacted' | 'Resonated'
> = {
  Said(state, { message: id, by, turn, at, facilitation, count, held, noted }) {
    const writer = state.people.get(by);
    const { responses } = state;
    const said: MeetingMessage = {
      id,
      // One string for all of theirs, also when each message came out of a store by itself.
      by: writer?.id ?? by,
      turn,
      at,
      facilitation,
      held,
      noted,
      gone: null,
    };
    const heard: MeetingState = {
      ...state,
      messages: state.messages.append(said),
      speech: writer ? withSpeech(state, writer.id, { at, count }) : state.speech,
      responses:
        responses && !facilitation
          ? { ...responses, answered: [...responses.answered, by] }
          : responses,
    };
    return held || writer?.role === 'facilitator' ? heard : withNewcomerReleased(heard, by);
  },
  Released(state, { message }) {
    const by = messageWithId(state, message)?.by;
    const next = withMessage(state, message, { held: false });
    return by === undefined ? next : withNewcomerReleased(next, by);
  },
  MineErased: (state, { person }) =>
    state.messages
      .filter(({ by, gone }) => by === person && !gone)
      .reduce((next, { id }) => withMessage(next, id, { gone: 'withdrawn' }), state),
  TakenBack: (state, { message }) => withMessage(state, message, { gone: 'withdrawn' }),
  Redacted: (state, fact) =>
    withReceipt(withMessage(state, fact.message, { gone: 'removed' }), fact, 'redact'),
  Resonated: (state, { turn, message, by, to, kind }) => ({
    ...state,
    resonance: state.resonance.append({ turn, message, by, to, kind }),
  }),
};
