/**
 * The queue between what is to be spoken and the two live regions. It loses nothing: a sentence
 * waits until the one before it was handed over. It says nothing that is not true any more: each
 * sentence is asked again before it is spoken, leaves the region when it stops being true, and
 * leaves it after a time in any case. Which sentences there are is speech/table.ts.
 */
import { plural, t } from '@lingui/core/macro';
import { preferences, type ReadingAloud } from '../settings/preferences.ts';

export type Level = 'polite' | 'assertive';
/** What a row is about; the setting for reading aloud silences it by this. */
export type Subject = 'always' | 'mine' | 'facilitator' | 'circle' | 'people' | 'leading';

/** What each setting silences. Calls for help and what is done to oneself are always spoken. */
export const silenced: Readonly<Record<ReadingAloud, readonly Subject[]>> = {
  everything: [],
  summaries: [],
  mine: ['people'],
  nothing: ['mine', 'facilitator', 'circle', 'people', 'leading'],
};

export interface Utterance {
  /** The row of the table that it is of. */
  readonly row: string;
  readonly level: Level;
  readonly subject: Subject;
  readonly words: string;
  /** The message whose words these are. */
  readonly about?: string | undefined;
  /** The person whose name or words these are. */
  readonly by?: string | undefined;
  /** A message of another person: gathered with others of the same second; their name. */
  readonly author?: string | undefined;
  /** Asked again before it is spoken, and while it stands in the region. */
  readonly holds?: (() => boolean) | undefined;
}

/** Messages are gathered for so long, in ms. */
export const burst = 1000;
/** A person types when their last key was so short a time ago, in ms. */
export const typingPause = 3000;
/** More messages than these at once become one sentence that names their authors. */
export const mostInFull = 3;
/** A sentence stays in its region for so long, in ms. */
export const stays = 10_000;
const longest = 300;

interface Waiting extends Utterance {
  readonly since: number;
}
interface Region {
  queue: Waiting[];
  now: Waiting | null;
  /** Before then nothing else is put into the region. */
  busyUntil: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const region = (): Region => ({ queue: [], now: null, busyUntil: 0, timer: undefined });
const regions: Record<Level, Region> = { polite: region(), assertive: region() };
const levels = ['polite', 'assertive'] as const;
let spoken: Readonly<Record<Level, string>> = { polite: '', assertive: '' };
const listeners = new Set<() => void>();
let lastKey = Number.NEGATIVE_INFINITY;

export const spokenNow = () => spoken;
export function onSpoken(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(level: Level, words: string): void {
  if (spoken[level] === words) return;
  spoken = { ...spoken, [level]: words };
  for (const listener of listeners) listener();
}

/** Whether the setting of this person lets a sentence through. */
const heard = ({ subject }: Utterance): boolean => !silenced[preferences().aloud].includes(subject);

/** Puts sentences into the queue, in their order. */
export function speak(...utterances: readonly Utterance[]): void {
  const since = performance.now();
  for (const utterance of utterances.filter(heard)) {
    regions[utterance.level].queue.push({ ...utterance, since });
  }
  for (const level of levels) advance(level);
}

/** Told when a person types: speech about others waits for a pause. */
export function noteTyping(): void {
  lastKey = performance.now();
}

/** TXT-4: what is said of a message leaves the queue and the region in this step. */
export const forget = (message: string): void => drop(({ about }) => about === message);
/** VOI-9: the same for everything that comes from a person. */
export const forgetPerson = (person: string): void => drop(({ by }) => by === person);
/** Takes out what is not true any more. */
export const sweep = (): void => drop(({ holds }) => holds?.() === false);

/** Forgets what waits and what was said, for instance when the circle is left or over. */
export function hush(): void {
  drop(() => true);
}

function drop(gone: (utterance: Utterance) => boolean): void {
  for (const level of levels) {
    const here = regions[level];
    here.queue = here.queue.filter((each) => !gone(each));
    if (here.now && gone(here.now)) {
      here.now = null;
      show(level, '');
    }
    advance(level);
  }
}

function advance(level: Level): void {
  const here = regions[level];
  clearTimeout(here.timer);
  const now = performance.now();
  if (here.now && here.now.since + stays <= now) {
    here.now = null;
    show(level, '');
  }
  while (here.busyUntil <= now && (readyAt(here, now) ?? Number.POSITIVE_INFINITY) <= now) {
    const next = take(here, now);
    if (next) put(level, next, now);
  }
  const ready = readyAt(here, now);
  const next = Math.min(
    ready === null ? Number.POSITIVE_INFINITY : Math.max(ready, here.busyUntil),
    here.now ? here.now.since + stays : Number.POSITIVE_INFINITY,
  );
  if (Number.isFinite(next)) here.timer = setTimeout(() => advance(level), next - now);
}

/** Answers to this person's own acts do not wait for a pause in their typing. */
const own = ({ subject }: Utterance): boolean => subject === 'always' || subject === 'mine';

/** When the next sentence can be spoken, in ms; null when there is none. */
function readyAt({ queue }: Region, now: number): number | null {
  if (queue.some((each) => each.level === 'assertive' || own(each))) return now;
  const [first] = queue;
  if (!first) return null;
  // What follows a message does not overtake it, and lets it go at once.
  const alone = queue.every(({ author }) => author !== undefined);
  const gathered = first.author !== undefined && alone ? first.since + burst : now;
  return Math.max(gathered, lastKey + typingPause);
}

function take(here: Region, now: number): Waiting | null {
  const typing = now < lastKey + typingPause;
  const at = here.queue.findIndex((each) => each.level === 'assertive' || !typing || own(each));
  const first = here.queue[at];
  if (!first) return null;
  if (first.author === undefined || preferences().aloud === 'mine') {
    here.queue.splice(at, 1);
    return first.holds?.() === false ? null : first;
  }
  const run = here.queue.findIndex(({ author }, index) => index > at && author === undefined);
  const end = run < 0 ? here.queue.length : run;
  const messages = here.queue.slice(at, end).filter(({ holds }) => holds?.() !== false);
  const inFull = preferences().aloud === 'everything';
  if (inFull && messages.length <= mostInFull) {
    here.queue.splice(at, end - at, ...messages.slice(1));
    return messages[0] ?? null;
  }
  // One sentence for all of them; what a facilitator said follows in full.
  const kept = inFull ? messages.filter(({ subject }) => subject === 'facilitator') : [];
  here.queue.splice(at, end - at, ...kept.map(({ author: _, ...said }): Waiting => said));
  return messages.length > 0 ? summaryOf(messages, now) : null;
}

function summaryOf(messages: readonly Waiting[], now: number): Waiting {
  const names = [...new Set(messages.map(({ author }) => author ?? ''))];
  const who = new Intl.ListFormat(document.documentElement.lang || 'en').format(names);
  const words = plural(messages.length, {
    one: `# new message, from ${who}`,
    other: `# new messages, from ${who}`,
  });
  return { row: 'messages', level: 'polite', subject: 'people', words, since: now };
}

function put(level: Level, said: Waiting, now: number): void {
  const here = regions[level];
  here.now = { ...said, since: now };
  here.busyUntil = now + Math.min(2000, Math.max(350, said.words.length * 15));
  // The same sentence twice must change the region, or it is not spoken again.
  show(level, spoken[level] === said.words ? `${said.words}\u00a0` : said.words);
}

/** A text as it is spoken: what is very long is cut, and says so. */
export const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}… ${t`long message`}` : text;
