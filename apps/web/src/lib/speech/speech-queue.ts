/**
 * The queue of sentences for the two live regions. It loses nothing: a sentence waits until the
 * one before it is in its region. It speaks nothing outdated: each sentence is checked again before
 * it is spoken, is removed when it becomes untrue, and is removed after a time in any case. The
 * sentences come from circle/speech/speech-table.ts.
 */
import { plural, t } from '@lingui/core/macro';
import { preferences, type ReadingAloud } from '../preferences/preferences.ts';

export type SpeechLevel = 'polite' | 'assertive';
/** The subject of a row; the setting for reading aloud silences by subject. */
export type SpeechSubject = 'always' | 'mine' | 'facilitator' | 'circle' | 'people' | 'leading';

/** The subjects that each setting silences. Calls for help and acts on the person are always spoken. */
export const silencedSubjects: Readonly<Record<ReadingAloud, readonly SpeechSubject[]>> = {
  everything: [],
  summaries: [],
  mine: ['people'],
  nothing: ['mine', 'facilitator', 'circle', 'people', 'leading'],
};

export interface Utterance {
  /** The id of its row in the speech table. */
  readonly row: string;
  readonly level: SpeechLevel;
  readonly subject: SpeechSubject;
  readonly words: string;
  /** The message whose words these are. */
  readonly messageId?: string | undefined;
  /** The person whose name or words these are. */
  readonly personId?: string | undefined;
  /** A message of another person: gathered with others of the same second; their name. */
  readonly author?: string | undefined;
  /** Checked before it is spoken, and while it is in the region. */
  readonly isStillTrue?: (() => boolean) | undefined;
}

/** How long messages are gathered, in ms. */
export const gatherMs = 1000;
/** How long after the last key a person counts as typing, in ms. */
export const typingPauseMs = 3000;
/** More messages than these at once become one sentence that names their authors. */
export const maxInFull = 3;
/** How long a sentence stays in its region, in ms. */
export const displayMs = 10_000;
const maxSpokenLength = 300;

