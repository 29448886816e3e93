/**
 * The history of a run, as its people saw it: what each of them asked, what they were told,
 * and what their screens took in, one line a step in the order in which it happened. All
 * people of a run live in one process, so that order is real time. People see log ids and
 * numbers of public changes, never versions; history-checker.ts compares it with the ledgers.
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

/** The part of a view that is the same for everybody, as text that can be compared. */
export interface RecordedView {
  /** Stage and people, without who is connected. */
  readonly stage: string;
  /** Each message by itself, oldest first. */
  readonly timeline: readonly string[];
  /** There are earlier messages. */
  readonly more: boolean;
  /** Whoever is not in sees the shape of the meeting only. */
  readonly inside: boolean;
}

/** What facilitators see beside it comes and goes with time, and is not compared. */
const stageKeys = Object.keys(publicStateOf(meeting.initial, new Map())) as (keyof PublicState)[];

interface HistoryClient {
  /** Names one connection of one person, kept through its reconnects. */
  readonly client: string;
}
interface HistoryCommand extends HistoryClient {
  readonly id: string;
}
interface HistoryPosition extends HistoryClient {
  readonly log: string;
  /** Number of the last public change that is in. */
  readonly at: number;
}

export type HistoryEntry =
  /** Sent for the first time; sendings again are the same intent. */
  | (HistoryCommand & {
      readonly step: 'invoke';
      readonly person: PersonId;
      readonly command: WireCommand;
    })
  | (HistoryCommand & { readonly step: 'ok' })
  | (HistoryCommand & { readonly step: 'fail'; readonly code: RefusalCode | 'invalid' })
  /** Not known whether it took effect; may be asked again, and be known then. */
  | (HistoryCommand & { readonly step: 'info' })
  | (HistoryPosition & { readonly step: 'apply'; readonly change: string })
  /** Everything from the beginning. */
  | (HistoryPosition & {
      readonly step: 'reset';
      readonly person: PersonId;
      readonly shown: RecordedView;
    })
  /** What the screen shows when all is over and everybody has everything. */
  | (HistoryPosition & {
      readonly step: 'end';
      readonly person: PersonId;
      readonly shown: RecordedView;
    });

/** Equal texts are kept once: all of a circle take in the same changes. */
export class History {
  readonly #texts = new Map<string, string>();
  #lines: HistoryEntry[] = [];

  get entries(): readonly HistoryEntry[] {
    return this.#lines;
  }

  add(line: HistoryEntry): void {
    this.#lines.push(line);
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

  /** Forgets what was checked, so that a long run can go on. */
  clear(): void {
    this.#lines = [];
    this.#texts.clear();
  }
}

/** One text for one value, whatever the order in which its keys were set. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** The words of a message may be gone from the ledger by the time they are compared. */
export const withoutMessageWords = ({ text: _text, note: _note, ...rest }: Message) => rest;
