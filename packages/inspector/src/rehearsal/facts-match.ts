/**
 * Compares the facts that a decision gives with those in the ledger. Ids that a decision draws at
 * random (of messages, turns, rounds, receipts) differ each time and count as equal by their place.
 */
import type { MeetingEvent, MeetingFact } from '@holdspace/core';

/** Fields that name something which the same commit can have made. */
const randomIdFields = ['message', 'turn', 'round', 'receipt'];

/**
 * A person who enters in a rehearsal is not asked whether it is their first time. A likeness rests on
 * names, which can be erased or placeholders.
 */
const leftOut: ReadonlySet<string> = new Set(['words', 'firstTime', 'likeness']);

export const factsMatch = (
  decided: readonly MeetingEvent[],
  recorded: readonly MeetingFact[],
  knownIds: (id: string) => boolean,
): boolean =>
  decided.length === recorded.length &&
  comparable(decided, knownIds) === comparable(recorded, knownIds);

function comparable(facts: readonly object[], isKnown: (id: string) => boolean): string {
  const randomIds = new Set<string>();
  for (const fact of facts) {
    for (const [key, value] of Object.entries(fact)) {
      if (typeof value !== 'string') continue;
      const id = key === 'note' ? (value.split('.')[1] ?? '') : value;
      if ((key === 'note' || randomIdFields.includes(key)) && !isKnown(id)) randomIds.add(id);
    }
  }
  let text = JSON.stringify(facts.map(withoutWords));
  for (const [i, id] of [...randomIds].entries()) text = text.replaceAll(id, `#${i}`);
  return text;
}

function withoutWords(fact: object): object {
  const entries = Object.entries(fact).filter(
    ([key, value]) => !leftOut.has(key) && value !== undefined,
  );
  return Object.fromEntries(
    entries
      .map(([key, value]) => (key === 'prompt' ? [key, '#prompt'] : [key, value]))
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}
