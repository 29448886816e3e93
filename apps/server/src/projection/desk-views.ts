/**
 * The part of the desk that each person sees. It keeps what it computed until a commit can have
 * changed it, because most flushes of a circle change nothing at the desk.
 */
import {
  type DeskView,
  type DeskViewer,
  deskViewOf,
  deskWithPending,
  mustAgreeAtDesk,
  type PersonId,
  type Standing,
} from '@holdspace/core';
import type { DeskReader, RunningMeetings } from './ledger-readers.ts';

interface KnownDeskView {
  readonly viewer: DeskViewer;
  readonly view: DeskView;
}

const isSameViewer = (a: DeskViewer, b: DeskViewer): boolean =>
  a.role === b.role && a.standIn === b.standIn && mustAgreeAtDesk(a) === mustAgreeAtDesk(b);

export class DeskViews {
  readonly #desk: DeskReader;
  readonly #meetings: RunningMeetings;
  readonly #known = new Map<PersonId, KnownDeskView>();
  /** What the known views were computed from. */
  #basis: readonly unknown[] = [];
  #pending: ReturnType<typeof deskWithPending> | null = null;

  constructor(desk: DeskReader, meetings: RunningMeetings) {
    this.#desk = desk;
    this.#meetings = meetings;
  }

  /** With the receipts that the desk has not filed yet (VOI-3). `standing` is that at the desk. */
  viewOf({ person, role, standIn, agreements }: Standing): DeskView {
    this.#forgetOutdated();
    const viewer = { person, role, ...(standIn && { standIn }), ...(agreements && { agreements }) };
    const known = this.#known.get(person);
    if (known && isSameViewer(known.viewer, viewer)) return known.view;
    this.#pending ??= deskWithPending(this.#desk, this.#meetings.all);
    const { state, words } = this.#pending;
    const view = deskViewOf(state, words, viewer);
    this.#known.set(person, { viewer, view });
    return view;
  }

  #forgetOutdated(): void {
    const { log, version, state } = this.#desk;
    const outgoing = this.#meetings.all.map((meeting) => meeting.state.outgoing);
    const basis = [log, version, state, ...outgoing];
    const isSame =
      basis.length === this.#basis.length && basis.every((each, i) => each === this.#basis[i]);
    if (isSame) return;
    this.#basis = basis;
    this.#pending = null;
    this.#known.clear();
  }
}
