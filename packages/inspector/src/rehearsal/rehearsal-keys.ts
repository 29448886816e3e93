/**
 * The keys by which a rehearsal names people: `facilitator-1`, `person-1` and so on, in the order
 * of joining the circle. A key contains no part of a name.
 */
import type { PersonId } from '@holdspace/core';
import { circleSlots } from '@holdspace/core';
import type { MeetingHistory } from '../history/meeting-history.ts';

export class RehearsalKeys {
  readonly #keys = new Map<string, string>();
  readonly #names = new Map<string, string>();

  constructor({ people, moments }: MeetingHistory) {
    const last = moments.at(-1);
    const counts = { facilitator: 0, participant: 0 };
    for (const person of people) {
      const role = last?.circle.state.members.get(person)?.role ?? 'participant';
      counts[role] += 1;
      const key = `${role === 'facilitator' ? 'facilitator' : 'person'}-${counts[role]}`;
      this.#keys.set(person, key);
      const name = last?.circle.words.get(circleSlots.memberName(person));
      this.#names.set(person, name ?? key);
    }
  }

  /** The id itself for someone who is not in the history. */
  of(person: string): string {
    return this.#keys.get(person) ?? person;
  }

  /** As the history shows it; the key where the name is erased. */
  nameOf(person: PersonId): string {
    return this.#names.get(person) ?? this.of(person);
  }

  /** The same value with each id of a person replaced by their key. */
  replaceIn(value: unknown): unknown {
    if (typeof value === 'string') return this.of(value);
    if (Array.isArray(value)) return value.map((each) => this.replaceIn(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [this.of(key), this.replaceIn(each)]),
    );
  }
}
