import type { Slot } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import type { RetainedWords } from './retention.ts';
import type { DeskState, ThreadFacts } from './state.ts';
import { awaitsAnswer } from './state.ts';
import {
  answererSlot,
  entrySlot,
  threadNameSlot,
  threadPrefix,
  withoutAnswering,
} from './threads.ts';

/** A note is over with its time; who asked for help or appealed waits until they are answered. */
export const retainedThreads = ({ threads }: DeskState): RetainedWords[] =>
  threads.filter((each) => each.kind === 'note' || !awaitsAnswer(each)).map(retainedThread);

const retainedThread = ({ id, entries, waits }: ThreadFacts): RetainedWords => ({
  slotPrefix: threadPrefix(id),
  since: entries.at(-1)?.at ?? waits,
  slots: () => [
    threadNameSlot(id),
    ...entries.flatMap((_, n) => [entrySlot(id, n), answererSlot(id, n)]),
  ],
});

/** All of this person's threads that have words still, open ones too. */
export const ownThreadWords = ({ threads, erased }: DeskState, person: PersonId): RetainedWords[] =>
  threads
    .filter(({ id, by }) => by === person && !erased.has(threadPrefix(id)))
    .map(retainedThread);

/** Where this facilitator's name stands beside their answers. */
export const answererNameSlots = ({ threads, erased }: DeskState, person: PersonId): Slot[] =>
  threads
    .filter(({ id, by }) => by !== person && !erased.has(threadPrefix(id)))
    .flatMap(({ id, entries }) =>
      entries.flatMap(({ by }, n) => (by === person ? [answererSlot(id, n)] : [])),
    );

/** Nothing of this person's waits any more: there is nobody to answer. */
export const withThreadsClosed = (state: DeskState, person: PersonId): DeskState => ({
  ...state,
  threads: state.threads.map((thread) =>
    thread.by === person ? { ...withoutAnswering(thread), state: 'closed' } : thread,
  ),
});

/** What this person wrote in threads of their own; an answer belongs to the person who asked. */
export const ownEntrySlots = ({ threads, erased }: DeskState, person: PersonId): Slot[] =>
  threads
    .filter(({ id, by }) => by === person && !erased.has(threadPrefix(id)))
    .flatMap(({ id, entries }) =>
      entries.flatMap(({ by }, n) => (by === person ? [entrySlot(id, n)] : [])),
    );
