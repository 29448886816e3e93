/**
 * The desk of a circle: notes to the facilitators, and the receipts of moderation.
 * Whoever belongs to the circle may always write here: muted, waiting, removed (VOI-4,
 * VOI-7). Nothing of it is for the circle's eyes (DSK-6): a person sees their own threads
 * and receipts, facilitators see all threads. What a mute or a removal does is decided in
 * the meeting; the desk only files what was done. The ledger itself is the record: its
 * entries are in order and chained, and each names who acted (VOI-8).
 */
import type { DeskCommand } from '../commands.ts';
import { draw } from '../draw.ts';
import type { Decider, Refusal, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { Standing } from '../standing.ts';
import type { Desk, Receipt, Thread } from '../view.ts';
import type { Millis, PersonId, Reason, ReceiptId, RefusalCode, ThreadId } from '../vocabulary.ts';
import { maxText } from '../vocabulary.ts';

/** What a meeting asks of the desk once an act of moderation is durable there. */
export type DeskSystemCommand = {
  readonly do: 'file-receipt';
  /** Made by the meeting: filing the same receipt again changes nothing. */
  readonly receipt: ReceiptId;
  readonly person: PersonId;
  readonly kind: Receipt['kind'];
  readonly reason: Reason;
  readonly note: string;
  readonly until?: Millis | null;
  /** Who acted; stands in the record and is not shown to the person. */
  readonly by: PersonId;
  readonly at: Millis;
};

export type DeskEvent =
  | {
      readonly type: 'NoteWritten';
      readonly thread: ThreadId;
      readonly by: PersonId;
      readonly at: Millis;
      /** The words lie in the slot of this place in the thread. */
      readonly entry: number;
      readonly words?: Readonly<Record<string, string>>;
    }
  | { readonly type: 'ThreadSeen'; readonly thread: ThreadId; readonly by: PersonId }
  | {
      readonly type: 'ThreadAnswered';
      readonly thread: ThreadId;
      readonly by: PersonId;
      readonly at: Millis;
      readonly entry: number;
      readonly words?: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'ReceiptFiled';
      readonly receipt: ReceiptId;
      readonly person: PersonId;
      readonly kind: Receipt['kind'];
      readonly reason: Reason;
      readonly until?: Millis | null;
      readonly by: PersonId;
      readonly at: Millis;
      readonly words?: Readonly<Record<string, string>>;
    };

interface ThreadFacts extends Omit<Thread, 'entries' | 'kind'> {
  readonly entries: readonly { readonly by: PersonId; readonly at: Millis }[];
}
type ReceiptFacts = Omit<Receipt, 'note'> & {
  readonly person: PersonId;
  readonly by: PersonId;
};

export interface DeskState {
  /** In the order in which they were opened. */
  readonly threads: readonly ThreadFacts[];
  readonly receipts: readonly ReceiptFacts[];
}

const entrySlot = (thread: ThreadId, entry: number) => `thread.${thread}.${entry}`;
const noteSlot = (receipt: ReceiptId) => `receipt.${receipt}.note`;

const wrongText = (text: string): RefusalCode | null => {
  if (text.trim() === '') return 'empty';
  return text.length > maxText ? 'too-long' : null;
};

type Decision = readonly DeskEvent[] | Refusal;

/** Opens a thread, or adds to the one that still waits for an answer. Refusals: empty, too-long. */
function note(
  state: DeskState,
  text: string,
  by: PersonId,
  { now, seed }: { now: Millis; seed: string },
): Decision {
  const wrong = wrongText(text);
  if (wrong) return refuse(wrong);
  const open = state.threads.find((thread) => thread.by === by && thread.state !== 'answered');
  const thread = open?.id ?? draw(seed).id<ThreadId>('t');
  const entry = open?.entries.length ?? 0;
  return [
    {
      type: 'NoteWritten',
      thread,
      by,
      at: now,
      entry,
      words: { [entrySlot(thread, entry)]: text },
    },
  ];
}

/** Facilitators only. Seen is what a facilitator says with `see`, never delivery (DSK-2). */
function see(state: DeskState, id: ThreadId, by: PersonId): Decision {
  const thread = state.threads.find((each) => each.id === id);
  if (!thread) return refuse('unknown-message');
  // One's own note was not seen by anybody yet when one looks at it oneself.
  if (thread.state !== 'sent' || thread.by === by) return [];
  return [{ type: 'ThreadSeen', thread: id, by }];
}

function answer(
  state: DeskState,
  { thread: id, text }: { thread: ThreadId; text: string },
  by: PersonId,
  now: Millis,
): Decision {
  const thread = state.threads.find((each) => each.id === id);
  if (!thread) return refuse('unknown-message');
  const wrong = wrongText(text);
  if (wrong) return refuse(wrong);
  const entry = thread.entries.length;
  const words = { [entrySlot(id, entry)]: text };
  return [{ type: 'ThreadAnswered', thread: id, by, at: now, entry, words }];
}

function file(state: DeskState, command: DeskSystemCommand): Decision {
  if (state.receipts.some((each) => each.id === command.receipt)) return [];
  const { do: _, note: text, ...facts } = command;
  return [{ type: 'ReceiptFiled', ...facts, words: { [noteSlot(command.receipt)]: text } }];
}

export const desk: Decider<DeskState, DeskCommand | DeskSystemCommand, DeskEvent, Standing> = {
  initial: { threads: [], receipts: [] },

  decide(state, command, { actor, standing, now, seed }) {
    if (command.do === 'file-receipt') {
      return actor === 'system' ? file(state, command) : refuse('not-here');
    }
    if (actor === 'system' || !standing) return refuse('not-here');
    if (command.do === 'note') return note(state, command.text, actor, { now, seed });
    if (standing.role !== 'facilitator') return refuse('not-facilitator');
    switch (command.do) {
      case 'see':
        return see(state, command.thread, actor);
      case 'answer':
        return answer(state, command, actor, now);
      default:
        return command satisfies never;
    }
  },

  evolve(state, fact) {
    const change = (id: ThreadId, how: (thread: ThreadFacts) => ThreadFacts): DeskState => ({
      ...state,
      threads: state.threads.map((each) => (each.id === id ? how(each) : each)),
    });
    switch (fact.type) {
      case 'NoteWritten': {
        const { thread: id, by, at } = fact;
        if (fact.entry === 0) {
          const opened: ThreadFacts = { id, by, state: 'sent', entries: [{ by, at }] };
          return { ...state, threads: [...state.threads, opened] };
        }
        // What was added has not been seen, whatever was seen before it (DSK-2).
        return change(id, (thread) => ({
          ...thread,
          state: 'sent',
          entries: [...thread.entries, { by, at }],
        }));
      }
      case 'ThreadSeen':
        return change(fact.thread, (thread) => ({ ...thread, state: 'seen' }));
      case 'ThreadAnswered': {
        const { by, at } = fact;
        return change(fact.thread, (thread) => ({
          ...thread,
          state: 'answered',
          entries: [...thread.entries, { by, at }],
        }));
      }
      case 'ReceiptFiled': {
        const { type: _, receipt: id, ...facts } = fact;
        return { ...state, receipts: [...state.receipts, { id, ...facts }] };
      }
      default:
        return fact satisfies never;
    }
  },

  deadlines: () => [],
};

export interface DeskView {
  /** One's own, oldest first. */
  readonly receipts: readonly Receipt[];
  readonly threads: readonly Thread[];
  /** Facilitators only: everybody's threads. */
  readonly desk?: Desk;
}

/** What this person may see of the desk (DSK-6). Erased words read as ''. */
export function deskOf(
  state: DeskState,
  words: Words,
  { person, role }: Pick<Standing, 'person' | 'role'>,
): DeskView {
  const shown = (thread: ThreadFacts): Thread => ({
    ...thread,
    kind: 'note',
    entries: thread.entries.map((entry, i) => ({
      ...entry,
      text: words.get(entrySlot(thread.id, i)) ?? '',
    })),
  });
  const receipts = state.receipts
    .filter((receipt) => receipt.person === person)
    .map(({ person: _, by: _by, ...receipt }) => ({
      ...receipt,
      note: words.get(noteSlot(receipt.id)) ?? '',
    }));
  const threads = state.threads.filter((thread) => thread.by === person).map(shown);
  if (role !== 'facilitator') return { receipts, threads };
  return { receipts, threads, desk: { threads: state.threads.map(shown) } };
}
