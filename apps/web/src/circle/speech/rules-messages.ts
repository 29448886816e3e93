/** Speech rules for messages, and for the outcome of the own messages. */

import type { PendingMessage } from '@holdspace/client';
import type { Message, MessageId, PersonId, RefusalCode, View } from '@holdspace/protocol';
import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import { confirmSendText } from '../../lib/i18n/pending-texts.ts';
import { shortened } from '../../lib/speech/speech-queue.ts';
import {
  isInsideBoth,
  ownId,
  type SpeechState,
  type SpeechStep,
  speechRule,
} from '../../lib/speech/speech-rule.ts';
import { refusalText } from '../model/refusal-text.ts';

interface MessageFacts {
  readonly name: string;
  readonly text: string;
  readonly id: MessageId;
  readonly by: PersonId | null;
}
const exampleMessage: MessageFacts = {
  name: 'Ben',
  text: 'A walk by the river.',
  id: '' as MessageId,
  by: null,
};

/** True when the message is in the timeline with its words. */
const isReadable = ({ view }: SpeechState, { id }: { readonly id: MessageId }): boolean =>
  view.timeline.some((each) => each.id === id && each.text !== '');

/** The new messages; pages of earlier messages, and those from before entering, are not new. */
function newMessages(step: SpeechStep): readonly Message[] {
  if (!isInsideBoth(step)) return [];
  const previous = new Set(step.before.view.timeline.map(({ id }) => id));
  const { timeline } = step.now.view;
  const [oldest] = step.before.view.timeline;
  const from = oldest ? timeline.findIndex(({ id }) => id === oldest.id) : 0;
  return timeline
    .slice(Math.max(0, from))
    .filter((each) => !previous.has(each.id) && (from >= 0 || each.at > (oldest?.at ?? 0)));
}

const newMessageFacts = (
  step: SpeechStep,
  which: (message: Message) => boolean,
): readonly MessageFacts[] =>
  newMessages(step)
    .filter((each) => each.by !== ownId(step.now) && each.text !== '' && !each.held && which(each))
    .map(({ id, by, note, text }) => ({
      ...{ id, by, name: step.now.nameOf(by) },
      text: note ? t`About: ${note}` : text,
    }));

const messageSpeech = ({ name, text }: MessageFacts): string => `${name}: ${shortened(text)}`;

/** The messages whose words were removed in this step. */
function removedMessages(
  { before, now }: SpeechStep,
  how: 'withdrawn' | 'removed',
): readonly Message[] {
  const previous = new Set(
    before?.view.timeline.filter(({ text }) => text !== '').map(({ id }) => id),
  );
  return now.view.timeline.filter((each) => each[how] && previous.has(each.id));
}

interface NotSentFacts {
  readonly id: string;
  readonly why: string;
}
/** Why an own message was not sent, in the words of the notice on the screen. */
function notSentReason(view: View, why: PendingMessage['why']): string {
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
      return i18n._(refusalText(view, why));
  }
}

/** The own messages that arrived in this step. */
const ownNewMessages = (step: SpeechStep, held: boolean): readonly MessageId[] =>
  newMessages(step)
    .filter((each) => each.by === ownId(step.now) && (each.held === true) === held)
    .map(({ id }) => id);

