/**
 * Compares received packets with the ledger: the changes of every connection are a consecutive
 * part of those of the ledger (rule 4), and every snapshot equals the view of the ledger at its
 * number (rule 8).
 */
import type { MeetingState, Message, PublicChange, Words } from '@holdspace/core';
import { peopleOf, publicStateOf, timelineOf } from '@holdspace/core';
import { canonical, type HistoryEntry, type RecordedView, withoutMessageWords } from './history.ts';

/** The number of messages in a snapshot. */
const page = 200;

/** Compares without words where the ledger has erased them. */
export class ExpectedChanges {
  readonly #words: Words;
  readonly #texts: string[] = [];
  readonly #withoutWords: (string | null)[] = [];
  readonly #messages = new Map<string, string>();

  constructor(words: Words) {
    this.#words = words;
  }

  get count(): number {
    return this.#texts.length;
  }

  add(change: PublicChange): void {
    this.#texts.push(canonical(change));
    const isGone = 'said' in change && change.said.text === '';
    this.#withoutWords.push(isGone ? canonical({ said: withoutMessageWords(change.said) }) : null);
  }

  /** True when `change` is the change with this number. */
  matchesChange(at: number, change: string): boolean {
    if (this.#texts[at - 1] === change) return true;
    const bare = this.#withoutWords[at - 1];
    if (!bare) return false;
    const parsed = JSON.parse(change) as PublicChange;
    return 'said' in parsed && canonical({ said: withoutMessageWords(parsed.said) }) === bare;
  }

  /** A sentence about the first difference between a view and that of the ledger; null when equal. */
  viewDifference(shown: RecordedView, person: Message['by'], state: MeetingState): string | null {
    const people = peopleOf(state, this.#words).map(({ id, name, role, seat, steppedOut }) => ({
      ...{ id, name, role, seat, steppedOut },
    }));
    if (shown.stage !== canonical([publicStateOf(state, this.#words), people])) {
      return 'stage or people are others';
    }
    const all = timelineOf(state, this.#words, person);
    const least = shown.more ? Math.min(page, all.length) : all.length;
    if (shown.timeline.length < least) return 'messages are missing';
    const part = all.slice(all.length - shown.timeline.length);
    if (part.length !== shown.timeline.length) return 'there are messages too many';
    const at = part.findIndex((message, i) => !this.#same(message, shown.timeline[i] ?? ''));
    return at < 0 ? null : `message ${at + 1} of ${part.length} is another`;
  }

  #same(message: Message, shown: string): boolean {
    const key = `${message.id} ${message.withdrawn ?? message.removed ?? ''}`;
    const text = this.#messages.get(key) ?? canonical(message);
    this.#messages.set(key, text);
    if (text === shown) return true;
    if (message.text !== '') return false;
    return (
      canonical(withoutMessageWords(JSON.parse(shown) as Message)) ===
      canonical(withoutMessageWords(message))
    );
  }
}

export type FullViewEntry = Extract<HistoryEntry, { step: 'reset' | 'end' }>;
type PositionEntry = Extract<HistoryEntry, { step: 'apply' | 'reset' }>;

/**
 * One sentence for each connection whose changes are not a consecutive part of the ledger: a
 * change is missing, out of order, doubled or in no ledger.
 */
export function orderViolations(
  lines: readonly HistoryEntry[],
  expectedOf: (log: string) => ExpectedChanges | undefined,
): string[] {
  const faults: string[] = [];
  const last = new Map<string, PositionEntry>();
  for (const line of lines) {
    if (line.step === 'reset') last.set(line.client, line);
    if (line.step === 'end' && last.get(line.client)?.at !== line.at) {
      faults.push(`${line.client} shows ${line.at}, and took in another number last`);
    }
    if (line.step !== 'apply') continue;
    const before = last.get(line.client);
    last.set(line.client, line);
    const where = `${line.client}, change ${line.at}`;
    if (!before || before.log !== line.log) faults.push(`${where}: nothing came before it`);
    else if (line.at !== before.at + 1) faults.push(`${where}: it follows ${before.at}`);
    else if (!expectedOf(line.log)?.matchesChange(line.at, line.change)) {
      faults.push(`${where}: it is not what the ledger says`);
    }
  }
  return faults;
}
