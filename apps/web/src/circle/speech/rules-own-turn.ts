/** Speech rules for the own turn, place and hand. */
import type { ClientCommandName } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import {
  hasChanged,
  isInsideBoth,
  onceIf,
  ownId,
  type SpeechState,
  type SpeechStep,
  speechRule,
} from '../../lib/speech/speech-rule.ts';

const isOfferedToMe = (state: SpeechState | null) =>
  state !== null && state.view.offered === state.view.mine.person;
const isMyTurn = (state: SpeechState | null) =>
  state !== null && state.view.holder === state.view.mine.person;
/** A piece is what a turn is called here. */
const pieceName = ({ now }: SpeechStep) => now.piece;

/** How the own turn ended, as this tab knows it; others do not learn it (TRN-6). */
type TurnOutcome = 'done' | 'passed' | 'later' | 'lapsed' | 'ended';
function turnOutcome(step: SpeechStep): readonly TurnOutcome[] {
  const { before, now } = step;
  if (!isInsideBoth(step) || isOfferedToMe(now) || isMyTurn(now) || now.view.mode === 'hold')
    return [];
  const by = (...commands: readonly ClientCommandName[]) =>
    now.did !== null && commands.includes(now.did);
  if (isMyTurn(before)) {
    // A turn that a facilitator ended has a row of its own, with their sentence.
    const count = (state: SpeechState | null) =>
      state?.view.mine.receipts.filter(({ kind }) => kind === 'stop' || kind === 'mute').length;
    if (count(before) !== count(now)) return [];
    return [by('done', 'yield', 'pass') ? 'done' : 'ended'];
  }
  if (!isOfferedToMe(before)) return [];
  return [by('pass') ? 'passed' : by('later') ? 'later' : 'lapsed'];
}

const turnOutcomeTexts: Readonly<Record<TurnOutcome, () => string>> = {
  done: () => t`Your turn has ended. Thank you.`,
  passed: () => t`You passed.`,
  later: () => t`You’ll be asked again later in this round.`,
  lapsed: () => t`Your turn was skipped for now. You can still get one later.`,
  ended: () => t`Your turn has ended. What you haven’t sent is still in your draft.`,
};

export const ownTurnRules = [
  speechRule({
    id: 'offered',
    event: 'the turn is offered to me',
    hears: 'the person',
    level: 'assertive',
    subject: 'mine',
    until: 'I answer, or it moves on',
    words: (piece: string) => t`The ${piece} comes to you. You can share or pass. Take your time.`,
    example: 'talking piece',
    detect: (step) => {
      const same = isOfferedToMe(step.before) && step.before?.view.turn === step.now.view.turn;
      return isOfferedToMe(step.now) && !same ? [pieceName(step)] : [];
    },
    holds: isOfferedToMe,
  }),
  speechRule({
    id: 'held',
    event: 'it is my turn',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'the turn ends',
    words: (piece: string) =>
      t`The ${piece} is with you. Take the time you need. Choose Done when you’ve finished.`,
    example: 'talking piece',
    detect: (step) => (isMyTurn(step.now) && !isMyTurn(step.before) ? [pieceName(step)] : []),
    holds: isMyTurn,
  }),
  speechRule({
    id: 'time',
    event: 'most of the time meant for my turn is over, or all of it',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'the turn ends',
    words: (time: 'near' | 'over') =>
      time === 'near'
        ? t`Most of the time for a turn has passed. No hurry.`
        : t`Take the time you need to finish.`,
    example: 'near' as const,
    detect: (step) => {
      const { time } = step.now.view.mine;
      return time !== null && hasChanged(step, ({ view }) => view.mine.time) ? [time] : [];
    },
    holds: ({ view }, time) => view.mine.time === time,
  }),
  speechRule({
    id: 'turn-over',
    event: 'my turn ended: done, passed, later, skipped or set aside',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I have the turn again',
    words: (how: TurnOutcome) => turnOutcomeTexts[how](),
    example: 'done' as const,
    detect: turnOutcome,
    holds: (now) => !isOfferedToMe(now) && !isMyTurn(now),
  }),
  speechRule({
    id: 'next',
    event: 'I am next',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'it is my turn, or another person is next',
    words: () => t`You’re next.`,
    example: true,
    detect: (step) => {
      const mine = ({ view }: SpeechState) => view.next[0] === view.mine.person;
      return onceIf(mine(step.now) && hasChanged(step, mine));
    },
    holds: ({ view }) => view.next[0] === view.mine.person,
  }),
  speechRule({
    id: 'hand-up',
    event: 'my hand is up',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'it is down',
    words: (place: number) =>
      place === 1
        ? t`Your hand is up. You’re first in line.`
        : t`Your hand is up. You’re number ${place} in line.`,
    example: 2,
    detect: (step) => {
      const { handPlace } = step.now.view.mine;
      const up = (state: SpeechState) => state.view.mine.handPlace !== null;
      return handPlace !== null && hasChanged(step, up) ? [handPlace] : [];
    },
    holds: ({ view }) => view.mine.handPlace !== null,
  }),
  speechRule({
    id: 'hand-down',
    event: 'my hand is down, without a turn',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'it is up again',
    words: (mine: boolean) => (mine ? t`Your hand is down.` : t`A facilitator lowered your hand.`),
    example: true,
    detect: (step) => {
      const up = (state: SpeechState) => state.view.mine.handPlace !== null;
      if (!hasChanged(step, up) || up(step.now) || isMyTurn(step.now) || isOfferedToMe(step.now))
        return [];
      return [step.now.did === 'lower-hand'];
    },
    holds: ({ view }) => view.mine.handPlace === null,
  }),
  speechRule({
    id: 'seat',
    event: 'I listen now, or share',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I change it again',
    words: (seat: 'sharer' | 'listener') =>
      seat === 'listener' ? t`You’re listening now.` : t`You can share now.`,
    example: 'listener' as const,
    detect: (step) =>
      hasChanged(step, ({ view }) => view.mine.seat) ? [step.now.view.mine.seat] : [],
    holds: ({ view }, seat) => view.mine.seat === seat,
  }),
  speechRule({
    id: 'heard',
    event: 'my turn is over, and others let me know that they heard me',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    words: () => t`The circle heard you.`,
    example: true,
    detect: (step) => {
      if (!hasChanged(step, ({ view }) => view.mine.resonance)) return [];
      const news =
        step.now.view.mine.resonance.length > (step.before?.view.mine.resonance.length ?? 0);
      return onceIf(news && step.now.view.holder !== ownId(step.now));
    },
  }),
];
