/**
 * The public changes of one meeting, numbered from 1 by the order of the ledger alone: every
 * node and every restart gives the same change the same number. The meeting's replica folds
 * each commit into it. It keeps the last changes for clients that reconnect.
 */
import {
  type MeetingEvent,
  type MeetingState,
  type PersonId,
  type PublicChange,
  publicChanges,
  viewersNeedingSnapshot,
} from '@holdspace/core';
import type { CommitFold, CommitStep } from './ledger-replica.ts';

/** About a whole meeting; a client that missed more gets a snapshot. */
const maxChanges = 2000;

/** A client that has exactly the changes up to `at` needs a snapshot; `times` counts the resets. */
interface ResetMark {
  readonly at: number;
  readonly times: number;
}

/** What is left of a change log without its changes: they hold words. */
interface ChangeLogMarks {
  readonly position: number;
  readonly joinedAt: readonly (readonly [PersonId, number])[];
  readonly resets: readonly (readonly [PersonId, ResetMark])[];
  readonly resetForAll: ResetMark;
}

export class ChangeLog implements CommitFold<MeetingState, MeetingEvent> {
  readonly #changes: PublicChange[] = [];
  readonly #joinedAt = new Map<PersonId, number>();
  readonly #resets = new Map<PersonId, ResetMark>();
  #resetForAll: ResetMark = { at: -1, times: 0 };
  #position = 0;
  /** Null until the first call of `takeUnsent`: before it nobody has a change of this log. */
  #unsent: PublicChange[] | null = null;

  apply({ commit, before, after, words }: CommitStep<MeetingState, MeetingEvent>): void {
    for (const change of publicChanges(before, after, commit.facts, words)) this.#add(change);
    this.#markReset(viewersNeedingSnapshot(before, after, commit.facts));
    if (after.phase === 'purged') this.#clear();
  }

  /** Another log replaces the one counted so far: every client needs a snapshot. */
  reset(): void {
    this.#clear();
    this.#joinedAt.clear();
    this.#resets.clear();
    this.#resetForAll = { at: -1, times: 0 };
    this.#position = 0;
  }

  save(): ChangeLogMarks {
    return {
      position: this.#position,
      joinedAt: [...this.#joinedAt],
      resets: [...this.#resets],
      resetForAll: this.#resetForAll,
    };
  }

  /** A client that missed changes from before gets a snapshot. */
  restore(saved: unknown): void {
    const { position, joinedAt, resets, resetForAll } = saved as ChangeLogMarks;
    this.reset();
    this.#position = position;
    for (const [person, at] of joinedAt) this.#joinedAt.set(person, at);
    for (const [person, mark] of resets) this.#resets.set(person, mark);
    this.#resetForAll = resetForAll;
  }

  /** Number of the last change. */
  get position(): number {
    return this.#position;
  }

  /** The number of the change with which this person joined; null while they are not in. */
  joinedAt(person: PersonId): number | null {
    return this.#joinedAt.get(person) ?? null;
  }

  /** Changes with each reset of this person's timeline; see `viewersNeedingSnapshot`. */
  resetEpoch(person: PersonId): string {
    const last = this.#resets.get(person);
    return `${this.#resetForAll.times}.${last?.times ?? 0}`;
  }

  /**
   * The changes since the last call, for clients that have all changes before it. The first call
   * begins to gather them, so that a log which is only loaded keeps none.
   */
  takeUnsent(): readonly PublicChange[] {
    const list = this.#unsent ?? [];
    this.#unsent = [];
    return list;
  }

  /** The changes that a client with all changes up to `at` lacks; null: it needs a snapshot. */
  changesAfter(at: number, person: PersonId): readonly PublicChange[] | null {
    const since = this.joinedAt(person);
    // PRV-2: a person never gets changes from before they joined, or from while they were out.
    if (since === null || at < since || at > this.#position) return null;
    const anew = Math.max(this.#resetForAll.at, this.#resets.get(person)?.at ?? -1);
    if (at <= anew) return null;
    return this.#position - at > this.#changes.length ? null : this.listAfter(at);
  }

  /** The kept changes after `at`, for a client that may have them. */
  listAfter(at: number): readonly PublicChange[] {
    const missing = this.#position - at;
    return missing === 0 ? [] : this.#changes.slice(-missing);
  }

  /** PHA-6: no words stay here; a client that reconnects gets a snapshot. */
  #clear(): void {
    this.#changes.length = 0;
    if (this.#unsent) this.#unsent = [];
  }

  #markReset(who: ReturnType<typeof viewersNeedingSnapshot>): void {
    const mark = (last: ResetMark | undefined): ResetMark => ({
      at: this.#position,
      times: (last?.times ?? 0) + 1,
    });
    if (who === 'everyone') this.#resetForAll = mark(this.#resetForAll);
    else for (const person of who) this.#resets.set(person, mark(this.#resets.get(person)));
  }

  #add(change: PublicChange): void {
    this.#position++;
    if ('person' in change && !this.#joinedAt.has(change.person.id)) {
      this.#joinedAt.set(change.person.id, this.#position);
    }
    if ('left' in change) this.#joinedAt.delete(change.left);
    if ('gone' in change) {
      // VOI-6: a client that reconnects must not receive the words before their removal.
      this.#eraseMessage(this.#changes, change.gone.id);
      if (this.#unsent) this.#eraseMessage(this.#unsent, change.gone.id);
    }
    this.#unsent?.push(change);
    this.#changes.push(change);
    if (this.#changes.length > maxChanges) this.#changes.shift();
  }

  #eraseMessage(list: PublicChange[], message: string): void {
    const i = list.findLastIndex((each) => 'said' in each && each.said.id === message);
    const said = list[i];
    if (!said || !('said' in said)) return;
    const { note: _, ...bare } = said.said;
    list[i] = { said: { ...bare, text: '' } };
  }
}
