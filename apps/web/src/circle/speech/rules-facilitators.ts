/** Speech rules for facilitators only. */
import type { PersonId, Thread } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';
import { isCallForHelp, isOpenCall } from '../../app/support/thread-status.ts';
import { shortened } from '../../lib/speech/speech-queue.ts';
import {
  hasChanged,
  isFacilitator,
  isInsideBoth,
  onceIf,
  ownId,
  type SpeechState,
  type SpeechStep,
  speechRule,
} from '../../lib/speech/speech-rule.ts';

interface CallerFacts {
  readonly name: string;
  readonly who: PersonId;
}
const exampleCaller: CallerFacts = { name: 'Ben', who: 'ben' as PersonId };

/** Items of a list that were not there before; none when this person did not lead before. */
function addedItems<Item extends { readonly id: string }>(
  { before, now }: SpeechStep,
  list: (state: SpeechState) => readonly Item[] | undefined,
): readonly Item[] {
  const previous = before && list(before);
  if (!previous) return [];
  const ids = new Set(previous.map(({ id }) => id));
  return (list(now) ?? []).filter(({ id }) => !ids.has(id));
}

/** Threads of others in which their person wrote something new. */
function threadsWithNewEntry(
  step: SpeechStep,
  which: (thread: Thread) => boolean,
): readonly Thread[] {
  const previous = step.before?.view.desk?.threads;
  if (!previous) return [];
  const words = ({ by, entries }: Thread) => entries.filter((entry) => entry.by === by).length;
  const before = new Map(previous.map((each) => [each.id, words(each)]));
  return (step.now.view.desk?.threads ?? [])
    .filter((each) => which(each) && each.by !== ownId(step.now))
    .filter((each) => words(each) > (before.get(each.id) ?? 0));
}

interface CallFacts extends CallerFacts {
  readonly kind: 'unsafe' | 'word';
  readonly text: string;
}
const isUnanswered = (now: SpeechState, { who }: CallerFacts): boolean =>
  now.view.desk?.threads.some(
    ({ by, state }) => by === who && state !== 'answered' && state !== 'closed',
  ) ?? false;
const callsOfOthers = (now: SpeechState): readonly Thread[] =>
  now.view.desk?.threads.filter((each) => isCallForHelp(each) && each.by !== ownId(now)) ?? [];
const openCallCount = (now: SpeechState): number => callsOfOthers(now).filter(isOpenCall).length;

