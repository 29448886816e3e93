/** What facilitators do that concerns this person, and what becomes of what they asked for. */
import type { Receipt, Thread } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { shortened } from '../ui/speech-queue.ts';
import { clock } from '../words/times.ts';
import { type Heard, isIn, row, type Step } from './row.ts';

type Told = Pick<Receipt, 'kind' | 'note' | 'until'>;
const told: Told = { kind: 'nudge', note: 'Let’s leave some room for others.' };

/** Receipts that came in this step. */
const receipts =
  (...kinds: readonly Receipt['kind'][]) =>
  ({ before, now }: Step): readonly Told[] => {
    if (!before) return [];
    const had = new Set(before.view.mine.receipts.map(({ id }) => id));
    return now.view.mine.receipts.filter(({ id, kind }) => !had.has(id) && kinds.includes(kind));
  };

function muted({ until, note }: Told): string {
  if (until === 'meeting') return t`A facilitator muted you for the rest of this meeting. ${note}`;
  if (typeof until !== 'number') return t`A facilitator muted you for now. ${note}`;
  const time = clock(until);
  return t`A facilitator muted you until ${time}. ${note}`;
}

/** One's own threads, each with how it was before. */
function threads({ before, now }: Step): readonly (readonly [Thread | undefined, Thread])[] {
  if (!before) return [];
  const mine = ({ view }: Heard) => view.mine.threads.filter(({ by }) => by === view.mine.person);
  const had = new Map(mine(before).map((each) => [each.id, each]));
  return mine(now).map((each) => [had.get(each.id), each] as const);
}

interface Answer {
  readonly name: string;
  readonly text: string;
}

/** What others wrote to me in this step, or with what they closed a thread of mine. */
const written =
  (closes: boolean) =>
  (step: Step): readonly Answer[] =>
    threads(step).flatMap(([was, { by, entries }]) =>
      entries
        .slice(was?.entries.length ?? 0)
        .filter((entry) => entry.by !== by && (entry.closes ?? false) === closes)
        .map((entry) => ({
          name: entry.organiser ? t`An organiser` : (entry.name ?? step.now.nameOf(entry.by)),
          text: shortened(entry.text),
        })),
    );

const callState = (state: Thread['state']) => (step: Step) =>
  threads(step)
    .filter(([was, is]) => is.kind === 'help' && is.state === state && was?.state !== state)
    .map(([, { id }]) => id);
const isStill = (state: Thread['state']) => (now: Heard, id: Thread['id']) =>
  now.view.mine.threads.some((each) => each.id === id && each.state === state);
const someThread = '' as Thread['id'];

export const own = [
  row({
    id: 'nudge',
    event: 'a facilitator writes to me privately',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: Told) => t`A facilitator wrote to you privately: ${note}`,
    example: told,
    found: receipts('nudge'),
  }),
  row({
    id: 'warning',
    event: 'I am warned',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: Told) =>
      t`A facilitator asks you to change something. ${note} The circle isn’t told.`,
    example: told,
    found: receipts('warn'),
  }),
  row({
    id: 'mute',
    event: 'I am muted',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    until: 'I can write again',
    words: muted,
    example: told,
    found: receipts('mute'),
    holds: ({ view }) => view.mine.mutedUntil !== undefined,
  }),
  row({
    id: 'mute-over',
    event: 'a mute ends',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    until: 'I am muted again',
    words: () => t`You’re no longer muted.`,
    example: true,
    found: ({ before, now }) => {
      if (!isIn(before) || !isIn(now)) return [];
      const muted = (state: Heard | null) => state?.view.mine.mutedUntil !== undefined;
      return muted(before) && !muted(now) ? [true] : [];
    },
    holds: ({ view }) => view.mine.mutedUntil === undefined,
  }),
  row({
    id: 'stopped',
    event: 'a facilitator ends my turn',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: Told) =>
      t`A facilitator ended your turn. ${note} What you haven’t sent is still in your draft.`,
    example: told,
    found: receipts('stop'),
  }),
  row({
    id: 'my-message-removed',
    event: 'a facilitator removes my message',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    words: ({ note }: Told) => t`A facilitator removed one of your messages. ${note}`,
    example: told,
    found: receipts('redact'),
  }),
  row({
    id: 'call-seen',
    event: 'a facilitator has seen what I asked for',
    hears: 'the person',
    level: 'polite',
    subject: 'always',
    until: 'it is answered or closed',
    words: () => t`A facilitator has seen your request.`,
    example: someThread,
    found: callState('seen'),
    holds: isStill('seen'),
  }),
  row({
    id: 'call-unseen',
    event: 'nobody has seen my call for help',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    until: 'a facilitator sees it',
    words: () => t`No one has seen your request yet. Please don’t wait: contact someone now.`,
    example: someThread,
    found: callState('unseen'),
    holds: isStill('unseen'),
  }),
  row({
    id: 'answer',
    event: 'a facilitator or an organiser answers me',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    words: ({ name, text }: Answer) => t`${name} answers you privately: ${text}`,
    example: { name: 'Rowan', text: 'I’m here. Are you alone?' },
    found: written(false),
  }),
  row({
    id: 'call-closed',
    event: 'a facilitator closes my call for help',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    words: ({ name, text }: Answer) =>
      t`${name} closed your call. ${text} You can write again at any time.`.replace('  ', ' '),
    example: { name: 'Rowan', text: 'Your sister is with you now.' },
    found: written(true),
  }),
  row({
    id: 'report-state',
    event: 'my report is seen, acted on, or closed',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    words: (closed: boolean) =>
      closed ? t`Your report was closed. Support says what was done.` : t`Your report was seen.`,
    example: true,
    found: ({ before, now }) => {
      const had = new Map(before?.view.mine.reports.map(({ id, state }) => [id, state]));
      return now.view.mine.reports
        .filter(({ id, state }) => had.has(id) && had.get(id) !== state && state !== 'acting')
        .map(({ state }) => state === 'closed');
    },
  }),
];
