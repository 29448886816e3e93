/**
 * Threads: one person's words and the answers to them. Where the next words go, who may read
 * them, and the truth about their state (DSK-2). Seen is what somebody says with `see`, never
 * delivery. A call for help stays open until it is closed on purpose (DSK-7). What help and
 * appeals add to that is in help.ts and appeals.ts.
 */
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { bytesOf } from '../measure.ts';
import { isBlank, unfitText } from '../text.ts';
import type { Thread } from '../view.ts';
import type { PersonId, ThreadId } from '../vocabulary.ts';
import type { Written } from './events.ts';
import type { Kept } from './keeping.ts';
import { receiptShown } from './receipts.ts';
import type { Asked, Decision, Evolvers, Rules } from './rule.ts';
import { everybody, facilitatorsAndOrganisers, members } from './rule.ts';
import type { DeskState, ThreadFacts } from './state.ts';
import { isWaiting, keptAgain, threadOf } from './state.ts';

const allOf = (thread: ThreadId) => `thread.${thread}`;
const entrySlot = (thread: ThreadId, entry: number) => `${allOf(thread)}.${entry}`;
const nameSlot = (thread: ThreadId) => `${allOf(thread)}.name`;
const answererSlot = (thread: ThreadId, entry: number) => `${entrySlot(thread, entry)}.name`;

export const isUnseen = ({ state }: ThreadFacts): boolean => state === 'sent' || state === 'unseen';

/** Neither a call that was closed, nor something else that was answered or closed. */
export const isOpen = (thread: ThreadFacts): boolean =>
  thread.kind === 'help' ? thread.state !== 'closed' : isWaiting(thread);

/** Calls for help that nobody has closed, of anybody. */
export const hasOpenCalls = ({ threads }: DeskState): boolean =>
  threads.some((each) => each.kind === 'help' && isOpen(each));

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
      isOpen(each) &&
      !state.erased.has(allOf(each.id)) &&
      fits(each),
  );

/** Notes go on in a thread of their own, before one becomes too much to be shown at once. */
const noteThread = { entries: 100, bytes: 32 * 1024 } as const;
const hasRoom = ({ entries, bytes = 0 }: ThreadFacts): boolean =>
  entries.length < noteThread.entries && bytes < noteThread.bytes;

/**
 * One's words as the next entry of a thread, or as the first of a new one. A thread whose words
 * are over and whose person writes again has a name again.
 */
export function writes(
  { state, who, name, now, draw }: Asked,
  open: ThreadFacts | undefined,
  text: string,
): Written & { readonly words: Record<string, string> } {
  const thread = open?.id ?? draw.id<ThreadId>('t');
  const entry = open?.entries.length ?? 0;
  const named = entry === 0 || (open?.by === who && state.erased.has(allOf(thread)));
  const answers = open !== undefined && open.by !== who && name !== '';
  const words = {
    ...(text === '' ? {} : { [entrySlot(thread, entry)]: text }),
    ...(named ? { [nameSlot(thread)]: name } : {}),
    ...(answers ? { [answererSlot(thread, entry)]: name } : {}),
  };
  return { thread, by: who, at: now, entry, bytes: bytesOf(text), words };
}

/** The next words of its own person: the same thread, and nobody has seen them yet (DSK-7). */
function continues(asked: Asked, thread: ThreadFacts, text: string): Decision {
  const written = writes(asked, thread, text);
  const { kind, help = 'word', receipt } = thread;
  if (kind === 'help') return [{ type: 'HelpAsked', help, ...written }];
  if (kind === 'appeal' && receipt) return [{ type: 'AppealMade', receipt, ...written }];
  const room = hasRoom(thread) ? written : writes(asked, undefined, text);
  return [{ type: 'NoteWritten', ...room }];
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

const fromOrganiser = ({ side }: Asked) =>
  side === 'organiser' ? { organiser: true as const } : {};

export const threadRules: Rules<'note' | 'see' | 'answer' | 'close-thread'> = {
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
      if (!isOpen(thread) || thread.by === by) return [];
      if (thread.answering) {
        const leaves = thread.answering.by === by && !answering;
        return leaves ? [{ type: 'AnswerLeft', thread: id }] : [];
      }
      if (answering) return [{ type: 'AnswerBegun', thread: id, by, at }];
      return isUnseen(thread) ? [{ type: 'ThreadSeen', thread: id, by }] : [];
    },
  },
  answer: {
    may: everybody,
    decide({ thread: id, text }, asked) {
      const own = threadOf(asked.state, id)?.by === asked.who;
      if (!own && asked.side === 'member') return refuse('not-facilitator');
      const thread = readable(asked, id);
      if (!thread) return refuse('unknown-message');
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      if (own) return continues(asked, thread, text);
      const answer = { ...writes(asked, thread, text), ...fromOrganiser(asked) };
      return [{ type: 'ThreadAnswered', ...answer, open: true }];
    },
  },
  'close-thread': {
    may: facilitatorsAndOrganisers,
    decide({ thread: id, note = '' }, asked) {
      const thread = readable(asked, id);
      if (!thread) return refuse('unknown-message');
      const said = !isBlank(note);
      const wrong = said ? unfitText(note) : null;
      if (wrong) return refuse(wrong);
      // Another was there before; the sentence stays with its writer.
      if (thread.state === 'closed') return said ? refuse('stale') : [];
      const closing = { ...writes(asked, thread, said ? note : ''), ...fromOrganiser(asked) };
      return [{ type: 'ThreadClosed', ...closing }];
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

/** After an answer that was begun and left: as it was before. */
const answeredOrSeen = ({ by, entries }: ThreadFacts): 'answered' | 'seen' =>
  entries.at(-1)?.by === by ? 'seen' : 'answered';

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
      openBytes: bytes,
    };
    return { ...state, threads: [...state.threads, { ...opened, ...kind } as ThreadFacts] };
  }
  return withThread(keptAgain(state, allOf(id)), id, (thread) => ({
    ...unanswered(thread),
    ...kind,
    ...(isUnseen(thread) ? {} : { state: 'sent', waits: at }),
    bytes: (thread.bytes ?? 0) + bytes,
    openBytes: (thread.openBytes ?? 0) + bytes,
    entries: [...thread.entries, { by, at }],
  }));
}