export const facilitatorRules = [
  speechRule({
    id: 'call',
    event: 'a person asks for help, or writes again in their call',
    hears: 'facilitators, also when they stepped out',
    level: 'assertive',
    subject: 'always',
    until: 'it is answered or closed',
    words: ({ kind, name, text }: CallFacts) =>
      kind === 'unsafe'
        ? t`${name} isn’t safe right now. ${text}`.trim()
        : t`${name} would like to talk privately. ${text}`.trim(),
    example: { ...exampleCaller, kind: 'unsafe', text: '' } as CallFacts,
    detect: (step) =>
      threadsWithNewEntry(step, ({ kind }) => kind === 'help').map(
        ({ by, name, help, entries }) => ({
          who: by,
          name,
          kind: help === 'unsafe' ? 'unsafe' : 'word',
          text: shortened(entries.findLast((entry) => entry.by === by)?.text ?? ''),
        }),
      ),
    holds: isUnanswered,
  }),
  speechRule({
    id: 'calls-open',
    event: 'I come, and calls for help are open',
    hears: 'facilitators, also after the meeting',
    level: 'assertive',
    subject: 'always',
    until: 'all of them are closed',
    words: (count: number) =>
      plural(count, { one: '# call for help is open.', other: '# calls for help are open.' }),
    example: 1,
    detect: (step) => {
      const count = openCallCount(step.now);
      return step.before?.view.desk === undefined && count > 0 ? [count] : [];
    },
    holds: (now) => openCallCount(now) > 0,
  }),
  speechRule({
    id: 'call-closed-by-another',
    event: 'a call for help is closed',
    hears: 'facilitators',
    level: 'polite',
    subject: 'always',
    until: 'its person writes again',
    words: ({ name }: CallerFacts) => t`The call of ${name} is closed.`,
    example: exampleCaller,
    detect: ({ before, now }) => {
      const open = new Set(
        before
          ? callsOfOthers(before)
              .filter(isOpenCall)
              .map(({ id }) => id)
          : [],
      );
      return callsOfOthers(now)
        .filter((each) => open.has(each.id) && !isOpenCall(each))
        .map(({ by, name }) => ({ who: by, name }));
    },
    holds: (now, { who }) =>
      callsOfOthers(now).some((each) => each.by === who && !isOpenCall(each)),
  }),
  speechRule({
    id: 'call-alert',
    event: 'a call for help was not seen for too long',
    hears: 'facilitators, also when they stepped out',
    level: 'assertive',
    subject: 'always',
    until: 'it is seen',
    words: ({ name }: CallerFacts) => t`No facilitator has seen the request from ${name} yet.`,
    example: exampleCaller,
    detect: (step) => {
      const previous = new Set(step.before?.view.desk?.alerts);
      const { alerts = [], threads = [] } = step.now.view.desk ?? {};
      return threads
        .filter(({ id, by }) => alerts.includes(id) && !previous.has(id) && by !== ownId(step.now))
        .map(({ by, name }) => ({ who: by, name }));
    },
    holds: ({ view }, { who }) =>
      view.desk?.threads.some(({ id, by }) => by === who && view.desk?.alerts.includes(id)) ??
      false,
  }),
  speechRule({
    id: 'call-for-stand-in',
    event: 'a person asks for help, and no facilitator has seen it',
    hears: 'stand-ins',
    level: 'assertive',
    subject: 'always',
    until: 'it is seen',
    words: () => t`Someone asked for help, and no facilitator has seen it.`,
    example: true,
    detect: ({ before, now }) =>
      onceIf(now.view.mine.helpWaits && before !== null && !before.view.mine.helpWaits),
    holds: ({ view }) => view.mine.helpWaits,
  }),
  speechRule({
    id: 'note',
    event: 'a person writes a note to the facilitators, or appeals',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    words: ({ name, text }: CallerFacts & { readonly text: string }) =>
      t`${name} wrote to the facilitators: ${text}`,
    example: { ...exampleCaller, text: 'Could we go a little slower?' },
    detect: (step) =>
      threadsWithNewEntry(step, ({ kind }) => kind !== 'help').map(({ by, name, entries }) => ({
        who: by,
        name,
        text: shortened(entries.findLast((entry) => entry.by === by)?.text ?? ''),
      })),
  }),
  speechRule({
    id: 'report',
    event: 'something is reported',
    hears: 'facilitators who are not named in it',
    level: 'polite',
    subject: 'leading',
    words: (name: string) => t`There’s a report about ${name}.`,
    example: 'Ben',
    detect: (step) => addedItems(step, ({ view }) => view.desk?.reports).map(({ name }) => name),
  }),
  speechRule({
    id: 'back-channel',
    event: 'a facilitator writes to the others who lead',
    hears: 'the other facilitators',
    level: 'polite',
    subject: 'leading',
    words: ({ name, text }: { readonly name: string; readonly text: string }) =>
      t`${name}, to facilitators only: ${text}`,
    example: { name: 'Rowan', text: 'I’ll write to Ben.' },
    detect: (step) =>
      addedItems(step, ({ view }) => view.desk?.backChannel)
        .filter(({ by }) => by !== ownId(step.now))
        .map(({ name, text }) => ({ name, text: shortened(text) })),
  }),
  speechRule({
    id: 'someone-waits',
    event: 'a person waits to be let in',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'they are let in, or go',
    words: ({ name }: CallerFacts) => t`${name} is waiting to come in.`,
    example: exampleCaller,
    detect: (step) =>
      addedItems(step, ({ view }) => view.waiting?.filter(({ admitted }) => !admitted)).map(
        ({ id, name }) => ({ who: id, name }),
      ),
    holds: ({ view }, { who }) => view.waiting?.some(({ id }) => id === who) ?? false,
  }),
  speechRule({
    id: 'held-message',
    event: 'a first message waits for a facilitator',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'it is released or removed',
    words: ({ name }: CallerFacts) =>
      t`A message from ${name} is waiting for you to let it through.`,
    example: exampleCaller,
    detect: (step) =>
      isFacilitator(step.now)
        ? addedItems(step, ({ view }) => view.timeline.filter(({ held }) => held)).map(
            ({ by }) => ({
              who: by,
              name: step.now.nameOf(by),
            }),
          )
        : [],
    holds: ({ view }, { who }) => view.timeline.some(({ by, held }) => held && by === who),
  }),
  speechRule({
    id: 'hand',
    event: 'a person raises their hand',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'it is down',
    words: ({ name }: CallerFacts) => t`${name} raised a hand.`,
    example: exampleCaller,
    detect: (step) => {
      if (!isInsideBoth(step) || !isFacilitator(step.now)) return [];
      const previous = step.before.view.hands;
      return step.now.view.hands
        .filter((who) => !previous.includes(who) && who !== ownId(step.now))
        .map((who) => ({ who, name: step.now.nameOf(who) }));
    },
    holds: ({ view }, { who }) => view.hands.includes(who),
    person: ({ who }) => who,
  }),
  speechRule({
    id: 'lead',
    event: 'another facilitator leads, or I do',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'the lead changes again',
    words: (name: string | null) =>
      name === null ? t`You lead the circle now.` : t`${name} leads the circle now.`,
    example: null,
    detect: (step) => {
      const { lead } = step.now.view;
      if (!isFacilitator(step.now) || lead === null || !hasChanged(step, ({ view }) => view.lead))
        return [];
      return [lead === ownId(step.now) ? null : step.now.nameOf(lead)];
    },
    holds: (now, name) => (now.view.lead === ownId(now)) === (name === null),
  }),
  speechRule({
    id: 'lead-offered',
    event: 'the lead passed on while I was away, and is offered back',
    hears: 'the facilitator',
    level: 'polite',
    subject: 'leading',
    until: 'I answer',
    words: () => t`Someone else took the lead while you were away. You can take it back.`,
    example: true,
    detect: (step) =>
      onceIf(
        step.now.view.mine.leadOffered && hasChanged(step, ({ view }) => view.mine.leadOffered),
      ),
    holds: ({ view }) => view.mine.leadOffered,
  }),
  speechRule({
    id: 'closing-is-due',
    event: 'the end is near, and a closing round would be good now',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'closing starts',
    words: () => t`The end is near: a closing round would be good now.`,
    example: true,
    detect: (step) =>
      onceIf(step.now.view.endsSoon && isInsideBoth(step) && !step.before.view.endsSoon),
    holds: ({ view }) => view.endsSoon === true,
  }),
  speechRule({
    id: 'one-sharer',
    event: 'a round runs, and one person alone is left to share',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'more people are there, or the round is over',
    words: () => t`Only one person is left to share in this round. How should it continue?`,
    example: true,
    detect: (step) =>
      onceIf(step.now.view.oneSharer && isInsideBoth(step) && !step.before.view.oneSharer),
    holds: ({ view }) => view.oneSharer === true,
  }),
];
