/**
 * Threads: one person's words and the answers to them. Where the next words go, who may read
 * them, and the truth about their state (DSK-2). A thread is seen by `see`, never by
 * delivery. A call for help stays open until it is closed on purpose (DSK-7). What help and
 * appeals add to that is in help.ts and appeals.ts.
 */

import type { Thread } from '../desk-items.ts';
import type { Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { jsonByteLength } from '../measure.ts';
import { isBlank, textRefusal } from '../text.ts';
import type { ThreadId } from '../vocabulary.ts';
import type { ThreadEntryFields } from './events.ts';
import { receiptViewOf } from './receipts.ts';
import type { DeskDecision, DeskEvolvers, DeskRuleContext, DeskRules } from './rule.ts';
import { anyRole, facilitatorsAndOrganisers } from './rule.ts';
import type { DeskState, ThreadFacts } from './state.ts';
import { awaitsAnswer, threadOf, withRestoredWords } from './state.ts';

export const threadPrefix = (thread: ThreadId) => `thread.${thread}`;
export const entrySlot = (thread: ThreadId, entry: number) => `${threadPrefix(thread)}.${entry}`;
export const threadNameSlot = (thread: ThreadId) => `${threadPrefix(thread)}.name`;
export const answererSlot = (thread: ThreadId, entry: number) => `${entrySlot(thread, entry)}.name`;

export const isUnseen = ({ state }: ThreadFacts): boolean => state === 'sent' || state === 'unseen';

/** Neither a call that was closed, nor something else that was answered or closed. */
export const isOpen = (thread: ThreadFacts): boolean =>
  thread.kind === 'help' ? thread.state !== 'closed' : awaitsAnswer(thread);

/** Calls for help that nobody has closed, of anyone. */
export const hasOpenCalls = ({ threads }: DeskState): boolean =>
  threads.some((each) => each.kind === 'help' && isOpen(each));

/** 'I was affected', from a facilitator. */
export const isCareRequest = ({ help }: ThreadFacts): boolean => help === 'affected';

/**
 * The thread this person's next words of a kind are added to: the one that is not answered,
 * and has its words and name still.
 */
export const openThread = (
  { state, who }: DeskRuleContext,
  kind: Thread['kind'],
  fits: (thread: ThreadFacts) => boolean = () => true,
): ThreadFacts | undefined =>
  state.threads.find(
    (each) =>
      each.by === who &&
      each.kind === kind &&
      isOpen(each) &&
      !state.erased.has(threadPrefix(each.id)) &&
      fits(each),
  );

/** Notes go on in a thread of their own, before one becomes too much to be shown at once. */
const noteThreadLimit = { entries: 100, bytes: 32 * 1024 } as const;
const hasRoom = ({ entries, bytes = 0 }: ThreadFacts): boolean =>
  entries.length < noteThreadLimit.entries && bytes < noteThreadLimit.bytes;

/**
 * One's words as the next entry of a thread, or as the first of a new one. A thread whose words
 * are over and whose person writes again has a name again.
 */
export function threadEntry(
  { state, who, name, now, draw }: DeskRuleContext,
  open: ThreadFacts | undefined,
  text: string,
): ThreadEntryFields & { readonly words: Record<string, string> } {
  const thread = open?.id ?? draw.id<ThreadId>('t');
  const entry = open?.entries.length ?? 0;
  const named = entry === 0 || (open?.by === who && state.erased.has(threadPrefix(thread)));
  const answers = open !== undefined && open.by !== who && name !== '';
  const words = {
    ...(text === '' ? {} : { [entrySlot(thread, entry)]: text }),
    ...(named ? { [threadNameSlot(thread)]: name } : {}),
    ...(answers ? { [answererSlot(thread, entry)]: name } : {}),
  };
  return { thread, by: who, at: now, entry, bytes: jsonByteLength(text), words };
}

/** The next words of its own person: the same thread, and nobody has seen them yet (DSK-7). */
function continueThread(asked: DeskRuleContext, thread: ThreadFacts, text: string): DeskDecision {
  const written = threadEntry(asked, thread, text);
  const { kind, help = 'word', receipt } = thread;
  if (kind === 'help') return [{ type: 'HelpAsked', help, ...written }];
  if (kind === 'appeal' && receipt) return [{ type: 'AppealMade', receipt, ...written }];
  const room = hasRoom(thread) ? written : threadEntry(asked, undefined, text);
  return [{ type: 'NoteWritten', ...room }];
}

/** An appeal is read by neither of its two sides; organisers read only what needs them. */
export function threadReader({ state, who, side }: Omit<DeskRuleContext, 'draw' | 'now' | 'name'>) {
  return (thread: ThreadFacts): boolean => {
    if (side === 'member') return thread.by === who;
    if (side === 'organiser') {
      return thread.kind === 'appeal' || thread.alerted !== null || isCareRequest(thread);
    }
    if (thread.kind !== 'appeal') return true;
    const gave = state.receipts.some(({ id, by }) => id === thread.receipt && by === who);
    return !gave && thread.by !== who;
  };
}

/** Undefined for unknown and for not one's own to read alike (DSK-6). */
function readableThread(asked: DeskRuleContext, id: ThreadId): ThreadFacts | undefined {
  const thread = threadOf(asked.state, id);
  return thread && threadReader(asked)(thread) ? thread : undefined;
}

const isOwnThread = ({ state, who }: DeskRuleContext, id: ThreadId): boolean =>
  threadOf(state, id)?.by === who;

const organiserFlag = ({ side }: DeskRuleContext) =>
  side === 'organiser' ? { organiser: true as const } : {};

export const threadRules: DeskRules<'note' | 'see' | 'answer' | 'close-thread'> = {
  note: {
    decide({ text }, asked) {
      const wrong = textRefusal(text);
      if (wrong) return refuse(wrong);
      return [
        { type: 'NoteWritten', ...threadEntry(asked, openThread(asked, 'note', hasRoom), text) },
      ];
    },
  },
  see: {
    may: facilitatorsAndOrganisers,
    decide({ thread: id, answering = false }, asked) {
      const thread = readableThread(asked, id);
      if (!thread) return refuse('unknown-message');
      const { who: by, now: at } = asked;
      // Looking at one's own words is not being seen by anyone.
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
    may: anyRole,
    refuses: ({ thread }, asked) =>
      asked.side === 'member' && !isOwnThread(asked, thread) && 'not-facilitator',
    decide({ thread: id, text }, asked) {
      const own = isOwnThread(asked, id);
      const thread = readableThread(asked, id);
      if (!thread) return refuse('unknown-message');
      const wrong = textRefusal(text);
      if (wrong) return refuse(wrong);
      if (own) return continueThread(asked, thread, text);
      const answer = { ...threadEntry(asked, thread, text), ...organiserFlag(asked) };
      return [{ type: 'ThreadAnswered', ...answer, open: true }];
    },
  },
  'close-thread': {
    may: facilitatorsAndOrganisers,
    decide({ thread: id, note = '' }, asked) {
      const thread = readableThread(asked, id);
      if (!thread) return refuse('unknown-message');
      const said = !isBlank(note);
      const wrong = said ? textRefusal(note) : null;
      if (wrong) return refuse(wrong);
      // Another was there before; the sentence stays with its writer.
      if (thread.state === 'closed') return said ? refuse('stale') : [];
      const closing = { ...threadEntry(asked, thread, said ? note : ''), ...organiserFlag(asked) };
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

export const withoutAnswering = ({ answering: _, ...thread }: ThreadFacts): ThreadFacts => thread;

/** After an answer that was begun and left: as it was before. */
const stateBeforeAnswering = ({ by, entries }: ThreadFacts): 'answered' | 'seen' =>
  entries.at(-1)?.by === by ? 'seen' : 'answered';

/** What was added has not been seen; what waited unseen goes on waiting from its first word. */
export function withThreadEntry(
  state: DeskState,
  { thread: id, by, at, entry, bytes = 0 }: ThreadEntryFields,
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
  return withThread(withRestoredWords(state, threadPrefix(id)), id, (thread) => ({
    ...withoutAnswering(thread),
    ...kind,
    ...(isUnseen(thread) ? {} : { state: 'sent', waits: at }),
    bytes: (thread.bytes ?? 0) + bytes,
    openBytes: (thread.openBytes ?? 0) + bytes,
    entries: [...thread.entries, { by, at }],
  }));
}

export const threadEvolvers: DeskEvolvers<
  'NoteWritten' | 'ThreadSeen' | 'AnswerBegun' | 'AnswerLeft' | 'ThreadAnswered' | 'ThreadClosed'
> = {
  NoteWritten: (state, fact) => withThreadEntry(state, fact, { kind: 'note' }),
  ThreadSeen: (state, { thread: id }) =>
    withThread(state, id, (thread) => ({ ...thread, state: 'seen' })),
  AnswerBegun: (state, { thread: id, by, at: since }) =>
    withThread(state, id, (thread) => ({
      ...thread,
      state: 'answering',
      answering: { by, since },
    })),
  AnswerLeft: (state, { thread: id }) =>
    withThread(state, id, (thread) => ({
      ...withoutAnswering(thread),
      state: stateBeforeAnswering(thread),
    })),
  ThreadAnswered: (state, fact) =>
    withReply(state, fact, (kind) => (kind === 'help' && !fact.open ? 'closed' : 'answered')),
  ThreadClosed: (state, fact) => withReply(state, fact, () => 'closed', { closes: true }),
};

/** An entry by another person than the thread's own; nothing waits for an answer after it. */
const withReply = (
  state: DeskState,
  { thread: id, by, at, organiser }: ThreadEntryFields & { readonly organiser?: true },
  reaches: (kind: ThreadFacts['kind']) => 'answered' | 'closed',
  closes: { readonly closes?: true } = {},
): DeskState =>
  withThread(withRestoredWords(state, threadPrefix(id)), id, (thread) => ({
    ...withoutAnswering(thread),
    state: reaches(thread.kind),
    openBytes: 0,
    entries: [...thread.entries, { by, at, ...(organiser ? { organiser } : {}), ...closes }],
  }));

/** A thread as its readers see it. Erased words read as ''. */
export const threadViewOf =
  (state: DeskState, words: Words) =>
  ({ id, kind, by, state: reached, help, receipt: about, entries }: ThreadFacts): Thread => {
    const receipt = state.receipts.find((each) => each.id === about);
    return {
      ...{ id, kind, by, name: words.get(threadNameSlot(id)) ?? '', state: reached },
      ...(help ? { help } : {}),
      ...(receipt ? { receipt: receiptViewOf(words)(receipt) } : {}),
      entries: entries.map((entry, i) => {
        const name = words.get(answererSlot(id, i));
        const text = words.get(entrySlot(id, i)) ?? '';
        return { ...entry, ...(name ? { name } : {}), text };
      }),
    };
  };
