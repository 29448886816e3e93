/**
 * The history of a run as the clients saw it: commands, answers and accepted packets, one entry
 * per step in the order of time. All clients of a run are in one process, so this order is real
 * time. Clients see log ids and numbers of public changes, never versions of a ledger;
 * history-checker.ts compares the history with the ledgers.
 */
import { meeting, publicStateOf } from '@holdspace/core';
import type {
  Message,
  PersonId,
  PublicState,
  RefusalCode,
  View,
  WireCommand,
} from '@holdspace/protocol';

/** The public part of a view, as text that can be compared. */
export interface RecordedView {
  /** Phase, floor and people, without presence. */
  readonly stage: string;
  /** Each message by itself, oldest first. */
  readonly timeline: readonly string[];
  /** True: there are earlier messages. */
  readonly more: boolean;
  /** A person outside the meeting sees only its shape. */
  readonly inside: boolean;
}

/** The part for facilitators depends on the time and is not compared. */
const stageKeys = Object.keys(publicStateOf(meeting.initial, new Map())) as (keyof PublicState)[];

interface HistoryClient {
  /** The name of one connection of one person; a reconnect keeps it. */
  readonly client: string;
}
interface HistoryCommand extends HistoryClient {
  readonly id: string;
}
interface HistoryPosition extends HistoryClient {
  readonly log: string;
  /** The number of the last public change in it. */
  readonly at: number;
}

export type HistoryEntry =
  /** Sent for the first time; a retry is the same intent. */
  | (HistoryCommand & {
      readonly step: 'invoke';
      readonly person: PersonId;
      readonly command: WireCommand;
    })
  | (HistoryCommand & { readonly step: 'ok' })
  | (HistoryCommand & { readonly step: 'fail'; readonly code: RefusalCode | 'invalid' })
  /** The answer was `unknown`; a retry can give the outcome. */
  | (HistoryCommand & { readonly step: 'info' })
  | (HistoryPosition & { readonly step: 'apply'; readonly change: string })
  /** A snapshot. */
  | (HistoryPosition & {
      readonly step: 'reset';
      readonly person: PersonId;
      readonly shown: RecordedView;
    })
  /** The view at the end, when every client has received everything. */
  | (HistoryPosition & {
      readonly step: 'end';
      readonly person: PersonId;
      readonly shown: RecordedView;
    });

/** Stores equal texts once: all clients of a circle receive the same changes. */
export class History {
  readonly #texts = new Map<string, string>();
  #lines: HistoryEntry[] = [];

  get entries(): readonly HistoryEntry[] {
    return this.#lines;
  }

  add(line: HistoryEntry): void {
    this.#lines.push(line);
  }

  /** The number of entries, for `truncate`. */
  get length(): number {
    return this.#lines.length;
  }

  /** Forgets all entries but the first `length`. */
  truncate(length: number): void {
    this.#lines.length = length;
  }

  text(value: unknown): string {
    const text = canonical(value);
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  recordView(view: View, more: boolean): RecordedView {
    const { people, timeline, mine } = view;
    const stage = Object.fromEntries(stageKeys.map((key) => [key, view[key]]));
    const seen = people.map(({ id, name, role, seat, steppedOut }) => ({
      ...{ id, name, role, seat, steppedOut },
    }));
    return {
      stage: this.text([stage, seen]),
      timeline: timeline.map((message) => this.text(message)),
      more,
      inside: mine.whereabouts === 'in' || mine.whereabouts === 'stepped-out',
    };
  }

  /** Removes the checked entries, so that a long run can continue. */
  clear(): void {
    this.#lines = [];
    this.#texts.clear();
  }
}

/** One text for one value, independent of the order of its keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** The ledger can have erased the words of a message before the comparison. */
export const withoutMessageWords = ({ text: _text, note: _note, ...rest }: Message) => rest;
