/** What facilitators hear beside it. */
import type { PersonId, Thread } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';
import { isCall, isOpenCall } from '../support/threads.ts';
import { shortened } from '../ui/speech-queue.ts';
import { changed, type Heard, leads, me, row, type Step, stays, when } from './row.ts';

interface Named {
  readonly name: string;
  readonly who: PersonId;
}
const ben: Named = { name: 'Ben', who: 'ben' as PersonId };

/** Items of a list that were not there before; none when this person did not lead before. */
function added<Item extends { readonly id: string }>(
  { before, now }: Step,
  list: (state: Heard) => readonly Item[] | undefined,
): readonly Item[] {
  const had = before && list(before);
  if (!had) return [];
  const ids = new Set(had.map(({ id }) => id));
  return (list(now) ?? []).filter(({ id }) => !ids.has(id));
}

/** Threads of others in which their person wrote something new. */
function asked(step: Step, which: (thread: Thread) => boolean): readonly Thread[] {
  const had = step.before?.view.desk?.threads;
  if (!had) return [];
  const words = ({ by, entries }: Thread) => entries.filter((entry) => entry.by === by).length;
  const before = new Map(had.map((each) => [each.id, words(each)]));
  return (step.now.view.desk?.threads ?? [])
    .filter((each) => which(each) && each.by !== me(step.now))
    .filter((each) => words(each) > (before.get(each.id) ?? 0));
}

interface Call extends Named {
  readonly kind: 'unsafe' | 'word';
  readonly text: string;
}
const waits = (now: Heard, { who }: Named): boolean =>
  now.view.desk?.threads.some(
    ({ by, state }) => by === who && state !== 'answered' && state !== 'closed',
  ) ?? false;
const calls = (now: Heard): readonly Thread[] =>
  now.view.desk?.threads.filter((each) => isCall(each) && each.by !== me(now)) ?? [];
const openCalls = (now: Heard): number => calls(now).filter(isOpenCall).length;