export const threadEvolvers: Evolvers<
  'NoteWritten' | 'ThreadSeen' | 'AnswerBegun' | 'AnswerLeft' | 'ThreadAnswered' | 'ThreadClosed'
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
    withThread(state, id, (thread) => ({ ...unanswered(thread), state: answeredOrSeen(thread) })),
  ThreadAnswered: (state, fact) =>
    replied(state, fact, (kind) => (kind === 'help' && !fact.open ? 'closed' : 'answered')),
  ThreadClosed: (state, fact) => replied(state, fact, () => 'closed', { closes: true }),
};

/** An entry of somebody else than its person; nothing of theirs waits after it. */
const replied = (
  state: DeskState,
  { thread: id, by, at, organiser }: Written & { readonly organiser?: true },
  reaches: (kind: ThreadFacts['kind']) => 'answered' | 'closed',
  closes: { readonly closes?: true } = {},
): DeskState =>
  withThread(keptAgain(state, allOf(id)), id, (thread) => ({
    ...unanswered(thread),
    state: reaches(thread.kind),
    openBytes: 0,
    entries: [...thread.entries, { by, at, ...(organiser ? { organiser } : {}), ...closes }],
  }));

/** A thread as whoever may read it sees it. Erased words read as ''. */
export const threadShown =
  (state: DeskState, words: Words) =>
  ({ id, kind, by, state: reached, help, receipt: about, entries }: ThreadFacts): Thread => {
    const receipt = state.receipts.find((each) => each.id === about);
    return {
      ...{ id, kind, by, name: words.get(nameSlot(id)) ?? '', state: reached },
      ...(help ? { help } : {}),
      ...(receipt ? { receipt: receiptShown(words)(receipt) } : {}),
      entries: entries.map((entry, i) => {
        const name = words.get(answererSlot(id, i));
        const text = words.get(entrySlot(id, i)) ?? '';
        return { ...entry, ...(name ? { name } : {}), text };
      }),
    };
  };

/** A note is over with its time; who asked for help or appealed waits until they are answered. */
export const threadsKept = ({ threads }: DeskState): Kept[] =>
  threads.filter((each) => each.kind === 'note' || !isWaiting(each)).map(keptThread);

const keptThread = ({ id, entries, waits }: ThreadFacts): Kept => ({
  of: allOf(id),
  since: entries.at(-1)?.at ?? waits,
  slots: () => [
    nameSlot(id),
    ...entries.flatMap((_, n) => [entrySlot(id, n), answererSlot(id, n)]),
  ],
});

/** All of this person's threads that have words still, open ones too. */
export const ownThreads = ({ threads, erased }: DeskState, person: PersonId): Kept[] =>
  threads.filter(({ id, by }) => by === person && !erased.has(allOf(id))).map(keptThread);

/** Where this facilitator's name stands beside their answers. */
export const namesInThreads = ({ threads, erased }: DeskState, person: PersonId): Slot[] =>
  threads
    .filter(({ id, by }) => by !== person && !erased.has(allOf(id)))
    .flatMap(({ id, entries }) =>
      entries.flatMap(({ by }, n) => (by === person ? [answererSlot(id, n)] : [])),
    );

/** Nothing of this person's waits any more: there is nobody to answer. */
export const settled = (state: DeskState, person: PersonId): DeskState => ({
  ...state,
  threads: state.threads.map((thread) =>
    thread.by === person ? { ...unanswered(thread), state: 'closed' } : thread,
  ),
});

/** What this person wrote in threads of their own; an answer to somebody is theirs to keep. */
export const ownEntries = ({ threads, erased }: DeskState, person: PersonId): Slot[] =>
  threads
    .filter(({ id, by }) => by === person && !erased.has(allOf(id)))
    .flatMap(({ id, entries }) =>
      entries.flatMap(({ by }, n) => (by === person ? [entrySlot(id, n)] : [])),
    );
