/**
 * Threads: one person's words and the answers to them. Where the next words go, who may read
 * them, and the truth about their state (DSK-2). Seen is what somebody says with `see`, never
 * delivery. What help and appeals add to that is in help.ts and appeals.ts.
 */
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { bytesOf } from '../measure.ts';
import { unfitText } from '../text.ts';
import type { Thread } from '../view.ts';
import type { PersonId, ThreadId } from '../vocabulary.ts';
import type { Written } from './events.ts';
import type { Kept } from './keeping.ts';
import { receiptShown } from './receipts.ts';
import type { Asked, Evolvers, Rules } from './rule.ts';
import { facilitatorsAndOrganisers, members } from './rule.ts';
import type { DeskState, ThreadFacts } from './state.ts';
import { keptAgain, threadOf } from './state.ts';

const allOf = (thread: ThreadId) => `thread.${thread}`;
const entrySlot = (thread: ThreadId, entry: number) => `${allOf(thread)}.${entry}`;
const nameSlot = (thread: ThreadId) => `${allOf(thread)}.name`;

export const isUnseen = ({ state }: ThreadFacts): boolean => state === 'sent' || state === 'unseen';

/** 'I was affected', from somebody who carries the circle. */
export const isForCare = ({ help }: ThreadFacts): boolean => help === 'affected';

/**
 * The thread this person's next words of a kind are added to: the one that is not answered,
 * and has its words and name still.
 */
export const openThread = (
  { state, who }: Asked,
  kind: Thread['kind'],
  fits: (thread: ThreadFacts) => boolean = () => true,
): ThreadFacts | undefined =>
  state.threads.find(
    (each) =>
      each.by === who &&
      each.kind === kind &&
      each.state !== 'answered' &&
      !state.erased.has(allOf(each.id)) &&
      fits(each),
  );

/** Notes go on in a thread of their own, before one becomes too much to be shown at once. */
const noteThread = { entries: 100, bytes: 32 * 1024 } as const;
const hasRoom = ({ entries, bytes = 0 }: ThreadFacts): boolean =>
  entries.length < noteThread.entries && bytes < noteThread.bytes;

/** One's words as the next entry of an open thread, or as the first of a new one. */
export function writes(
  { who, name, now, draw }: Asked,
  open: ThreadFacts | undefined,
  text: string,
): Written & { readonly words: Record<string, string> } {
  const thread = open?.id ?? draw.id<ThreadId>('t');
  const entry = open?.entries.length ?? 0;
  const words = {
    ...(text === '' ? {} : { [entrySlot(thread, entry)]: text }),
    ...(entry === 0 ? { [nameSlot(thread)]: name } : {}),
  };
  return { thread, by: who, at: now, entry, bytes: bytesOf(text), words };
}

/** Appeals are for somebody else than both sides; organisers see no more than what needs them. */
export function reads({ state, who, side }: Omit<Asked, 'draw' | 'now' | 'name'>) {
  return (thread: ThreadFacts): boolean => {
    if (side === 'member') return thread.by === who;
    if (side === 'organiser') {
      return thread.kind === 'appeal' || thread.alerted !== null || isForCare(thread);
    }
    if (thread.kind !== 'appeal') return true;
    const gave = state.receipts.some(({ id, by }) => id === thread.receipt && by === who);
    return !gave && thread.by !== who;
  };
}

/** Undefined for unknown and for not one's own to read alike (DSK-6). */
function readable(asked: Asked, id: ThreadId): ThreadFacts | undefined {
  const thread = threadOf(asked.state, id);
  return thread && reads(asked)(thread) ? thread : undefined;
}

export const threadRules: Rules<'note' | 'see' | 'answer'> = {
  note: {
    may: members,
    decide({ text }, asked) {
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      return [{ type: 'NoteWritten', ...writes(asked, openThread(asked, 'note', hasRoom), text) }];
    },
  },
  see: {
    may: facilitatorsAndOrganisers,
    decide({ thread: id, answering = false }, asked) {
      const thread = readable(asked, id);
      if (!thread) return refuse('unknown-message');
      const { who: by, now: at } = asked;
      // Looking at one's own words is not being seen by anybody.
      if (thread.state === 'answered' || thread.by === by) return [];
      if (thread.answering) {
        const leaves = thread.answering.by === by && !answering;
        return leaves ? [{ type: 'AnswerLeft', thread: id }] : [];
      }
      if (answering) return [{ type: 'AnswerBegun', thread: id, by, at }];
      return isUnseen(thread) ? [{ type: 'ThreadSeen', thread: id, by }] : [];
    },
  },
  answer: {
    may: facilitatorsAndOrganisers,
    decide({ thread: id, text }, asked) {
      const thread = readable(asked, id);
      if (!thread) return refuse('unknown-message');
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      const organiser = asked.side === 'organiser' ? ({ organiser: true } as const) : {};
      return [{ type: 'ThreadAnswered', ...writes(asked, thread, text), ...organiser }];
    },
  },
};

