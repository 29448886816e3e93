/**
 * The list of circles: pages, order and filter over the rows of the read model. It decides nothing
 * about who may see which circle; the caller names those.
 */
import type { CircleId, HouseState, Millis, PlannedMeeting } from '@holdspace/core';
import { carersOf, circleSlots, countCarers, currentMeeting } from '@holdspace/core';
import type { CircleSummary } from '@holdspace/protocol';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CircleRow, MeetingRow } from './circle-row.ts';
import { CircleRowWriter } from './circle-row-writer.ts';
import { CircleRows, type FoundRow } from './circle-rows.ts';
import { type ListPage, type PageRequest, UnknownCursor } from './list-page.ts';
import { type RebuildProgress, RowRebuild } from './row-rebuild.ts';
import { textFilter } from './text-filter.ts';

export interface CirclePageRequest extends PageRequest {
  /** Words that name, purpose or a facilitator's name have. */
  readonly q?: string | undefined;
  /** As they were opened, or by the start of their next meeting, those without one at the end. */
  readonly order: 'opened' | 'meeting';
}

export interface CircleListingParts {
  readonly ledgers: Ledgers;
  readonly reportProgress: (progress: RebuildProgress) => void;
  readonly reportError: ReportError;
  /** See `CircleRowWriterParts` and `RowRebuildParts`. */
  readonly delay?: Millis;
  readonly patience?: Millis;
}

/** So many ledgers at most are opened while a request waits; more are read in the background. */
const mostOpened = 100;
/** So often what changed meanwhile is looked for again. */
const rounds = 3;

/** A circle in its place. */
interface PlacedRow {
  readonly circle: CircleId;
  readonly row: CircleRow;
  /** The start of the meeting that is next; null without one. */
  readonly start: Millis | null;
}

export class CircleListing {
  readonly #now: () => Millis;
  readonly #house: Ledgers['house'];
  readonly #rows: CircleRows;
  readonly #writer: CircleRowWriter;
  readonly #rebuild: RowRebuild;

  constructor({ ledgers, reportProgress, reportError, delay, patience }: CircleListingParts) {
    this.#now = () => ledgers.store.now();
    this.#house = () => ledgers.house();
    const rows = new CircleRows(ledgers);
    this.#rows = rows;
    this.#writer = new CircleRowWriter({
      ...{ ledgers, rows, reportError },
      ...(delay === undefined ? {} : { delay }),
    });
    this.#rebuild = new RowRebuild({
      ...{ rows, writer: this.#writer, reportProgress, reportError },
      ...(patience === undefined ? {} : { patience }),
    });
  }

  /**
   * A page of these circles, which are in the order of their opening. It has what was durable at the
   * call. Circles that were never opened, or are set aside, are left out. Throws UnknownCursor, and
   * ListNotReady while rows of many circles are read.
   */
  async page(
    circles: readonly CircleId[],
    request: CirclePageRequest,
  ): Promise<ListPage<CircleSummary>> {
    const { order, q, limit } = request;
    const matches = textFilter(q);
    const isWhole = order === 'meeting' || matches !== null;
    const found = isWhole
      ? await this.#searched(circles, request, matches)
      : await this.#opened(circles, request);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.#summaries(shown),
      next: found.length > limit && last ? cursorOf(last, order) : null,
    };
  }

  /** Keeps in the store what waits for that, and stops. */
  close(): Promise<void> {
    this.#rebuild.close();
    return this.#writer.close();
  }

  /** Reads no more rows than the page has. One more than the page when another follows. */
  async #opened(
    circles: readonly CircleId[],
    { after, limit }: PageRequest,
  ): Promise<readonly PlacedRow[]> {
    let at = after === undefined ? 0 : placeOf(circles, after) + 1;
    const found: PlacedRow[] = [];
    while (found.length <= limit && at < circles.length) {
      const batch = circles.slice(at, at + limit + 1 - found.length);
      at += batch.length;
      found.push(...this.#placed(batch, await this.#fresh(batch)));
    }
    return found;
  }

  async #searched(
    circles: readonly CircleId[],
    { after, limit, order }: CirclePageRequest,
    matches: ReturnType<typeof textFilter>,
  ): Promise<readonly PlacedRow[]> {
    const place = new Map(circles.map((circle, at) => [circle, at]));
    const compare = (a: Place, b: Place) =>
      (order === 'meeting' ? startOf(a) - startOf(b) : 0) ||
      (place.get(a.circle) ?? 0) - (place.get(b.circle) ?? 0);
    const begin = after === undefined ? null : readCursor(after, order);
    if (begin && !place.has(begin.circle)) throw new UnknownCursor();
    return this.#placed(circles, await this.#fresh(circles))
      .filter((each) => !matches || matches([...each.row.words.values()]))
      .filter((each) => !begin || compare(begin, each) < 0)
      .sort(compare)
      .slice(0, limit + 1);
  }

  #placed(
    circles: readonly CircleId[],
    rows: ReadonlyMap<CircleId, FoundRow>,
  ): readonly PlacedRow[] {
    const now = this.#now();
    return circles.flatMap((circle) => {
      const row = rows.get(circle);
      return row ? [{ circle, row, start: this.#nextStart(row, now) }] : [];
    });
  }

  /** By what this node knows of the meetings: it orders the list, and is not shown. */
  #nextStart({ facts }: CircleRow, now: Millis): Millis | null {
    const isUnderWay = (meeting: Parameters<CircleRows['knownMeeting']>[0]) =>
      this.#rows.knownMeeting(meeting)?.facts.underWay === true;
    const next = currentMeeting(facts, now, isUnderWay);
    return next && !next.ended ? next.start : null;
  }

  /** The rows of these circles, none behind its ledger. Throws ListNotReady. */
  async #fresh(circles: readonly CircleId[]): Promise<ReadonlyMap<CircleId, FoundRow>> {
    for (let round = 0; ; round++) {
      const { rows, missing } = await this.#rows.known(circles);
      if (missing.length > mostOpened && round < rounds) {
        await this.#rebuild.run(missing);
        continue;
      }
      await this.#rows.readAll(missing, (circle, row) => {
        rows.set(circle, row);
        if (row) this.#writer.add(circle);
      });
      return rows;
    }
  }

  async #summaries(shown: readonly PlacedRow[]): Promise<CircleSummary[]> {
    const open = shown.flatMap(({ row }) => row.facts.meetings.map(({ meeting }) => meeting));
    const meetings = await this.#rows.meetings(open);
    const { state: house } = await this.#house();
    const now = this.#now();
    return shown.map(({ circle, row: { facts, words } }) => {
      const isUnderWay = (meeting: Parameters<CircleRows['knownMeeting']>[0]) =>
        meetings.get(meeting)?.facts.underWay === true;
      const current = currentMeeting(facts, now, isUnderWay);
      return {
        id: circle,
        name: words.get(circleSlots.name) ?? '',
        purpose: words.get(circleSlots.purpose) ?? '',
        meeting: current && {
          ...summaryMeeting(current, meetings.get(current.meeting)),
          ...coverOf(house, circle, facts, current),
        },
        facilitators: facts.facilitators.map((id) => words.get(circleSlots.memberName(id)) ?? ''),
        members: facts.members,
      };
    });
  }
}