interface QueuedUtterance extends Utterance {
  readonly since: number;
}
interface RegionState {
  queue: QueuedUtterance[];
  current: QueuedUtterance | null;
  /** Until then no other sentence goes into the region. */
  busyUntil: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const emptyRegion = (): RegionState => ({
  queue: [],
  current: null,
  busyUntil: 0,
  timer: undefined,
});
const regions: Record<SpeechLevel, RegionState> = {
  polite: emptyRegion(),
  assertive: emptyRegion(),
};
const levels = ['polite', 'assertive'] as const;
let spokenTexts: Readonly<Record<SpeechLevel, string>> = { polite: '', assertive: '' };
const listeners = new Set<() => void>();
let lastKey = Number.NEGATIVE_INFINITY;

export const currentSpeech = () => spokenTexts;
export function onSpeechChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setRegionText(level: SpeechLevel, words: string): void {
  if (spokenTexts[level] === words) return;
  spokenTexts = { ...spokenTexts, [level]: words };
  for (const listener of listeners) listener();
}

/** Whether the setting of this person lets a sentence through. */
const isAllowed = ({ subject }: Utterance): boolean =>
  !silencedSubjects[preferences().aloud].includes(subject);

/** Puts sentences into the queue, in their order. */
export function speak(...utterances: readonly Utterance[]): void {
  const since = performance.now();
  for (const utterance of utterances.filter(isAllowed)) {
    regions[utterance.level].queue.push({ ...utterance, since });
  }
  for (const level of levels) advance(level);
}

/** Called at each key press: speech about others waits for a pause in typing. */
export function noteTyping(): void {
  lastKey = performance.now();
}

/** TXT-4: removes all sentences about a message from the queue and the region at once. */
export const forgetMessage = (message: string): void =>
  dropWhere(({ messageId: about }) => about === message);
/** VOI-9: the same for all sentences about a person. */
export const forgetPerson = (person: string): void =>
  dropWhere(({ personId: by }) => by === person);
/** Removes the sentences that are no longer true. */
export const dropOutdated = (): void => dropWhere(({ isStillTrue: holds }) => holds?.() === false);

/** Empties the queue and the regions, for instance at the end of the circle. */
export function clearSpeech(): void {
  dropWhere(() => true);
}

function dropWhere(gone: (utterance: Utterance) => boolean): void {
  for (const level of levels) {
    const here = regions[level];
    here.queue = here.queue.filter((each) => !gone(each));
    if (here.current && gone(here.current)) {
      here.current = null;
      setRegionText(level, '');
    }
    advance(level);
  }
}

function advance(level: SpeechLevel): void {
  const here = regions[level];
  clearTimeout(here.timer);
  const now = performance.now();
  if (here.current && here.current.since + displayMs <= now) {
    here.current = null;
    setRegionText(level, '');
  }
  while (here.busyUntil <= now && (readyAt(here, now) ?? Number.POSITIVE_INFINITY) <= now) {
    const next = takeNext(here, now);
    if (next) startSpeaking(level, next, now);
  }
  const ready = readyAt(here, now);
  const next = Math.min(
    ready === null ? Number.POSITIVE_INFINITY : Math.max(ready, here.busyUntil),
    here.current ? here.current.since + displayMs : Number.POSITIVE_INFINITY,
  );
  if (Number.isFinite(next)) here.timer = setTimeout(() => advance(level), next - now);
}

/** Answers to this person's own acts do not wait for a pause in their typing. */
const isOwnAnswer = ({ subject }: Utterance): boolean => subject === 'always' || subject === 'mine';

/** When the next sentence can be spoken, in ms; null when there is none. */
function readyAt({ queue }: RegionState, now: number): number | null {
  if (queue.some((each) => each.level === 'assertive' || isOwnAnswer(each))) return now;
  const [first] = queue;
  if (!first) return null;
  // A later sentence does not overtake gathered messages; it ends their gathering.
  const alone = queue.every(({ author }) => author !== undefined);
  const gathered = first.author !== undefined && alone ? first.since + gatherMs : now;
  return Math.max(gathered, lastKey + typingPauseMs);
}

function takeNext(here: RegionState, now: number): QueuedUtterance | null {
  const typing = now < lastKey + typingPauseMs;
  const at = here.queue.findIndex(
    (each) => each.level === 'assertive' || !typing || isOwnAnswer(each),
  );
  const first = here.queue[at];
  if (!first) return null;
  if (first.author === undefined || preferences().aloud === 'mine') {
    here.queue.splice(at, 1);
    return first.isStillTrue?.() === false ? null : first;
  }
  const run = here.queue.findIndex(({ author }, index) => index > at && author === undefined);
  const end = run < 0 ? here.queue.length : run;
  const messages = here.queue
    .slice(at, end)
    .filter(({ isStillTrue: holds }) => holds?.() !== false);
  const inFull = preferences().aloud === 'everything';
  if (inFull && messages.length <= maxInFull) {
    here.queue.splice(at, end - at, ...messages.slice(1));
    return messages[0] ?? null;
  }
  // One sentence for all of them; what a facilitator said follows in full.
  const kept = inFull ? messages.filter(({ subject }) => subject === 'facilitator') : [];
  here.queue.splice(at, end - at, ...kept.map(({ author: _, ...said }): QueuedUtterance => said));
  return messages.length > 0 ? summaryOf(messages, now) : null;
}

function summaryOf(messages: readonly QueuedUtterance[], now: number): QueuedUtterance {
  const names = [...new Set(messages.map(({ author }) => author ?? ''))];
  const who = new Intl.ListFormat(document.documentElement.lang || 'en').format(names);
  const words = plural(messages.length, {
    one: `# new message, from ${who}`,
    other: `# new messages, from ${who}`,
  });
  return { row: 'messages', level: 'polite', subject: 'people', words, since: now };
}

function startSpeaking(level: SpeechLevel, said: QueuedUtterance, now: number): void {
  const here = regions[level];
  here.current = { ...said, since: now };
  here.busyUntil = now + Math.min(2000, Math.max(350, said.words.length * 15));
  // The same sentence twice must change the region, or it is not spoken again.
  setRegionText(level, spokenTexts[level] === said.words ? `${said.words}\u00a0` : said.words);
}

/** A text as it is spoken: what is very long is cut, and says so. */
export const shortened = (text: string): string =>
  text.length > maxSpokenLength ? `${text.slice(0, maxSpokenLength)}… ${t`long message`}` : text;
