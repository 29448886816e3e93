/**
 * The connections that get the public changes of a meeting: those of people who are in it and that
 * hold a view. A message changes neither people nor connections, so the list is kept until one of
 * them changes. It sends nothing.
 */
import { isInMeeting, type MeetingState } from '@holdspace/core';
import type { Subscription } from './subscription.ts';

export interface Audience<Line> {
  readonly subscriptions: readonly Subscription<Line>[];
  /** Their connections, in the same order. */
  readonly lines: readonly Line[];
}

export class AudienceCache<Line> {
  readonly #subscriptions: Iterable<Subscription<Line>>;
  /** The people that `#audience` was computed for; null: compute it again. */
  #people: MeetingState['people'] | null = null;
  #audience: Audience<Line> = { subscriptions: [], lines: [] };

  constructor(subscriptions: Iterable<Subscription<Line>>) {
    this.#subscriptions = subscriptions;
  }

  of(state: Pick<MeetingState, 'people'> | null): Audience<Line> {
    if (!state) return { subscriptions: [], lines: [] };
    if (state.people !== this.#people) {
      this.#people = state.people;
      const subscriptions: Subscription<Line>[] = [];
      for (const each of this.#subscriptions) {
        if (each.epoch !== '' && isInMeeting(state, each.person)) subscriptions.push(each);
      }
      this.#audience = { subscriptions, lines: subscriptions.map(({ line }) => line) };
    }
    return this.#audience;
  }

  /** Call it when a connection has got its view, or has gone. */
  forget(): void {
    this.#people = null;
  }
}
