/** Speech rules for moderation of this person, and for the answers to their threads and reports. */
import type { Receipt, Thread } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { formatTime } from '../../lib/i18n/dates.ts';
import { shortened } from '../../lib/speech/speech-queue.ts';
import {
  isInside,
  type SpeechState,
  type SpeechStep,
  speechRule,
} from '../../lib/speech/speech-rule.ts';

type SpokenReceipt = Pick<Receipt, 'kind' | 'note' | 'until'>;
const exampleReceipt: SpokenReceipt = { kind: 'nudge', note: 'Let’s leave some room for others.' };

/** Receipts that came in this step. */
const newReceipts =
  (...kinds: readonly Receipt['kind'][]) =>
  ({ before, now }: SpeechStep): readonly SpokenReceipt[] => {
    if (!before) return [];
    const previous = new Set(before.view.mine.receipts.map(({ id }) => id));
    return now.view.mine.receipts.filter(
      ({ id, kind }) => !previous.has(id) && kinds.includes(kind),
    );
  };

function muteText({ until, note }: SpokenReceipt): string {
  if (until === 'meeting') return t`A facilitator muted you for the rest of this meeting. ${note}`;
  if (typeof until !== 'number') return t`A facilitator muted you for now. ${note}`;
  const time = formatTime(until);
  return t`A facilitator muted you until ${time}. ${note}`;
}

/** The own threads, each with its previous state. */
function threadsBeforeAndNow({
  before,
  now,
}: SpeechStep): readonly (readonly [Thread | undefined, Thread])[] {
  if (!before) return [];
  const mine = ({ view }: SpeechState) =>
    view.mine.threads.filter(({ by }) => by === view.mine.person);
  const previous = new Map(mine(before).map((each) => [each.id, each]));
  return mine(now).map((each) => [previous.get(each.id), each] as const);
}

interface AnswerFacts {
  readonly name: string;
  readonly text: string;
}

/** The entries of others in the own threads in this step, and the sentences that closed them. */
const newAnswers =
  (closes: boolean) =>
  (step: SpeechStep): readonly AnswerFacts[] =>
    threadsBeforeAndNow(step).flatMap(([was, { by, entries }]) =>
      entries
        .slice(was?.entries.length ?? 0)
        .filter((entry) => entry.by !== by && (entry.closes ?? false) === closes)
        .map((entry) => ({
          name: entry.organiser ? t`An organiser` : (entry.name ?? step.now.nameOf(entry.by)),
          text: shortened(entry.text),
        })),
    );

const callsThatBecame = (state: Thread['state']) => (step: SpeechStep) =>
  threadsBeforeAndNow(step)
    .filter(([was, is]) => is.kind === 'help' && is.state === state && was?.state !== state)
    .map(([, { id }]) => id);
const isThreadStill = (state: Thread['state']) => (now: SpeechState, id: Thread['id']) =>
  now.view.mine.threads.some((each) => each.id === id && each.state === state);
const exampleThread = '' as Thread['id'];

export const personalRules = [
  speechRule({
    id: 'nudge',
    event: 'a facilitator writes to me privately',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: SpokenReceipt) => t`A facilitator wrote to you privately: ${note}`,
    example: exampleReceipt,
    detect: newReceipts('nudge'),
  }),
  speechRule({
    id: 'warning',
    event: 'I am warned',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: SpokenReceipt) =>
      t`A facilitator asks you to change something. ${note} The circle isn’t told.`,
    example: exampleReceipt,
    detect: newReceipts('warn'),
  }),
  speechRule({
    id: 'mute',
    event: 'I am muted',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    until: 'I can write again',
    words: muteText,
    example: exampleReceipt,
    detect: newReceipts('mute'),
    holds: ({ view }) => view.mine.mutedUntil !== undefined,
  }),
  speechRule({
    id: 'mute-over',
    event: 'a mute ends',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    until: 'I am muted again',
    words: () => t`You’re no longer muted.`,
    example: true,
    detect: ({ before, now }) => {
      if (!isInside(before) || !isInside(now)) return [];
      const muted = (state: SpeechState | null) => state?.view.mine.mutedUntil !== undefined;
      return muted(before) && !muted(now) ? [true] : [];
    },
    holds: ({ view }) => view.mine.mutedUntil === undefined,
  }),
  speechRule({
    id: 'stopped',
    event: 'a facilitator ends my turn',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: SpokenReceipt) =>
      t`A facilitator ended your turn. ${note} What you haven’t sent is still in your draft.`,
    example: exampleReceipt,
    detect: newReceipts('stop'),
  }),
  speechRule({
    id: 'my-message-removed',
    event: 'a facilitator removes my message',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: SpokenReceipt) => t`A facilitator removed one of your messages. ${note}`,
    example: exampleReceipt,
    detect: newReceipts('redact'),
  }),
  speechRule({
    id: 'call-seen',
    event: 'a facilitator has seen what I asked for',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    until: 'it is answered or closed',
    words: () => t`A facilitator has seen your request.`,
    example: exampleThread,
    detect: callsThatBecame('seen'),
    holds: isThreadStill('seen'),
  }),
  speechRule({
    id: 'call-unseen',
    event: 'nobody has seen my call for help',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    until: 'a facilitator sees it',
    words: () => t`No one has seen your request yet. Please don’t wait: contact someone now.`,
    example: exampleThread,
    detect: callsThatBecame('unseen'),
    holds: isThreadStill('unseen'),
  }),
  speechRule({
    id: 'answer',
    event: 'a facilitator or an organiser answers me',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    words: ({ name, text }: AnswerFacts) => t`${name} answers you privately: ${text}`,
    example: { name: 'Rowan', text: 'I’m here. Are you alone?' },
    detect: newAnswers(false),
  }),
  speechRule({
    id: 'call-closed',
    event: 'a facilitator closes my call for help',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    words: ({ name, text }: AnswerFacts) =>
      t`${name} closed your call. ${text} You can write again at any time.`.replace('  ', ' '),
    example: { name: 'Rowan', text: 'Your sister is with you now.' },
    detect: newAnswers(true),
  }),
  speechRule({
    id: 'report-state',
    event: 'my report is seen, acted on, or closed',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    words: (closed: boolean) =>
      closed ? t`Your report was closed. Support says what was done.` : t`Your report was seen.`,
    example: true,
    detect: ({ before, now }) => {
      const previous = new Map(before?.view.mine.reports.map(({ id, state }) => [id, state]));
      return now.view.mine.reports
        .filter(
          ({ id, state }) => previous.has(id) && previous.get(id) !== state && state !== 'acting',
        )
        .map(({ state }) => state === 'closed');
    },
  }),
];
