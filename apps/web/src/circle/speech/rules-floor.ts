/** Speech rules for the floor: modes, rounds, and turns of other people. */
import type { PersonId } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';
import { formatTime } from '../../lib/i18n/dates.ts';
import {
  asSentence,
  hasChanged,
  isInsideBoth,
  onceIf,
  ownId,
  type SpeechStep,
  speechRule,
} from '../../lib/speech/speech-rule.ts';

const newMode = (step: SpeechStep) =>
  hasChanged(step, ({ view }) => view.mode) ? step.now.view.mode : null;
const previousMode = (step: SpeechStep) => step.before?.view.mode;
const hasRoundChanged = (step: SpeechStep) => hasChanged(step, ({ view }) => view.round);
interface FloorPersonFacts {
  readonly name: string;
  readonly who: PersonId | null;
}
const exampleFacts: FloorPersonFacts & { readonly piece: string } = {
  name: 'Ben',
  who: null,
  piece: 'talking piece',
};

export const floorRules = [
  speechRule({
    id: 'quiet',
    event: 'a time of quiet begins',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it ends',
    words: (until: number | null) => {
      if (until === null) return t`A quiet time.`;
      const time = formatTime(until);
      return t`A quiet time, until ${time}.`;
    },
    example: null,
    detect: (step) => (newMode(step) === 'quiet' ? [step.now.view.until] : []),
    holds: ({ view }) => view.mode === 'quiet',
  }),
  speechRule({
    id: 'quiet-over',
    event: 'a time of quiet ends',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    words: () => t`The quiet time has ended.`,
    example: true,
    detect: (step) => onceIf(newMode(step) && previousMode(step) === 'quiet'),
    holds: ({ view }) => view.mode !== 'quiet',
  }),
  speechRule({
    id: 'paused',
    event: 'the circle pauses, because no facilitator is there or one paused it',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it goes on',
    words: (alone: boolean) =>
      alone
        ? t`The circle is paused: no facilitator is here. What you write is saved. Support is open.`
        : t`The circle is paused. What you write is saved.`,
    example: true,
    detect: (step) =>
      newMode(step) === 'hold'
        ? [!step.now.view.people.some(({ role, here }) => role === 'facilitator' && here)]
        : [],
    holds: ({ view }) => view.mode === 'hold',
  }),
  speechRule({
    id: 'goes-on',
    event: 'the pause is over',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it pauses again',
    words: () => t`The circle continues.`,
    example: true,
    detect: (step) => onceIf(newMode(step) && previousMode(step) === 'hold'),
    holds: ({ view }) => view.mode !== 'hold',
  }),
  speechRule({
    id: 'round-over',
    event: 'a round is over',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'another round begins',
    words: (quiet: boolean) =>
      quiet ? t`A quiet round: everyone listened.` : t`The round is over.`,
    example: false,
    detect: (step) =>
      onceIf(hasRoundChanged(step) && step.now.view.round === null).map(
        () => step.now.view.quietRound,
      ),
    holds: ({ view }) => view.round === null,
  }),
  speechRule({
    id: 'open',
    event: 'the floor opens',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the way to talk changes',
    words: (slow: number | null) =>
      slow === null
        ? t`The floor is open: everyone can write.`
        : plural(slow, {
            one: 'The floor is open: one message per second.',
            other: 'The floor is open: one message every # seconds.',
          }),
    example: null,
    detect: (step) =>
      step.now.view.mode === 'open' && (newMode(step) || hasChanged(step, ({ view }) => view.slow))
        ? [step.now.view.slow]
        : [],
    holds: ({ view }, slow) => view.mode === 'open' && view.slow === slow,
  }),
  speechRule({
    id: 'hands',
    event: 'the circle takes turns by raised hand',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the way to talk changes',
    words: () => t`People take turns by raised hand now.`,
    example: true,
    detect: (step) => onceIf(newMode(step) === 'hands'),
    holds: ({ view }) => view.mode === 'hands',
  }),
  speechRule({
    id: 'centre',
    event: 'the piece lies in the centre',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'a person takes it, or the way to talk changes',
    words: (piece: string) => t`The ${piece} is in the centre. Take it when you want to speak.`,
    example: 'talking piece',
    detect: (step) => (newMode(step) === 'centre' ? [step.now.piece] : []),
    holds: ({ view }) => view.mode === 'centre' && view.holder === null,
  }),
  speechRule({
    id: 'replies',
    event: 'the circle replies to a person',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the replies end',
    words: ({ name }: FloorPersonFacts) => t`${name} asks for replies, one from each person.`,
    example: exampleFacts,
    detect: ({ now, ...step }) => {
      const who = now.view.respondTo;
      if (newMode({ now, ...step }) !== 'responses' || !who || who === ownId(now)) return [];
      return [{ who, name: now.nameOf(who) }];
    },
    holds: ({ view }) => view.mode === 'responses',
    person: ({ who }) => who,
  }),
  speechRule({
    id: 'round',
    event: 'a round begins',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it is over',
    words: ({ round, prompt }: { readonly round: number; readonly prompt: string | null }) =>
      prompt ? asSentence(t`Round ${round} begins: ${prompt}`) : t`Round ${round} begins.`,
    example: { round: 1, prompt: 'What helped you this week?' },
    detect: ({ now, ...step }) =>
      now.view.round !== null && hasRoundChanged({ now, ...step })
        ? [{ round: now.view.round, prompt: now.view.prompt }]
        : [],
    holds: ({ view }, { round }) => view.round === round,
  }),
  speechRule({
    id: 'question',
    event: 'the question changes',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it changes again',
    words: (prompt: string) => asSentence(t`The question is now: ${prompt}`),
    example: 'What helped you this week?',
    detect: (step) => {
      const { prompt, round } = step.now.view;
      const same = isInsideBoth(step) && round === step.before.view.round;
      return same && prompt !== null && prompt !== step.before.view.prompt ? [prompt] : [];
    },
    holds: ({ view }, prompt) => view.prompt === prompt,
  }),
  speechRule({
    id: 'turn-moves',
    event: 'another person has the turn',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'people',
    until: 'the turn ends',
    words: ({ name, piece }: typeof exampleFacts) => t`${name} has the ${piece}.`,
    example: exampleFacts,
    detect: (step) => {
      const { now } = step;
      const who = now.view.holder;
      if (!hasChanged(step, ({ view }) => view.holder) || !who || who === ownId(now)) return [];
      return [{ who, name: now.nameOf(who), piece: now.piece }];
    },
    holds: ({ view }, { who }) => view.holder === who,
    person: ({ who }) => who,
  }),
  speechRule({
    id: 'frozen',
    event: 'the connection of the person whose turn it is was lost',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'circle',
    until: 'they are back, or the turn ends',
    words: ({ name }: FloorPersonFacts) => t`We’re holding ${name}’s place; they lost connection.`,
    example: exampleFacts,
    detect: (step) => {
      const { view, nameOf } = step.now;
      const who = view.holder;
      if (!who || who === ownId(step.now) || !view.frozen) return [];
      return hasChanged(step, (each) => each.view.frozen) ? [{ who, name: nameOf(who) }] : [];
    },
    holds: ({ view }, { who }) => view.frozen && view.holder === who,
    person: ({ who }) => who,
  }),
  speechRule({
    id: 'thawed',
    event: 'they are back',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the turn ends',
    words: ({ name }: FloorPersonFacts) => t`${name} is back and continues.`,
    example: exampleFacts,
    detect: (step) => {
      const { view, nameOf } = step.now;
      const who = view.holder;
      if (!isInsideBoth(step) || !who || who === ownId(step.now)) return [];
      const { frozen, holder } = step.before.view;
      return frozen && holder === who && !view.frozen ? [{ who, name: nameOf(who) }] : [];
    },
    holds: ({ view }, { who }) => view.holder === who,
    person: ({ who }) => who,
  }),
];
