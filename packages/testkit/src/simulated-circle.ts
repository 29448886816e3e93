/**
 * The circle and the desk around a simulated meeting, by their real deciders: members come by
 * links, and what the meeting sends to the circle changes their standing.
 */

import type * as ours from '@holdspace/core';
import type {
  CircleCommand,
  CircleEvent,
  CircleId,
  CircleSettings,
  CircleState,
  DeskEvent,
  DeskRequest,
  DeskStanding,
  DeskState,
  DeskSystemCommand,
  HouseStanding,
  LinkId,
  MeetingOutboxCommand,
  Millis,
  PersonId,
  Role,
  SessionId,
  Standing,
} from '@holdspace/core';
import { SimulatedLedger } from './simulated-ledger.ts';

export type CircleCore = Pick<typeof ours, 'circle' | 'desk' | 'standingOf' | 'deskStandingOf'>;

const never: Millis = Number.MAX_SAFE_INTEGER;

export class SimulatedCircle {
  readonly #core: CircleCore;
  readonly ledger: SimulatedLedger<CircleState, CircleCommand, CircleEvent, HouseStanding>;
  readonly desk: SimulatedLedger<
    DeskState,
    DeskRequest | DeskSystemCommand,
    DeskEvent,
    DeskStanding
  >;

  constructor(core: CircleCore, settings: CircleSettings) {
    this.#core = core;
    this.ledger = new SimulatedLedger(core.circle);
    this.desk = new SimulatedLedger(core.desk);
    this.ask({
      do: 'open',
      ...{ circle: 'circle' as CircleId, name: 'Evenings', purpose: '', agreements: [], settings },
    });
    const { helpAlert, helpPlain, deskRetention } = settings;
    this.desk.ask({ do: 'open', helpAlert, helpPlain, deskRetention });
  }

  /** Invites a person by a link of their own, which they redeem; members stay as they are. */
  addMember(person: PersonId, role: Role, isStandIn: boolean): void {
    if (!this.ledger.state.members.has(person)) {
      const hash = `hash of ${person}`;
      const link = `link of ${person}` as LinkId;
      this.ask({ do: 'invite', link, hash, role, label: `for ${person}`, uses: 1, expires: never });
      this.ask({
        ...{ do: 'redeem', hash, browser: null, signedIn: null, excluded: false },
        ...{ fresh: person, name: person, code: `code of ${person}`, replaces: null },
        session: { session: `session of ${person}` as SessionId, until: never, mark: null },
        unlimited: true,
      });
    }
    this.ask({ do: 'name-stand-in', member: person, standIn: isStandIn });
  }

  /** Sends a command as the server. Throws when the circle refuses. */
  ask(command: CircleCommand, now: Millis = 0): void {
    const answer = this.ledger.ask(command, { now });
    if ('refused' in answer) throw new Error(`${command.do} was refused: ${answer.refused}`);
  }

  /** Null for people who are not members. */
  standingOf(person: PersonId): Standing | null {
    return this.#core.standingOf(this.ledger.state, this.ledger.words, person);
  }

  /** Carries one consequence of a meeting to the circle or to the desk. */
  deliver({ to, command }: MeetingOutboxCommand, now: Millis): void {
    if (to === 'circle') this.ask(command, now);
    else this.desk.ask(command, { now });
  }
}
