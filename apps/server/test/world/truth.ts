/**
 * What really is in the store of a simulated world: every commit in its order, from the store
 * itself and past every simulated way. It watches that no commit breaks what must never break,
 * and says what each client and node is measured against.
 */
import type { MeetingEvent, MeetingFact, MeetingId, MeetingState, Standing } from '@holdspace/core';
import { meeting as decider, standingOf } from '@holdspace/core';
import type { Scene } from '@holdspace/testkit';
import {
  type CircleLedger,
  createLedgers,
  type DeskLedger,
  type Ledgers,
  type MeetingLedger,
} from '../../src/ledgers.ts';
import type { DoneCommand, Store } from '../../src/stores/port.ts';
import type { Commit, Sealer } from '../../src/stores/seal.ts';
import { circleId, member } from '../gateway/world.ts';

/** What must hold in every world. */
export class Broken extends Error {
  override name = 'Broken';
}

export function must(holds: boolean, what: () => string): void {
  if (!holds) throw new Broken(what());
}

/** What one command led to in one ledger. */
export interface Done {
  readonly ledger: string;
  readonly types: readonly string[];
}

export interface Known {
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly meeting: MeetingLedger;
}

export const meetingId = `m_${circleId}` as MeetingId;

export const known = async (ledgers: Ledgers): Promise<Known> => ({
  circle: await ledgers.circle(circleId),
  desk: await ledgers.desk(circleId),
  meeting: await ledgers.meeting(meetingId),
});

export class Truth {
  /** By the digest of the command. */
  readonly #done = new Map<string, Done[]>();
  readonly #sealer: Sealer;
  /** Who held the floor, by version of the meeting. */
  readonly holders = new Map<number, string | null>();
  readonly order: string[] = [];
  /** Of several, the first. */
  broken: unknown = null;
  /** When anything was written last. */
  lately = 0;
  readonly #ledgers: Ledgers;
  #known: Known | null = null;

  private constructor(ledgers: Ledgers, sealer: Sealer) {
    this.#sealer = sealer;
    this.#ledgers = ledgers;
    ledgers.onMeeting((ledger) =>
      ledger.onCommit((step) => {
        try {
          this.#watch(ledger.id, step);
        } catch (error) {
          this.broken ??= error;
        }
      }),
    );
  }

  static async of(parts: { readonly store: Store; readonly sealer: Sealer }): Promise<Truth> {
    const broken = (error: unknown) => {
      truth.broken ??= error;
    };
    const truth = new Truth(createLedgers({ ...parts, failed: broken }), parts.sealer);
    truth.#known = await known(truth.#ledgers);
    const { circle, desk } = truth.#known;
    circle.onCommit((step) => truth.#note(circle.id, step));
    desk.onCommit((step) => truth.#note(desk.id, step));
    return truth;
  }

  get known(): Known {
    if (!this.#known) throw new Error('Nothing was read yet.');
    return this.#known;
  }

  scene(people: readonly string[]): Scene {
    const { circle, meeting } = this.known;
    const standings = new Map<string, Standing>();
    for (const name of people) {
      const standing = standingOf(circle.state, circle.words, member(name));
      if (standing) standings.set(name, standing);
    }
    return { state: meeting.state, standings };
  }

  close(): void {
    this.#ledgers.close();
  }

  #watch(
    ledger: string,
    step: {
      commit: Commit<MeetingEvent>;
      command: DoneCommand | null;
      before: MeetingState;
      after: MeetingState;
    },
  ): void {
    const { commit, before, after } = step;
    this.#note(ledger, step);
    this.holders.set(commit.version, holderOf(after));
    let state = before;
    for (const fact of commit.facts) {
      floorIsOnes(state, fact);
      if (fact.type === 'Said') this.order.push(fact.message);
      state = decider.evolve(state, fact);
    }
  }

  /** What this person's command of that id led to, in all ledgers. */
  doneBy(by: string, id: string): Done[] {
    const { circle, desk, meeting } = this.known;
    return [circle, desk, meeting].flatMap(
      (ledger) => this.#done.get(this.#sealer.digest(ledger.id, { by, id })) ?? [],
    );
  }

  #note(
    ledger: string,
    { command, commit }: { command: DoneCommand | null; commit: Commit<{ type: string }> },
  ) {
    this.lately = Date.now();
    if (!command) return;
    const types = commit.facts.map(({ type }) => type);
    const before = this.#done.get(command.digest) ?? [];
    this.#done.set(command.digest, [...before, { ledger, types }]);
  }
}

export const holderOf = ({ turn }: MeetingState): string | null =>
  turn?.state === 'held' ? turn.person : null;

/** FLR-1: what is offered or held is nobody else's. */
function floorIsOnes(before: MeetingState, fact: MeetingFact): void {
  const { turn, floor } = before;
  const told = () => `${JSON.stringify(fact)} on ${JSON.stringify(turn)}`;
  if (fact.type === 'TurnOffered') must(turn === null, () => `FLR-1 offered twice: ${told()}`);
  if (fact.type === 'TurnTaken') {
    const own = turn === null || (turn.id === fact.turn && turn.state === 'offered');
    must(own, () => `FLR-1 taken from somebody: ${told()}`);
  }
  if (fact.type === 'Said' && floor.mode === 'round' && !fact.facilitation) {
    must(turn?.person === fact.by, () => `RND-12 said beside the turn: ${told()}`);
  }
}
