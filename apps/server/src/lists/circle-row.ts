/**
 * One row of the list of circles, and the form in which a store keeps it beside the circle's ledger:
 * facts under the seal of this program, and seals of the words that belong to it (docs/ledger.md).
 */
import type { CircleFacts, CircleId, MeetingFacts, MeetingId, Slot } from '@holdspace/core';
import { circleFactsOf, circleSummarySlots } from '@holdspace/core';
import type { CircleLedger } from '../ledger/ledgers.ts';
import type { CommitCodec } from '../storage/chain/commit-codec.ts';
import type {
  LedgerId,
  LogHead,
  SaltedWords,
  SavedSummary,
  SummaryReading,
} from '../storage/port/store.ts';

/** What a ledger of a circle amounts to at one head. */
export interface CircleRow {
  readonly head: LogHead;
  readonly facts: CircleFacts;
  /** Those of `circleSummarySlots`; erased words are missing. */
  readonly words: ReadonlyMap<Slot, string>;
}

/** What the ledger of a meeting amounts to at one head. */
export interface MeetingRow {
  readonly head: LogHead;
  readonly facts: MeetingFacts;
}

export interface KeptCircleRow {
  readonly row: CircleRow;
  /** Meetings of the row as they were when it was kept. */
  readonly meetings: ReadonlyMap<MeetingId, MeetingRow>;
}

/** A row of another format is not believed. */
const format = 'circle summary 2';

interface KeptFacts {
  readonly facts: CircleFacts;
  readonly seals: Readonly<Record<Slot, string>>;
  readonly meetings: readonly (readonly [MeetingId, MeetingRow])[];
}

export const circleLedgerId = (circle: CircleId): LedgerId => `circle:${circle}`;

export const isSameHead = (a: LogHead, b: LogHead): boolean =>
  a.version === b.version && a.mac === b.mac && a.log === b.log;

/** Null for a circle whose opening was cut short, so that its ledger is empty, and for one that is gone. */
export function circleRowOf({ state, words, head }: CircleLedger): CircleRow | null {
  if (state.circle === null || state.ending?.gone) return null;
  const facts = circleFactsOf(state);
  const said = new Map<Slot, string>();
  for (const slot of circleSummarySlots(facts)) {
    const text = words.get(slot);
    if (text !== undefined) said.set(slot, text);
  }
  return { head, facts, words: said };
}

/**
 * What is kept of a row. `salted` are the same words as the store has them; null when they are others,
 * so that the row is no longer of this moment.
 */
export function encodeCircleRow(
  codec: CommitCodec,
  circle: CircleId,
  { row, meetings }: KeptCircleRow,
  salted: readonly SaltedWords[],
): SavedSummary | null {
  const isSame = ({ slot, text }: SaltedWords) => row.words.get(slot) === text;
  if (salted.length !== row.words.size || !salted.every(isSame)) return null;
  const seals = Object.fromEntries(salted.map((each) => [each.slot, codec.sealOf(each)]));
  const kept: KeptFacts = { facts: row.facts, seals, meetings: [...meetings] };
  const ledger = circleLedgerId(circle);
  const summary = codec.sealSnapshot(ledger, format, row.head, JSON.stringify(kept));
  return { ledger, summary, slots: [...row.words.keys()] };
}

/** Null for what is of an older head, of another format, altered, or has other words. */
export function decodeCircleRow(
  codec: CommitCodec,
  circle: CircleId,
  { head, summary, words }: SummaryReading,
): KeptCircleRow | null {
  if (!summary || !isSameHead(summary, head)) return null;
  const text = codec.openSnapshot(circleLedgerId(circle), format, summary);
  if (text === null) return null;
  const { facts, seals, meetings } = JSON.parse(text) as KeptFacts;
  if (!words.every((each) => codec.isSealed(each, seals[each.slot]))) return null;
  const said = new Map(words.map(({ slot, text: each }) => [slot, each]));
  return { row: { head, facts, words: said }, meetings: new Map(meetings) };
}
