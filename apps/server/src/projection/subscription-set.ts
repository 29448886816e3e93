/** The subscriptions of one circle on this node, also by person. */
import type { PersonId } from '@holdspace/core';
import type { Subscription } from './subscription.ts';

/** What parts outside the broadcaster read. */
export interface ReadonlySubscriptions<Line> extends ReadonlySet<Subscription<Line>> {
  /** In the order in which they were opened. */
  ofPerson(person: PersonId): Iterable<Subscription<Line>>;
}

export class SubscriptionSet<Line>
  extends Set<Subscription<Line>>
  implements ReadonlySubscriptions<Line>
{
  readonly #byPerson = new Map<PersonId, Set<Subscription<Line>>>();

  override add(subscription: Subscription<Line>): this {
    const own = this.#byPerson.get(subscription.person) ?? new Set();
    this.#byPerson.set(subscription.person, own.add(subscription));
    return super.add(subscription);
  }

  override delete(subscription: Subscription<Line>): boolean {
    const own = this.#byPerson.get(subscription.person);
    if (own?.delete(subscription) && own.size === 0) this.#byPerson.delete(subscription.person);
    return super.delete(subscription);
  }

  ofPerson(person: PersonId): Iterable<Subscription<Line>> {
    return this.#byPerson.get(person) ?? [];
  }

  /** Those of these people, or all. */
  *ofPeople(people: ReadonlySet<PersonId> | 'everyone'): Iterable<Subscription<Line>> {
    if (people === 'everyone') yield* this;
    else for (const person of people) yield* this.ofPerson(person);
  }
}
