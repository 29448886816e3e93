/**
 * The public changes of one meeting, numbered from 1 by the order of the ledger alone, so
 * that every node and every restart gives the same change the same number. Keeps the last
 * of them for people who come back. Does not know who is listening.
 */
import type { PersonId, PublicChange } from '@holdspace/core';
import { publicChanges, viewersNeedingSnapshot } from '@holdspace/core';
import type { MeetingLedger } from '../ledger/ledgers.ts';

/** About a whole meeting; who missed more starts from a snapshot. */
const maxChanges = 2000;

/** Whoever has all up to `at` and no more needs a snapshot; how often that has happened. */
interface ResetMark {
  readonly at: number;
  readonly times: number;
}

export class ChangeLog {
  readonly #changes: PublicChange[] = [];
  readonly #joinedAt = new Map<PersonId, number>();
  readonly #resets = new Map<PersonId, ResetMark>();
  #resetForAll: ResetMark = { at: -1, times: 0 };
  #position = 0;
  #unsent: PublicChange[] = [];

  /** Give it the ledger before its first reading: every commit counts. */
  constructor(ledger: MeetingLedger) {
    ledger.onRestart(() => this.#restart());
    ledger.onCommit(({ commit, before, after, words }) => {
      for (const change of publicChanges(before, after, commit.facts, words)) this.#add(change);
      this.#markReset(viewersNeedingSnapshot(before, after, commit.facts));
      if (after.phase === 'purged') this.#clear();
    });
  }

  /** Number of the last change. */
  get position(): number {
    return this.#position;
  }

  /** The number at which this person's present stay began; null while they are not in. */
  joinedAt(person: PersonId): number | null {
    return this.#joinedAt.get(person) ?? null;
  }

  /** Changes whenever this person's timeline begins anew; see `anewFor`. */
  resetEpoch(person: PersonId): string {
    const last = this.#resets.get(person);
    return `${this.#resetForAll.times}.${last?.times ?? 0}`;
  }

  /** Everything since the last call, for those who were told all before it. */
  takeUnsent(): readonly PublicChange[] {
    const list = this.#unsent;
    this.#unsent = [];
    return list;
  }

  /** What somebody missed who has all up to `at`; null when only a snapshot can say it. */
  changesAfter(at: number, person: PersonId): readonly PublicChange[] | null {
    const since = this.joinedAt(person);
    // PRV-2: what happened before they came in, or while they were out, is not theirs.
    if (since === null || at < since || at > this.#position) return null;
    const anew = Math.max(this.#resetForAll.at, this.#resets.get(person)?.at ?? -1);
    if (at <= anew) return null;
    const missing = this.#position - at;
    if (missing > this.#changes.length) return null;
    return missing === 0 ? [] : this.#changes.slice(-missing);
  }

  /** PHA-6: what was said is kept nowhere; who comes back starts from a snapshot. */
  #clear(): void {
    this.#changes.length = 0;
    this.#unsent = [];
  }

  /** Another log stands in the ledger's place: whoever knew the old one begins anew. */
  #restart(): void {
    this.#clear();
    this.#joinedAt.clear();
    this.#resets.clear();
    this.#resetForAll = { at: -1, times: 0 };
    this.#position = 0;
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
      // VOI-6: who comes back later must not receive the words first and their end after.
      this.#eraseMessage(this.#changes, change.gone.id);
      this.#eraseMessage(this.#unsent, change.gone.id);
    }
    this.#unsent.push(change);
    this.#changes.push(change);
    if (this.#changes.length > maxChanges) this.#changes.shift();
  }

  #eraseMessage(list: PublicChange[], message: string): void {
    const i = list.findIndex((each) => 'said' in each && each.said.id === message);
    const said = list[i];
    if (!said || !('said' in said)) return;
    const { note: _, ...bare } = said.said;
    list[i] = { said: { ...bare, text: '' } };
  }
}
