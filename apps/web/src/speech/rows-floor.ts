/** Who may write now: ways to talk, rounds, and turns of other people. */
import type { PersonId } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';
import { clock } from '../words/times.ts';
import { changed, me, row, type Step, sentence, stays, when } from './row.ts';

const mode = (step: Step) => (changed(step, ({ view }) => view.mode) ? step.now.view.mode : null);
const was = (step: Step) => step.before?.view.mode;
const round = (step: Step) => changed(step, ({ view }) => view.round);
interface Named {
  readonly name: string;
  readonly who: PersonId | null;
}
const ben: Named & { readonly piece: string } = { name: 'Ben', who: null, piece: 'talking piece' };

export const floor = [
  row({
    id: 'quiet',
    event: 'a time of quiet begins',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it ends',
    words: (until: number | null) => {
      if (until === null) return t`A quiet time.`;
      const time = clock(until);
      return t`A quiet time, until ${time}.`;
    },
    example: null,
    found: (step) => (mode(step) === 'quiet' ? [step.now.view.until] : []),
    holds: ({ view }) => view.mode === 'quiet',
  }),
  row({
    id: 'quiet-over',
    event: 'a time of quiet ends',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    words: () => t`The quiet time has ended.`,
    example: true,
    found: (step) => when(mode(step) && was(step) === 'quiet'),
    holds: ({ view }) => view.mode !== 'quiet',
  }),
  row({
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
    found: (step) =>
      mode(step) === 'hold'
        ? [!step.now.view.people.some(({ role, here }) => role === 'facilitator' && here)]
        : [],
    holds: ({ view }) => view.mode === 'hold',
  }),
  row({
    id: 'goes-on',
    event: 'the pause is over',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it pauses again',
    words: () => t`The circle continues.`,
    example: true,
    found: (step) => when(mode(step) && was(step) === 'hold'),
    holds: ({ view }) => view.mode !== 'hold',
  }),
  row({
    id: 'round-over',
    event: 'a round is over',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'another round begins',
    words: (quiet: boolean) =>
      quiet ? t`A quiet round: everyone listened.` : t`The round is over.`,
    example: false,
    found: (step) =>
      when(round(step) && step.now.view.round === null).map(() => step.now.view.quietRound),
    holds: ({ view }) => view.round === null,
  }),
  row({
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
    found: (step) =>
      step.now.view.mode === 'open' && (mode(step) || changed(step, ({ view }) => view.slow))
        ? [step.now.view.slow]
        : [],
    holds: ({ view }, slow) => view.mode === 'open' && view.slow === slow,
  }),
  row({
    id: 'hands',
    event: 'the circle takes turns by raised hand',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the way to talk changes',
    words: () => t`People take turns by raised hand now.`,
    example: true,
    found: (step) => when(mode(step) === 'hands'),
    holds: ({ view }) => view.mode === 'hands',
  }),
  row({
    id: 'centre',
    event: 'the piece lies in the centre',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'a person takes it, or the way to talk changes',
    words: (piece: string) => t`The ${piece} is in the centre. Take it when you want to speak.`,
    example: 'talking piece',
    found: (step) => (mode(step) === 'centre' ? [step.now.piece] : []),
    holds: ({ view }) => view.mode === 'centre' && view.holder === null,
  }),
  row({
    id: 'replies',
    event: 'the circle replies to a person',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the replies end',
    words: ({ name }: Named) => t`${name} asks for replies, one from each person.`,
    example: ben,
    found: ({ now, ...step }) => {
      const who = now.view.respondTo;
      if (mode({ now, ...step }) !== 'responses' || !who || who === me(now)) return [];
      return [{ who, name: now.nameOf(who) }];
    },
    holds: ({ view }) => view.mode === 'responses',
    person: ({ who }) => who,
  }),
  row({
    id: 'round',
    event: 'a round begins',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it is over',
    words: ({ round, prompt }: { readonly round: number; readonly prompt: string | null }) =>
      prompt ? sentence(t`Round ${round} begins: ${prompt}`) : t`Round ${round} begins.`,
    example: { round: 1, prompt: 'What helped you this week?' },
    found: ({ now, ...step }) =>
      now.view.round !== null && round({ now, ...step })
        ? [{ round: now.view.round, prompt: now.view.prompt }]
        : [],
    holds: ({ view }, { round }) => view.round === round,
  }),
  row({
    id: 'question',
    event: 'the question changes',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'it changes again',
    words: (prompt: string) => sentence(t`The question is now: ${prompt}`),
    example: 'What helped you this week?',
    found: (step) => {
      const { prompt, round } = step.now.view;
      const same = stays(step) && round === step.before.view.round;
      return same && prompt !== null && prompt !== step.before.view.prompt ? [prompt] : [];
    },
    holds: ({ view }, prompt) => view.prompt === prompt,
  }),
  row({
    id: 'turn-moves',
    event: 'another person has the turn',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'people',
    until: 'the turn ends',
    words: ({ name, piece }: typeof ben) => t`${name} has the ${piece}.`,
    example: ben,
    found: (step) => {
      const { now } = step;
      const who = now.view.holder;
      if (!changed(step, ({ view }) => view.holder) || !who || who === me(now)) return [];
      return [{ who, name: now.nameOf(who), piece: now.piece }];
    },
    holds: ({ view }, { who }) => view.holder === who,
    person: ({ who }) => who,
  }),
  row({
    id: 'frozen',
    event: 'the connection of the person whose turn it is was lost',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'circle',
    until: 'they are back, or the turn ends',
    words: ({ name }: Named) => t`We’re holding ${name}’s place; they lost connection.`,
    example: ben,
    found: (step) => {
      const { view, nameOf } = step.now;
      const who = view.holder;
      if (!who || who === me(step.now) || !view.frozen) return [];
      return changed(step, (each) => each.view.frozen) ? [{ who, name: nameOf(who) }] : [];
    },
    holds: ({ view }, { who }) => view.frozen && view.holder === who,
    person: ({ who }) => who,
  }),
  row({
    id: 'thawed',
    event: 'they are back',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the turn ends',
    words: ({ name }: Named) => t`${name} is back and continues.`,
    example: ben,
    found: (step) => {
      const { view, nameOf } = step.now;
      const who = view.holder;
      if (!stays(step) || !who || who === me(step.now)) return [];
      const { frozen, holder } = step.before.view;
      return frozen && holder === who && !view.frozen ? [{ who, name: nameOf(who) }] : [];
    },
    holds: ({ view }, { who }) => view.holder === who,
    person: ({ who }) => who,
  }),
];