export const withThread = (
  state: DeskState,
  id: ThreadId,
  change: (thread: ThreadFacts) => ThreadFacts,
): DeskState => ({
  ...state,
  threads: state.threads.map((each) => (each.id === id ? change(each) : each)),
});

const unanswered = ({ answering: _, ...thread }: ThreadFacts): ThreadFacts => thread;

/** What was added has not been seen; what waited unseen goes on waiting from its first word. */
export function written(
  state: DeskState,
  { thread: id, by, at, entry, bytes = 0 }: Written,
  kind: Pick<ThreadFacts, 'kind' | 'help' | 'receipt'>,
): DeskState {
  if (entry === 0) {
    const opened = {
      id,
      by,
      state: 'sent',
      entries: [{ by, at }],
      waits: at,
      alerted: null,
      bytes,
    };
    return { ...state, threads: [...state.threads, { ...opened, ...kind } as ThreadFacts] };
  }
  return withThread(state, id, (thread) => ({
    ...unanswered(thread),
    ...kind,
    ...(isUnseen(thread) ? {} : { state: 'sent', waits: at }),
    bytes: (thread.bytes ?? 0) + bytes,
    entries: [...thread.entries, { by, at }],
  }));
}

export const threadEvolvers: Evolvers<
  'NoteWritten' | 'ThreadSeen' | 'AnswerBegun' | 'AnswerLeft' | 'ThreadAnswered'
> = {
  NoteWritten: (state, fact) => written(state, fact, { kind: 'note' }),
  ThreadSeen: (state, { thread: id }) =>
    withThread(state, id, (thread) => ({ ...thread, state: 'seen' })),
  AnswerBegun: (state, { thread: id, by, at: since }) =>
    withThread(state, id, (thread) => ({
      ...thread,
      state: 'answering',
      answering: { by, since },
    })),
  AnswerLeft: (state, { thread: id }) =>
    withThread(state, id, (thread) => ({ ...unanswered(thread), state: 'seen' })),
  ThreadAnswered: (state, { thread: id, by, at, organiser }) =>
    withThread(keptAgain(state, allOf(id)), id, (thread) => ({
      ...unanswered(thread),
      state: 'answered',
      entries: [...thread.entries, { by, at, ...(organiser ? { organiser } : {}) }],
    })),
};

/** A thread as whoever may read it sees it. Erased words read as ''. */
export const threadShown =
  (state: DeskState, words: Words) =>
  ({ id, kind, by, state: reached, help, receipt: about, entries }: ThreadFacts): Thread => {
    const receipt = state.receipts.find((each) => each.id === about);
    return {
      ...{ id, kind, by, name: words.get(nameSlot(id)) ?? '', state: reached },
      ...(help ? { help } : {}),
      ...(receipt ? { receipt: receiptShown(words)(receipt) } : {}),
      entries: entries.map((entry, i) => ({ ...entry, text: words.get(entrySlot(id, i)) ?? '' })),
    };
  };

/** A note is over with its time; who asked for help or appealed waits until they are answered. */
export const threadsKept = ({ threads }: DeskState): Kept[] =>
  threads.filter(({ kind, state }) => kind === 'note' || state === 'answered').map(keptThread);

const keptThread = ({ id, entries, waits }: ThreadFacts): Kept => ({
  of: allOf(id),
  since: entries.at(-1)?.at ?? waits,
  slots: () => [nameSlot(id), ...entries.map((_, n) => entrySlot(id, n))],
});

/** All of this person's threads that have words still, open ones too. */
export const ownThreads = ({ threads, erased }: DeskState, person: PersonId): Kept[] =>
  threads.filter(({ id, by }) => by === person && !erased.has(allOf(id))).map(keptThread);

/** Nothing of this person's waits any more: there is nobody to answer. */
export const settled = (state: DeskState, person: PersonId): DeskState => ({
  ...state,
  threads: state.threads.map((thread) =>
    thread.by === person ? { ...unanswered(thread), state: 'answered' } : thread,
  ),
});

/** What this person wrote in threads of their own; an answer to somebody is theirs to keep. */
export const ownEntries = ({ threads, erased }: DeskState, person: PersonId): Slot[] =>
  threads
    .filter(({ id, by }) => by === person && !erased.has(allOf(id)))
    .flatMap(({ id, entries }) =>
      entries.flatMap(({ by }, n) => (by === person ? [entrySlot(id, n)] : [])),
    );
