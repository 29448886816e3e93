/**
 * The sentences of moderation acts. A meeting erases its copy once the desk has filed the receipt,
 * so the text of an act is read from the desk, which keeps it in a slot of the same name.
 */
import type { MeetingFact, Slot, Words } from '@holdspace/core';

/** Texts that the facts of a meeting name and the desk has, by the slots of the meeting. */
export function sentencesAtDesk(facts: readonly MeetingFact[], atDesk: Words): Words {
  const found = new Map<Slot, string>();
  const keep = (slot: Slot, text: string | undefined) => {
    if (text !== undefined) found.set(slot, text);
  };
  const asked = new Map<string, Slot>();
  for (const fact of facts) {
    if ('note' in fact) keep(fact.note, atDesk.get(fact.note));
    if (fact.type === 'ExclusionAsked') asked.set(fact.person, fact.note);
    if (fact.type !== 'ExcludedEverywhere') continue;
    // The first of the two sentences is filed with the receipt of the second.
    const slot = asked.get(fact.person);
    if (slot !== undefined) keep(slot, atDesk.get(`receipt.${fact.receipt}.asked.note`));
  }
  return found;
}
