/** What is said in the circle, and what becomes of one's own words. */

import type { PendingMessage } from '@holdspace/client';
import type { Message, MessageId, PersonId, RefusalCode, View } from '@holdspace/protocol';
import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import { whyNot } from '../circle/why-not.ts';
import { shortened } from '../ui/speech-queue.ts';
import { askedFirst } from '../words/asked-first.ts';
import { type Heard, me, row, type Step, stays } from './row.ts';

interface SaidBy {
  readonly name: string;
  readonly text: string;
  readonly id: MessageId;
  readonly by: PersonId | null;
}
const ben: SaidBy = { name: 'Ben', text: 'A walk by the river.', id: '' as MessageId, by: null };

/** There, with its words. */
const there = ({ view }: Heard, { id }: { readonly id: MessageId }): boolean =>
  view.timeline.some((each) => each.id === id && each.text !== '');

/** What was said since; pages of earlier messages, and what was said before one came, are no news. */
function news(step: Step): readonly Message[] {
  if (!stays(step)) return [];
  const had = new Set(step.before.view.timeline.map(({ id }) => id));
  const { timeline } = step.now.view;
  const [oldest] = step.before.view.timeline;
  const from = oldest ? timeline.findIndex(({ id }) => id === oldest.id) : 0;
  return timeline
    .slice(Math.max(0, from))
    .filter((each) => !had.has(each.id) && (from >= 0 || each.at > (oldest?.at ?? 0)));
}

const said = (step: Step, which: (message: Message) => boolean): readonly SaidBy[] =>
  news(step)
    .filter((each) => each.by !== me(step.now) && each.text !== '' && !each.held && which(each))
    .map(({ id, by, note, text }) => ({
      ...{ id, by, name: step.now.nameOf(by) },
      text: note ? t`About: ${note}` : text,
    }));

const reads = ({ name, text }: SaidBy): string => `${name}: ${shortened(text)}`;

/** Messages that were there with their words, and are not any more. */
function gone({ before, now }: Step, how: 'withdrawn' | 'removed'): readonly Message[] {
  const had = new Set(before?.view.timeline.filter(({ text }) => text !== '').map(({ id }) => id));
  return now.view.timeline.filter((each) => each[how] && had.has(each.id));
}

interface NotSent {
  readonly id: string;
  readonly why: string;
}
/** Why one's own words were not sent, as the notice on the screen says it. */
function why(view: View, why: PendingMessage['why']): string {
  switch (why) {
    case 'line':
      return t`The connection broke twice while it was being sent.`;
    case undefined:
    case 'unknown':
    case 'invalid':
    case 'waited':
    case 'moved-on':
      return '';
    default:
      return i18n._(whyNot(view, why));
  }
}

/** One's own messages that arrived in this step. */
const own = (step: Step, held: boolean): readonly MessageId[] =>
  news(step)
    .filter((each) => each.by === me(step.now) && (each.held === true) === held)
    .map(({ id }) => id);

