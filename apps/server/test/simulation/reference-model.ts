/**
 * What really is in the store of a simulation: every commit in its order, from the store
 * itself and past every simulated way. It watches that no commit breaks what must never break,
 * and says what each client and node is measured against.
 */
import type { MeetingEvent, MeetingFact, MeetingId, MeetingState, Standing } from '@holdspace/core';
import { meeting as decider, standingOf } from '@holdspace/core';
import type { MoveScene } from '@holdspace/testkit';
import {
  type CircleLedger,
  createLedgers,
  type DeskLedger,
  type Ledgers,
  type MeetingLedger,
} from '../../src/ledger/ledgers.ts';
import type { Commit, CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import type { ProcessedCommand, Store } from '../../src/storage/port/store.ts';
import { circleId, member } from '../realtime/seeded-circle.ts';
import type { TraceDigest } from './trace-digest.ts';

/** What must hold in every world. */
export class InvariantError extends Error {
  override name = 'Broken';
}

export function assertInvariant(holds: boolean, what: () => string): void {
  if (!holds) throw new InvariantError(what());
}

/** What one command led to in one ledger. */
export interface ProcessedRecord {
  readonly ledger: string;
  readonly types: readonly string[];
}

export interface SimulatedLedgers {
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly meeting: MeetingLedger;
}

export const meetingId = `m_${circleId}` as MeetingId;

export const loadLedgers = async (ledgers: Ledgers): Promise<SimulatedLedgers> => ({
  circle: await ledgers.circle(circleId),
  desk: await ledgers.desk(circleId),
  meeting: await ledgers.meeting(meetingId),
});

export class ReferenceModel {
  /** By the digest of the command. */
  readonly #processed = new Map<string, ProcessedRecord[]>();
  readonly #codec: CommitCodec;
  /** Who held the floor, by version of the meeting. */
  readonly holders = new Map<number, string | null>();
  readonly order: string[] = [];
  /** Of several, the first. */
  failure: unknown = null;
  /** When anything was written last. */
  lastCommitAt = 0;
  readonly #ledgers: Ledgers;
  readonly #trace: TraceDigest;
  #loaded: SimulatedLedgers | null = null;

  private constructor(ledgers: Ledgers, codec: CommitCodec, trace: TraceDigest) {
    this.#codec = codec;
    this.#ledgers = ledgers;
    this.#trace = trace;
  }

  static async of(parts: {
    readonly store: Store;
    readonly codec: CommitCodec;
    readonly trace: TraceDigest;
  }): Promise<ReferenceModel> {
    const broken = (error: unknown) => {
      truth.failure ??= error;
    };
    const { store, codec, trace } = parts;
    const ledgers = createLedgers({ store, codec, reportError: broken });
    const truth = new ReferenceModel(ledgers, codec, trace);
    truth.#loaded = await loadLedgers(truth.#ledgers);
    const { circle, desk, meeting } = truth.#loaded;
    circle.onCommit((step) => truth.#record(circle.id, step));
    desk.onCommit((step) => truth.#record(desk.id, step));
    // Nobody has written to it yet: its first commit is among these.
    assertInvariant(meeting.version === 0, () => 'The meeting was written to too early.');
    meeting.onCommit((step) => {
      try {
        truth.#check(meeting.id, step);
      } catch (error) {
        truth.failure ??= error;
      }
    });
    return truth;
  }

  get loadedLedgers(): SimulatedLedgers {
    if (!this.#loaded) throw new Error('Nothing was read yet.');
    return this.#loaded;
  }

  scene(people: readonly string[]): MoveScene {
    const { circle, meeting } = this.loadedLedgers;
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

  #check(
    ledger: string,
    step: {
      commit: Commit<MeetingEvent>;
      command: ProcessedCommand | null;
      before: MeetingState;
      after: MeetingState;
    },
  ): void {
    const { commit, before, after } = step;
    this.#record(ledger, step);
    this.holders.set(commit.version, holderOf(after));
    let state = before;
    for (const fact of commit.facts) {
      checkFloor(state, fact);
      if (fact.type === 'Said') this.order.push(fact.message);
      state = decider.evolve(state, fact);
    }
  }

  /** What this person's command of that id led to, in all ledgers. */
  doneBy(by: string, id: string): ProcessedRecord[] {
    const { circle, desk, meeting } = this.loadedLedgers;
    return [circle, desk, meeting].flatMap(
      (ledger) => this.#processed.get(this.#codec.commandDigest(ledger.id, { by, id })) ?? [],
    );
  }

  #record(
    ledger: string,
    { command, commit }: { command: ProcessedCommand | null; commit: Commit<{ type: string }> },
  ) {
    this.lastCommitAt = Date.now();
    this.#trace.add(ledger, JSON.stringify(commit));
    if (!command) return;
    const types = commit.facts.map(({ type }) => type);
    const before = this.#processed.get(command.digest) ?? [];
    this.#processed.set(command.digest, [...before, { ledger, types }]);
  }
}

export const holderOf = ({ turn }: MeetingState): string | null =>
  turn?.state === 'held' ? turn.person : null;

/** FLR-1: what is offered or held is nobody else's. */
function checkFloor(before: MeetingState, fact: MeetingFact): void {
  const { turn, floor } = before;
  const description = () => `${JSON.stringify(fact)} on ${JSON.stringify(turn)}`;
  if (fact.type === 'TurnOffered')
    assertInvariant(turn === null, () => `FLR-1 offered twice: ${description()}`);
  if (fact.type === 'TurnTaken') {
    const own = turn === null || (turn.id === fact.turn && turn.state === 'offered');
    assertInvariant(own, () => `FLR-1 taken from somebody: ${description()}`);
  }
  if (fact.type === 'Said' && floor.mode === 'round' && !fact.facilitation) {
    assertInvariant(
      turn?.person === fact.by,
      () => `RND-12 said beside the turn: ${description()}`,
    );
  }
}
