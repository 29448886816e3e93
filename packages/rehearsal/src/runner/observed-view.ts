/**
 * What one screen showed of what was said, as it came in: the counting of a rehearsal
 * believes this, and nothing that the server says about itself.
 */
import type { MessageId, PersonId, View } from '@holdspace/core';

export interface ObservedMessage {
  readonly by: PersonId;
  /** As it was when first seen; empty when only its tombstone ever was. */
  readonly text: string;
}

export class ObservedView {
  readonly messages = new Map<MessageId, ObservedMessage>();
  /** Shown twice in one timeline. */
  readonly duplicated = new Set<MessageId>();
  /** Appeared before something that was shown already, or changed places. */
  readonly misplaced = new Set<MessageId>();
  #last: readonly MessageId[] = [];

  /** `paging` while earlier pages are fetched, which rightly come in front. */
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

  /** What the screen shows now, in its order. */
  get order(): readonly MessageId[] {
    return this.#last;
  }
}