export const words = [
  row({
    id: 'message',
    event: 'a participant says something',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'people',
    until: 'it is taken back or removed',
    words: reads,
    example: ben,
    found: (step) => said(step, ({ facilitation }) => facilitation !== true),
    holds: there,
    message: ({ id }) => id,
    person: ({ by }) => by,
    author: ({ name }) => name,
  }),
  row({
    id: 'facilitation',
    event: 'a facilitator says something',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'facilitator',
    until: 'it is taken back or removed',
    words: reads,
    example: { ...ben, name: 'Rowan', text: 'Welcome, everyone.' },
    found: (step) => said(step, ({ facilitation }) => facilitation === true),
    holds: there,
    message: ({ id }) => id,
    person: ({ by }) => by,
    author: ({ name }) => name,
  }),
  row({
    id: 'sent',
    event: 'my message was sent',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    words: () => t`Sent.`,
    example: '' as MessageId,
    found: (step) => own(step, false),
    holds: (now, id) => there(now, { id }),
    message: (id) => id,
  }),
  row({
    id: 'sent-and-held',
    event: 'my first message was sent, and waits for a facilitator',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'a facilitator releases or removes it',
    words: () => t`Sent. A facilitator reads your first message before the circle does.`,
    example: '' as MessageId,
    found: (step) => own(step, true),
    holds: ({ view }, id) => view.timeline.some((each) => each.id === id && each.held),
    message: (id) => id,
  }),
  row({
    id: 'released',
    event: 'my message that was held is shown to the circle',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    words: () => t`The circle can read your message now.`,
    example: '' as MessageId,
    found: (step) => {
      const { timeline } = step.now.view;
      const held = step.before?.view.timeline.filter(({ by, held }) => held && by === me(step.now));
      return (held ?? [])
        .map(({ id }) => id)
        .filter((id) => timeline.some((each) => each.id === id && !each.held && each.text !== ''));
    },
    holds: (now, id) => there(now, { id }),
    message: (id) => id,
  }),
  row({
    id: 'not-sent',
    event: 'my message was not sent',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    words: ({ why }: NotSent) =>
      why ? t`Not sent. ${why}` : t`Not sent. Your words are back in the message field.`,
    example: { id: '', why: '' },
    found: ({ before, now }) => {
      const had = new Set(
        before?.pending.filter(({ state }) => state === 'not-sent').map(({ id }) => id),
      );
      return now.pending
        .filter(({ id, state }) => state === 'not-sent' && !had.has(id))
        .map((each) => ({ id: each.id, why: why(now.view, each.why) }));
    },
  }),
  row({
    id: 'asked-first',
    event: 'my message waited, or is for another turn by now, and I am asked whether it still goes',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    until: 'I answer',
    words: askedFirst,
    example: { id: '', why: 'waited', waited: 150_000 } as Pick<
      PendingMessage,
      'id' | 'why' | 'waited'
    >,
    found: ({ before, now }) => {
      const asks = (heard: Heard | null) =>
        heard?.pending.filter(({ state }) => state === 'asking');
      const had = new Set(asks(before)?.map(({ id }) => id));
      return asks(now)?.filter(({ id }) => !had.has(id)) ?? [];
    },
    holds: ({ pending }, { id }) =>
      pending.some((each) => each.id === id && each.state === 'asking'),
  }),
  row({
    id: 'refused',
    event: 'what I pressed cannot be done now',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    until: 'I close it, or do something else',
    words: (why: string) => why,
    example: 'Someone else has the turn. Your draft waits for yours.',
    found: ({ before, now }) => {
      const { refusal, view, pending } = now;
      if (refusal === null || refusal === before?.refusal) return [];
      // Said already, with the message that was not sent.
      return pending.some((each) => each.why === refusal) ? [] : [i18n._(whyNot(view, refusal))];
    },
    holds: ({ refusal }: { readonly refusal: RefusalCode | null }) => refusal !== null,
  }),
  row({
    id: 'taken-back',
    event: 'a person takes their message back',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'people',
    words: ({ name }: { readonly name: string | null; readonly by: PersonId | null }) =>
      name === null ? t`You took your message back.` : t`${name} took a message back.`,
    example: { name: 'Ben', by: null },
    found: (step) =>
      gone(step, 'withdrawn').map(({ by }) => ({
        by,
        name: by === me(step.now) ? null : step.now.nameOf(by),
      })),
    person: ({ by }) => by,
  }),
  row({
    id: 'message-removed',
    event: 'a facilitator removes another person’s message',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'people',
    words: ({ name }: { readonly name: string; readonly by: PersonId | null }) =>
      t`A facilitator removed a message from ${name}.`,
    example: { name: 'Ben', by: null },
    found: (step) =>
      gone(step, 'removed')
        .filter(({ by }) => by !== me(step.now))
        .map(({ by }) => ({ by, name: step.now.nameOf(by) })),
    person: ({ by }) => by,
  }),
  row({
    id: 'earlier-shown',
    event: 'earlier messages that I asked for are shown',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: (count: number) =>
      plural(count, {
        one: '# earlier message is shown above.',
        other: '# earlier messages are shown above.',
      }),
    example: 50,
    found: (step) => {
      if (!stays(step)) return [];
      const [oldest] = step.before.view.timeline;
      const count = step.now.view.timeline.findIndex(({ id }) => id === oldest?.id);
      return count > 0 ? [count] : [];
    },
  }),
];