/** Where an entry stands in either order. */
type Place = Pick<PlacedRow, 'circle' | 'start'>;
const startOf = ({ start }: Place): number => start ?? Number.MAX_SAFE_INTEGER;

/** CVR-1, by the rows of the circle and what was answered in the house; nothing of one that is over. */
function coverOf(
  house: HouseState,
  circle: CircleId,
  { carers: wanted, regular }: CircleRow['facts'],
  { meeting, start, end, ended }: PlannedMeeting,
): Pick<NonNullable<CircleSummary['meeting']>, 'covered' | 'wanted'> {
  if (ended) return {};
  const carers = carersOf(house, { circle, meeting, start, end, wanted, regular });
  return { covered: countCarers(carers), wanted };
}

/** Until its doors open a meeting is as it is planned: its own ledger may not have followed yet. */
function summaryMeeting(
  { start, end }: { readonly start: Millis; readonly end: Millis },
  row: MeetingRow | undefined,
): NonNullable<CircleSummary['meeting']> {
  if (!row) return { start, end, phase: 'scheduled', present: 0, waiting: 0 };
  const { underWay: _, ...shown } = row.facts;
  return shown.phase === 'scheduled' ? { ...shown, start, end } : shown;
}

function placeOf(circles: readonly CircleId[], cursor: string): number {
  const at = circles.indexOf(cursor as CircleId);
  if (at < 0) throw new UnknownCursor();
  return at;
}

const noStart = '-';

const cursorOf = ({ circle, start }: Place, order: CirclePageRequest['order']): string =>
  order === 'meeting' ? `${start ?? noStart}~${circle}` : circle;

function readCursor(cursor: string, order: CirclePageRequest['order']): Place {
  if (order === 'opened') return { circle: cursor as CircleId, start: null };
  const [, start, circle] = /^(\d{1,16}|-)~(.+)$/.exec(cursor) ?? [];
  if (!start || !circle) throw new UnknownCursor();
  return { circle: circle as CircleId, start: start === noStart ? null : Number(start) };
}
