/** A house with one organiser, and what its staff ask for. */
import type {
  CircleId,
  HouseCommand,
  HouseEvent,
  HouseStanding,
  HouseState,
  LinkId,
  PersonId,
  Refusal,
  SessionId,
  StaffRole,
} from '@holdspace/core';
import { activeStaffSession, house, organiserStandingOf } from '@holdspace/core';
import { Given } from '../fixtures/given.ts';

export const hour = 3_600_000;
export const ada = 'o_ada' as PersonId;
export const ben = 'o_ben' as PersonId;
export const cleo = 'o_cleo' as PersonId;
export const tuesdays = 'tuesdays01' as CircleId;
export const fridays = 'fridays_01' as CircleId;

export class GivenStaff extends Given<HouseState, HouseCommand, HouseEvent, HouseStanding> {
  /** Every commit so far, as the record reads them. */
  readonly commits: { version: number; at: number; facts: readonly HouseEvent[] }[] = [];
  #links = 0;
  #challenges = 0;

  constructor() {
    super(house);
    const link = { link: 'l_first' as LinkId, hash: 'first', expires: this.now + hour };
    this.when({ do: 'make-organiser-link', ...link });
    this.signIn('first', 'laptop', ada);
    for (const circle of [tuesdays, fridays]) this.when({ do: 'list-circle', circle });
  }

  override when(
    command: HouseCommand,
    by: Parameters<Given<HouseState, HouseCommand, HouseEvent, HouseStanding>['when']>[1] = {},
  ): readonly HouseEvent[] | Refusal {
    const decision = super.when(command, by);
    if (!('refused' in decision) && decision.length > 0) {
      this.commits.push({ version: this.commits.length + 1, at: this.now, facts: decision });
    }
    return decision;
  }

  /** What this person asks for, with the standing that the house gives them. */
  by(actor: PersonId, command: HouseCommand) {
    return this.when(command, { actor, standing: organiserStandingOf(this.state, actor) });
  }

  add(staff: PersonId, roles: readonly StaffRole[], circles: readonly CircleId[] = []): string {
    const hash = `link ${++this.#links}`;
    const link = { link: `l_${this.#links}` as LinkId, hash, expires: this.now + hour };
    this.by(ada, { do: 'add-staff', staff, name: `Name of ${staff}`, roles, circles, ...link });
    return hash;
  }

  link(staff: PersonId, by: PersonId = ada): string {
    const hash = `link ${++this.#links}`;
    const link = { link: `l_${this.#links}` as LinkId, hash, expires: this.now + hour };
    this.by(by, { do: 'make-staff-link', staff, ...link });
    return hash;
  }

  signIn(hash: string, session: string, staff = 'o_new' as PersonId) {
    const fresh = {
      session: session as SessionId,
      until: this.now + 1000 * hour,
      mark: 'mark of the browser',
    };
    const sign = { do: 'sign-in', hash, staff, browser: null, replaces: null } as const;
    return this.when({ ...sign, session: fresh });
  }

  /** A person with a session of this name. */
  join(staff: PersonId, roles: readonly StaffRole[], session: string, circles?: CircleId[]): void {
    this.signIn(this.add(staff, roles, circles), session);
  }

  challenge() {
    return { id: `challenge ${++this.#challenges}`, until: this.now + 3 * 60_000 };
  }

  addPasskey(staff: PersonId, session: string, passkey: string) {
    return this.by(staff, {
      ...{ do: 'add-passkey', staff, session: session as SessionId, passkey, name: 'Phone' },
      credential: `credential of ${passkey}`,
      ...{ publicKey: 'key', counter: 0, transports: ['internal'], challenge: this.challenge() },
    });
  }

  signInByPasskey(passkey: string, session: string, challenge = this.challenge()) {
    const fresh = { session: session as SessionId, until: this.now + 1000 * hour, mark: null };
    const proof = { passkey, counter: 1, challenge };
    return this.when({ do: 'sign-in-by-passkey', ...proof, session: fresh, replaces: null });
  }

  prove(passkey: string, session: string) {
    const proof = { passkey, counter: 2, challenge: this.challenge() };
    return this.when({ do: 'prove-passkey', ...proof, session: session as SessionId });
  }

  isActive(session: string): boolean {
    return activeStaffSession(this.state, session as SessionId, this.now) !== null;
  }
}
