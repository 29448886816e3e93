/**
 * The public changes of one meeting, numbered from 1 by the order of the ledger alone, so
 * that every node and every restart gives the same change the same number. Keeps the last
 * of them for people who come back. Does not know who is listening.
 */
import type { PersonId, PublicChange } from '@holdspace/core';
import { anewFor, publicChanges } from '@holdspace/core';
import type { MeetingLedger } from '../ledgers.ts';

/** About a whole meeting; who missed more starts from a snapshot. */
const mostKept = 2000;

/** Whoever has all up to `at` and no more needs a snapshot; how often that has happened. */
interface Anew {
  readonly at: number;
  readonly times: number;
}

export class PublicLog {
  readonly #kept: PublicChange[] = [];
  readonly #since = new Map<PersonId, number>();
  readonly #anew = new Map<PersonId, Anew>();
  #anewForAll: Anew = { at: -1, times: 0 };
  #at = 0;
  #gathered: PublicChange[] = [];

  /** Give it the ledger before its first reading: every commit counts. */
  constructor(ledger: MeetingLedger) {
    ledger.onRestart(() => this.#restart());
    ledger.onCommit(({ commit, before, after, words }) => {
      for (const change of publicChanges(before, after, commit.facts, words)) this.#add(change);
      this.#begin(anewFor(before, after, commit.facts));
      if (after.phase === 'purged') this.#forget();
    });
  }

  /** Number of the last change. */
  get at(): number {
    return this.#at;
  }

  /** The number at which this person's present stay began; null while they are not in. */
  since(person: PersonId): number | null {
    return this.#since.get(person) ?? null;
  }

  /** Changes whenever this person's timeline begins anew; see `anewFor`. */
  anew(person: PersonId): string {
    const last = this.#anew.get(person);
    return `${this.#anewForAll.times}.${last?.times ?? 0}`;
  }

  /** Everything since the last call, for those who were told all before it. */
  gathered(): readonly PublicChange[] {
    const list = this.#gathered;
    this.#gathered = [];
    return list;
  }

  /** What somebody missed who has all up to `at`; null when only a snapshot can say it. */
  after(at: number, person: PersonId): readonly PublicChange[] | null {
    const since = this.since(person);
    // PRV-2: what happened before they came in, or while they were out, is not theirs.
    if (since === null || at < since || at > this.#at) return null;
    const anew = Math.max(this.#anewForAll.at, this.#anew.get(person)?.at ?? -1);
    if (at <= anew) return null;
    const missing = this.#at - at;
    if (missing > this.#kept.length) return null;
    return missing === 0 ? [] : this.#kept.slice(-missing);
  }

  /** PHA-6: what was said is kept nowhere; who comes back starts from a snapshot. */
  #forget(): void {
    this.#kept.length = 0;
    this.#gathered = [];
  }

  /** Another log stands in the ledger's place: whoever knew the old one begins anew. */
  #restart(): void {
    this.#forget();
    this.#since.clear();
    this.#anew.clear();
    this.#anewForAll = { at: -1, times: 0 };
    this.#at = 0;
  }

  #begin(who: ReturnType<typeof anewFor>): void {
    const mark = (last: Anew | undefined): Anew => ({
      at: this.#at,
      times: (last?.times ?? 0) + 1,
    });
    if (who === 'everyone') this.#anewForAll = mark(this.#anewForAll);
    else for (const person of who) this.#anew.set(person, mark(this.#anew.get(person)));
  }

  #add(change: PublicChange): void {
    this.#at++;
    if ('person' in change && !this.#since.has(change.person.id)) {
      this.#since.set(change.person.id, this.#at);
    }
    if ('left' in change) this.#since.delete(change.left);
    if ('gone' in change) {
      // VOI-6: who comes back later must not receive the words first and their end after.
      this.#blank(this.#kept, change.gone.id);
      this.#blank(this.#gathered, change.gone.id);
    }
    this.#gathered.push(change);
    this.#kept.push(change);
    if (this.#kept.length > mostKept) this.#kept.shift();
  }

  #blank(list: PublicChange[], message: string): void {
    const i = list.findIndex((each) => 'said' in each && each.said.id === message);
    const said = list[i];
    if (!said || !('said' in said)) return;
    const { note: _, ...bare } = said.said;
    list[i] = { said: { ...bare, text: '' } };
  }
}
