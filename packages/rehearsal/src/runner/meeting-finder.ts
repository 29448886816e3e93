/// <reference lib="esnext.temporal" />
/** Finds the meetings that the steps of a rehearsal name, and what a written moment means in its circle. */
import type { StaffApi } from '@holdspace/client';
import type { MeetingBody } from '@holdspace/protocol';
import { type MeetingReference, momentIn } from '../format/meeting-reference.ts';

/** What a step names is not there: its outcome, or what was seen instead. */
export class NotThereError extends Error {}

export class MeetingFinder {
  readonly organiser: StaffApi;
  readonly circle: string;
  readonly now: () => number;

  constructor(organiser: StaffApi, circle: string, now: () => number) {
    this.organiser = organiser;
    this.circle = circle;
    this.now = now;
  }

  /** In the order of their start: what is not over, the cancelled ones too. */
  async all(from?: string): Promise<readonly MeetingBody[]> {
    return (await this.organiser.meetingPage(this.circle, from === undefined ? {} : { from }))
      .items;
  }

  async find(reference: MeetingReference): Promise<MeetingBody> {
    if (typeof reference === 'string') return this.#onDate(reference);
    const held = (await this.all()).filter(({ state }) =>
      ['planned', 'moved', 'running'].includes(state),
    );
    const found = held[reference - 1];
    if (found) return found;
    throw new NotThereError(`The circle has ${held.length} meetings to come, not ${reference}.`);
  }

  /** Epoch milliseconds of a written moment, in the zone of the circle. */
  async moment(written: string): Promise<number> {
    const { zone } = await this.organiser.circleRhythm(this.circle);
    return momentIn(zone ?? 'UTC', written);
  }

  async #onDate(date: string): Promise<MeetingBody> {
    const found = (await this.all(date)).find(
      (each) => each.date === date || (each.local ?? each.start).startsWith(date),
    );
    if (found) return found;
    throw new NotThereError(`The circle has no meeting on ${date}.`);
  }
}

const day = 24 * 60 * 60 * 1000;

/** Whole days keep the local time over a clock change; parts of them and hours are exact. */
export function shifted(
  start: number,
  zone: string | null,
  {
    days = 0,
    hours = 0,
  }: { readonly days?: number | undefined; readonly hours?: number | undefined },
): number {
  const exact = (days - Math.trunc(days)) * day + hours * (day / 24);
  const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone ?? 'UTC');
  return local.add({ days: Math.trunc(days) }).epochMilliseconds + exact;
}
