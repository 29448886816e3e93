/**
 * The messages that one device showed, in the order of their arrival. The totals of a rehearsal
 * rest on this record, not on what the server reports.
 */
import type { MessageId, PersonId, View } from '@holdspace/core';

export interface ObservedMessage {
  readonly by: PersonId;
  /** The text when it was first shown; empty when only its tombstone was shown. */
  readonly text: string;
}

export class ObservedView {
  readonly messages = new Map<MessageId, ObservedMessage>();
  /** Messages shown twice in one timeline. */
  readonly duplicated = new Set<MessageId>();
  /** Messages that appeared before one already shown, or changed places. */
  readonly misplaced = new Set<MessageId>();
  #last: readonly MessageId[] = [];

  /** `paging`: an earlier page was fetched, whose messages belong in front. */
  observe(view: View, paging = false): void {
    const ids = view.timeline.map(({ id }) => id);
    const places = new Map<MessageId, number>();
    for (const [place, { id, by, text }] of view.timeline.entries()) {
      if (places.has(id)) this.duplicated.add(id);
      places.set(id, place);
      const before = this.messages.get(id);
      if (!before) {
        this.messages.set(id, { by, text });
        const known = this.#last.some((each) => (places.get(each) ?? ids.indexOf(each)) > place);
        if (known && !paging) this.misplaced.add(id);
      }
    }
    let furthest = -1;
    for (const id of this.#last) {
      const place = places.get(id);
      if (place === undefined) continue;
      if (place < furthest) this.misplaced.add(id);
      furthest = Math.max(furthest, place);
    }
    this.#last = ids;
  }

  /** The ids that the device shows now, in order. */
  get order(): readonly MessageId[] {
    return this.#last;
  }
}