export const leading = [
  row({
    id: 'call',
    event: 'a person asks for help, or writes again in their call',
    hears: 'facilitators, also when they stepped out',
    level: 'assertive',
    subject: 'always',
    until: 'it is answered or closed',
    words: ({ kind, name, text }: Call) =>
      kind === 'unsafe'
        ? t`${name} isn’t safe right now. ${text}`.trim()
        : t`${name} would like to talk privately. ${text}`.trim(),
    example: { ...ben, kind: 'unsafe', text: '' } as Call,
    found: (step) =>
      asked(step, ({ kind }) => kind === 'help').map(({ by, name, help, entries }) => ({
        who: by,
        name,
        kind: help === 'unsafe' ? 'unsafe' : 'word',
        text: shortened(entries.findLast((entry) => entry.by === by)?.text ?? ''),
      })),
    holds: waits,
  }),
  row({
    id: 'calls-open',
    event: 'I come, and calls for help are open',
    hears: 'facilitators, also after the meeting',
    level: 'assertive',
    subject: 'always',
    until: 'all of them are closed',
    words: (count: number) =>
      plural(count, { one: '# call for help is open.', other: '# calls for help are open.' }),
    example: 1,
    found: (step) => {
      const count = openCalls(step.now);
      return step.before?.view.desk === undefined && count > 0 ? [count] : [];
    },
    holds: (now) => openCalls(now) > 0,
  }),
  row({
    id: 'call-closed-by-another',
    event: 'a call for help is closed',
    hears: 'facilitators',
    level: 'polite',
    subject: 'always',
    until: 'its person writes again',
    words: ({ name }: Named) => t`The call of ${name} is closed.`,
    example: ben,
    found: ({ before, now }) => {
      const open = new Set(
        before
          ? calls(before)
              .filter(isOpenCall)
              .map(({ id }) => id)
          : [],
      );
      return calls(now)
        .filter((each) => open.has(each.id) && !isOpenCall(each))
        .map(({ by, name }) => ({ who: by, name }));
    },
    holds: (now, { who }) => calls(now).some((each) => each.by === who && !isOpenCall(each)),
  }),
  row({
    id: 'call-alert',
    event: 'a call for help was not seen for too long',
    hears: 'facilitators, also when they stepped out',
    level: 'assertive',
    subject: 'always',
    until: 'it is seen',
    words: ({ name }: Named) => t`No facilitator has seen the request from ${name} yet.`,
    example: ben,
    found: (step) => {
      const had = new Set(step.before?.view.desk?.alerts);
      const { alerts = [], threads = [] } = step.now.view.desk ?? {};
      return threads
        .filter(({ id, by }) => alerts.includes(id) && !had.has(id) && by !== me(step.now))
        .map(({ by, name }) => ({ who: by, name }));
    },
    holds: ({ view }, { who }) =>
      view.desk?.threads.some(({ id, by }) => by === who && view.desk?.alerts.includes(id)) ??
      false,
  }),
  row({
    id: 'call-for-stand-in',
    event: 'a person asks for help, and no facilitator has seen it',
    hears: 'stand-ins',
    level: 'assertive',
    subject: 'always',
    until: 'it is seen',
    words: () => t`Someone asked for help, and no facilitator has seen it.`,
    example: true,
    found: ({ before, now }) =>
      when(now.view.mine.helpWaits && before !== null && !before.view.mine.helpWaits),
    holds: ({ view }) => view.mine.helpWaits,
  }),
  row({
    id: 'note',
    event: 'a person writes a note to the facilitators, or appeals',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    words: ({ name, text }: Named & { readonly text: string }) =>
      t`${name} wrote to the facilitators: ${text}`,
    example: { ...ben, text: 'Could we go a little slower?' },
    found: (step) =>
      asked(step, ({ kind }) => kind !== 'help').map(({ by, name, entries }) => ({
        who: by,
        name,
        text: shortened(entries.findLast((entry) => entry.by === by)?.text ?? ''),
      })),
  }),
  row({
    id: 'report',
    event: 'something is reported',
    hears: 'facilitators who are not named in it',
    level: 'polite',
    subject: 'leading',
    words: (name: string) => t`There’s a report about ${name}.`,
    example: 'Ben',
    found: (step) => added(step, ({ view }) => view.desk?.reports).map(({ name }) => name),
  }),
  row({
    id: 'back-channel',
    event: 'a facilitator writes to the others who lead',
    hears: 'the other facilitators',
    level: 'polite',
    subject: 'leading',
    words: ({ name, text }: { readonly name: string; readonly text: string }) =>
      t`${name}, to facilitators only: ${text}`,
    example: { name: 'Rowan', text: 'I’ll write to Ben.' },
    found: (step) =>
      added(step, ({ view }) => view.desk?.backChannel)
        .filter(({ by }) => by !== me(step.now))
        .map(({ name, text }) => ({ name, text: shortened(text) })),
  }),
  row({
    id: 'someone-waits',
    event: 'a person waits to be let in',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'they are let in, or go',
    words: ({ name }: Named) => t`${name} is waiting to come in.`,
    example: ben,
    found: (step) =>
      added(step, ({ view }) => view.waiting?.filter(({ admitted }) => !admitted)).map(
        ({ id, name }) => ({ who: id, name }),
      ),
    holds: ({ view }, { who }) => view.waiting?.some(({ id }) => id === who) ?? false,
  }),
  row({
    id: 'held-message',
    event: 'a first message waits for a facilitator',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'it is released or removed',
    words: ({ name }: Named) => t`A message from ${name} is waiting for you to let it through.`,
    example: ben,
    found: (step) =>
      leads(step.now)
        ? added(step, ({ view }) => view.timeline.filter(({ held }) => held)).map(({ by }) => ({
            who: by,
            name: step.now.nameOf(by),
          }))
        : [],
    holds: ({ view }, { who }) => view.timeline.some(({ by, held }) => held && by === who),
  }),
  row({
    id: 'hand',
    event: 'a person raises their hand',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'it is down',
    words: ({ name }: Named) => t`${name} raised a hand.`,
    example: ben,
    found: (step) => {
      if (!stays(step) || !leads(step.now)) return [];
      const had = step.before.view.hands;
      return step.now.view.hands
        .filter((who) => !had.includes(who) && who !== me(step.now))
        .map((who) => ({ who, name: step.now.nameOf(who) }));
    },
    holds: ({ view }, { who }) => view.hands.includes(who),
    person: ({ who }) => who,
  }),
  row({
    id: 'lead',
    event: 'another facilitator leads, or I do',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'the lead changes again',
    words: (name: string | null) =>
      name === null ? t`You lead the circle now.` : t`${name} leads the circle now.`,
    example: null,
    found: (step) => {
      const { lead } = step.now.view;
      if (!leads(step.now) || lead === null || !changed(step, ({ view }) => view.lead)) return [];
      return [lead === me(step.now) ? null : step.now.nameOf(lead)];
    },
    holds: (now, name) => (now.view.lead === me(now)) === (name === null),
  }),
  row({
    id: 'lead-offered',
    event: 'the lead passed on while I was away, and is offered back',
    hears: 'the facilitator',
    level: 'polite',
    subject: 'leading',
    until: 'I answer',
    words: () => t`Someone else took the lead while you were away. You can take it back.`,
    example: true,
    found: (step) =>
      when(step.now.view.mine.leadOffered && changed(step, ({ view }) => view.mine.leadOffered)),
    holds: ({ view }) => view.mine.leadOffered,
  }),
  row({
    id: 'closing-is-due',
    event: 'the end is near, and a closing round would be good now',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'closing starts',
    words: () => t`The end is near: a closing round would be good now.`,
    example: true,
    found: (step) => when(step.now.view.endsSoon && stays(step) && !step.before.view.endsSoon),
    holds: ({ view }) => view.endsSoon === true,
  }),
  row({
    id: 'one-sharer',
    event: 'a round runs, and one person alone is left to share',
    hears: 'facilitators',
    level: 'polite',
    subject: 'leading',
    until: 'more people are there, or the round is over',
    words: () => t`Only one person is left to share in this round. How should it continue?`,
    example: true,
    found: (step) => when(step.now.view.oneSharer && stays(step) && !step.before.view.oneSharer),
    holds: ({ view }) => view.oneSharer === true,
  }),
];
