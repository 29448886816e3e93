/**
 * The read model of the list of circles on this node. A row is believed only when it is of the head
 * that its ledger has now, so a row is never behind, whatever node appended. One that is missing or
 * behind is read from the store, and where that has none, from the ledger. It keeps at most so many
 * rows in memory; circle-row-writer.ts keeps them in the store.
 */
import type { CircleId, MeetingId } from '@holdspace/core';
import { meetingFactsOf } from '@holdspace/core';
import type { Ledgers } from '../ledger/ledgers.ts';
import { LruCache } from '../security/lru-cache.ts';
import { LedgerSetAside } from '../storage/heads/head-checked-store.ts';
import type { LedgerId, LogHead } from '../storage/port/store.ts';
import { emptyHead } from '../storage/port/store.ts';
import {
  type CircleRow,
  circleLedgerId,
  circleRowOf,
  decodeCircleRow,
  isSameHead,
  type KeptCircleRow,
  type MeetingRow,
} from './circle-row.ts';
import { eachOf } from './each-of.ts';

/** Null: the circle was never opened, or its ledger is set aside. */
export type FoundRow = CircleRow | null;

const mostRows = 20_000;
/** Ledgers that are asked for in one go, so that appends come in between. */
const batchSize = 200;
/** Ledgers that are opened at the same time. */
const concurrency = 4;

const noHead: LogHead = { ...emptyHead, log: '' };

export class CircleRows {
  readonly #ledgers: Ledgers;
  readonly #rows = new LruCache<CircleId, CircleRow>(mostRows);
  readonly #meetings = new LruCache<MeetingId, MeetingRow>(mostRows);

  constructor(ledgers: Ledgers) {
    this.#ledgers = ledgers;
  }

  /**
   * The rows that need no ledger to be opened, and the circles whose ledger is to be read. What was
   * durable at the call is in them.
   */
  async known(circles: readonly CircleId[]): Promise<{
    readonly rows: Map<CircleId, FoundRow>;
    readonly missing: readonly CircleId[];
  }> {
    const heads = await this.#headsOf(circles.map(circleLedgerId));
    const rows = new Map<CircleId, FoundRow>();
    const unread: CircleId[] = [];
    for (const circle of circles) {
      const head = heads.get(circleLedgerId(circle)) ?? noHead;
      const row = this.#rows.get(circle);
      if (row && isSameHead(row.head, head)) rows.set(circle, row);
      else if (head.version === 0) rows.set(circle, null);
      else unread.push(circle);
    }
    return { rows, missing: await this.#readKept(unread, rows) };
  }

  /** The row as its ledger has it. */
  async read(circle: CircleId): Promise<FoundRow> {
    try {
      const row = circleRowOf(await this.#ledgers.readCircle(circle));
      if (row) this.#rows.set(circle, row);
      return row;
    } catch (cause) {
      if (cause instanceof LedgerSetAside) return null;
      throw cause;
    }
  }

  /** The rows of these, whose ledgers are opened a few at a time. */
  async readAll(
    circles: readonly CircleId[],
    done: (circle: CircleId, row: FoundRow) => void,
  ): Promise<void> {
    await eachOf(circles, concurrency, async (circle) => done(circle, await this.read(circle)));
  }

  /** What this node knows of a meeting; it can be behind. */
  knownMeeting(meeting: MeetingId): MeetingRow | undefined {
    return this.#meetings.get(meeting);
  }

  /** Meetings as they are now; one without a ledger of its own has no row. */
  async meetings(meetings: readonly MeetingId[]): Promise<ReadonlyMap<MeetingId, MeetingRow>> {
    const idOf = (meeting: MeetingId): LedgerId => `meeting:${meeting}`;
    const heads = await this.#headsOf(meetings.map(idOf));
    const rows = new Map<MeetingId, MeetingRow>();
    await eachOf(meetings, concurrency, async (meeting) => {
      const head = heads.get(idOf(meeting)) ?? noHead;
      if (head.version === 0) return;
      const known = this.#meetings.get(meeting);
      const row = known && isSameHead(known.head, head) ? known : await this.#readMeeting(meeting);
      if (row) rows.set(meeting, row);
    });
    return rows;
  }

  /** What is to be kept of a row, with the meetings that this node knows. */
  withMeetings(row: CircleRow): KeptCircleRow {
    const known = row.facts.meetings.flatMap(({ meeting }) => {
      const found = this.#meetings.get(meeting);
      return found ? [[meeting, found] as const] : [];
    });
    return { row, meetings: new Map(known) };
  }

  /** Takes the rows that the store has; answers the circles without one. */
  async #readKept(
    circles: readonly CircleId[],
    rows: Map<CircleId, FoundRow>,
  ): Promise<readonly CircleId[]> {
    const { store, codec } = this.#ledgers;
    const missing: CircleId[] = [];
    for (let at = 0; at < circles.length; at += batchSize) {
      const batch = circles.slice(at, at + batchSize);
      const readings = await store.summaries(batch.map(circleLedgerId));
      for (const circle of batch) {
        const reading = readings.get(circleLedgerId(circle));
        const kept = reading && decodeCircleRow(codec, circle, reading);
        if (!kept) {
          missing.push(circle);
          continue;
        }
        this.#rows.set(circle, kept.row);
        for (const [meeting, row] of kept.meetings) {
          if (!this.#meetings.get(meeting)) this.#meetings.set(meeting, row);
        }
        rows.set(circle, kept.row);
      }
    }
    return missing;
  }

  async #readMeeting(meeting: MeetingId): Promise<MeetingRow | null> {
    try {
      const { state, head } = await this.#ledgers.readMeeting(meeting);
      if (head.version === 0) return null;
      const row = { head, facts: meetingFactsOf(state) };
      this.#meetings.set(meeting, row);
      return row;
    } catch (cause) {
      if (cause instanceof LedgerSetAside) return null;
      throw cause;
    }
  }

  async #headsOf(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, LogHead>> {
    return ledgers.length === 0 ? new Map() : this.#ledgers.store.heads(ledgers);
  }
}