export const messageRules = [
  speechRule({
    id: 'message',
    event: 'a participant says something',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'people',
    until: 'it is taken back or removed',
    words: messageSpeech,
    example: exampleMessage,
    detect: (step) => newMessageFacts(step, ({ facilitation }) => facilitation !== true),
    holds: isReadable,
    message: ({ id }) => id,
    person: ({ by }) => by,
    author: ({ name }) => name,
  }),
  speechRule({
    id: 'facilitation',
    event: 'a facilitator says something',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'facilitator',
    until: 'it is taken back or removed',
    words: messageSpeech,
    example: { ...exampleMessage, name: 'Rowan', text: 'Welcome, everyone.' },
    detect: (step) => newMessageFacts(step, ({ facilitation }) => facilitation === true),
    holds: isReadable,
    message: ({ id }) => id,
    person: ({ by }) => by,
    author: ({ name }) => name,
  }),
  speechRule({
    id: 'sent',
    event: 'my message was sent',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    words: () => t`Sent.`,
    example: '' as MessageId,
    detect: (step) => ownNewMessages(step, false),
    holds: (now, id) => isReadable(now, { id }),
    message: (id) => id,
  }),
  speechRule({
    id: 'sent-and-held',
    event: 'my first message was sent, and waits for a facilitator',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'a facilitator releases or removes it',
    words: () => t`Sent. A facilitator reads your first message before the circle does.`,
    example: '' as MessageId,
    detect: (step) => ownNewMessages(step, true),
    holds: ({ view }, id) => view.timeline.some((each) => each.id === id && each.held),
    message: (id) => id,
  }),
  speechRule({
    id: 'released',
    event: 'my message that was held is shown to the circle',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    words: () => t`The circle can read your message now.`,
    example: '' as MessageId,
    detect: (step) => {
      const { timeline } = step.now.view;
      const held = step.before?.view.timeline.filter(
        ({ by, held }) => held && by === ownId(step.now),
      );
      return (held ?? [])
        .map(({ id }) => id)
        .filter((id) => timeline.some((each) => each.id === id && !each.held && each.text !== ''));
    },
    holds: (now, id) => isReadable(now, { id }),
    message: (id) => id,
  }),
  speechRule({
    id: 'not-sent',
    event: 'my message was not sent',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    words: ({ why }: NotSentFacts) =>
      why ? t`Not sent. ${why}` : t`Not sent. Your words are back in the message field.`,
    example: { id: '', why: '' },
    detect: ({ before, now }) => {
      const previous = new Set(
        before?.pending.filter(({ state }) => state === 'not-sent').map(({ id }) => id),
      );
      return now.pending
        .filter(({ id, state }) => state === 'not-sent' && !previous.has(id))
        .map((each) => ({ id: each.id, why: notSentReason(now.view, each.why) }));
    },
  }),
  speechRule({
    id: 'asked-first',
    event: 'my message waited, or is for another turn by now, and I am asked whether it still goes',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    until: 'I answer',
    words: confirmSendText,
    example: { id: '', why: 'waited', waited: 150_000 } as Pick<
      PendingMessage,
      'id' | 'why' | 'waited'
    >,
    detect: ({ before, now }) => {
      const asks = (heard: SpeechState | null) =>
        heard?.pending.filter(({ state }) => state === 'asking');
      const previous = new Set(asks(before)?.map(({ id }) => id));
      return asks(now)?.filter(({ id }) => !previous.has(id)) ?? [];
    },
    holds: ({ pending }, { id }) =>
      pending.some((each) => each.id === id && each.state === 'asking'),
  }),
  speechRule({
    id: 'refused',
    event: 'what I pressed cannot be done now',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    until: 'I close it, or do something else',
    words: (why: string) => why,
    example: 'Someone else has the turn. Your draft waits for yours.',
    detect: ({ before, now }) => {
      const { refusal, view, pending } = now;
      if (refusal === null || refusal === before?.refusal) return [];
      // Already spoken with the message that was not sent.
      return pending.some((each) => each.why === refusal)
        ? []
        : [i18n._(refusalText(view, refusal))];
    },
    holds: ({ refusal }: { readonly refusal: RefusalCode | null }) => refusal !== null,
  }),
  speechRule({
    id: 'taken-back',
    event: 'a person takes their message back',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'people',
    words: ({ name }: { readonly name: string | null; readonly by: PersonId | null }) =>
      name === null ? t`You took your message back.` : t`${name} took a message back.`,
    example: { name: 'Ben', by: null },
    detect: (step) =>
      removedMessages(step, 'withdrawn').map(({ by }) => ({
        by,
        name: by === ownId(step.now) ? null : step.now.nameOf(by),
      })),
    person: ({ by }) => by,
  }),
  speechRule({
    id: 'message-removed',
    event: 'a facilitator removes another person’s message',
    hears: 'everyone else who is in',
    level: 'polite',
    subject: 'people',
    words: ({ name }: { readonly name: string; readonly by: PersonId | null }) =>
      t`A facilitator removed a message from ${name}.`,
    example: { name: 'Ben', by: null },
    detect: (step) =>
      removedMessages(step, 'removed')
        .filter(({ by }) => by !== ownId(step.now))
        .map(({ by }) => ({ by, name: step.now.nameOf(by) })),
    person: ({ by }) => by,
  }),
  speechRule({
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
    detect: (step) => {
      if (!isInsideBoth(step)) return [];
      const [oldest] = step.before.view.timeline;
      const count = step.now.view.timeline.findIndex(({ id }) => id === oldest?.id);
      return count > 0 ? [count] : [];
    },
  }),
];
