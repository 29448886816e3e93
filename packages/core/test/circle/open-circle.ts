/** An open circle and short ways to say what happens at its links. */
import {
  type CircleCommand,
  type CircleEvent,
  type CircleId,
  type CircleState,
  circle,
  defaultSettings,
  type HouseStanding,
  type Link,
  type LinkId,
  livingSession,
  type NewSession,
  type PersonId,
  type Role,
  type SessionId,
} from '@holdspace/core';
import { Given } from '../given.ts';

export const hour = 3_600_000;
export const person = (name: string) => `p_${name}` as PersonId;
export const ada = person('ada');

export class OpenCircle extends Given<CircleState, CircleCommand, CircleEvent, HouseStanding> {
  #sessions = 0;
  /** The id of the session that was asked for last. */
  begun = '' as SessionId;

  link(hash: string): Link {
    return this.state.links.get(this.state.hashes.get(hash) as LinkId) as Link;
  }

  invite(
    hash: string,
    wish: { role?: Role; uses?: number; label?: string; expires?: number } = {},
  ) {
    const { role = 'participant', uses = 30, label = '', expires = this.now + 100 * hour } = wish;
    const link = `l_${hash}` as LinkId;
    return this.when({ do: 'invite', link, hash, role, uses, label, expires });
  }

  renew(hash: string, member: PersonId) {
    const link = `l_${hash}` as LinkId;
    return this.when({ do: 'renew', link, hash, member, label: '', expires: this.now + hour });
  }

  /** By an organiser. */
  tends(command: CircleCommand) {
    return this.when(command, { actor: ada, standing: { organiser: ada } });
  }

  redeem(
    hash: string,
    fresh: PersonId,
    by: {
      browser?: string | null;
      signedIn?: PersonId;
      name?: string | null;
      excluded?: boolean;
      replaces?: SessionId;
      life?: number;
      joined?: number;
    } = {},
  ) {
    const { browser = `browser of ${fresh}`, signedIn = null, name = 'Somebody' } = by;
    const { excluded = false, replaces = null, life = 2000 * hour, joined } = by;
    const session = this.session({ until: this.now + life, mark: browser });
    const redemption = { hash, browser, signedIn, excluded };
    const code = `code-${session.session}`;
    const compared = joined === undefined ? {} : { joined };
    const asks = { ...redemption, ...compared, fresh, name, session, code, replaces };
    return this.when({ do: 'redeem', ...asks });
  }

  /** A session to begin, with an id of its own. */
  session({ until = this.now + 2000 * hour, mark = null as string | null } = {}): NewSession {
    this.begun = `s${++this.#sessions}` as SessionId;
    return { session: this.begun, until, mark };
  }

  makeCode(member: PersonId, session: SessionId, code: string) {
    const fresh = this.session();
    return this.when({ do: 'make-code', member, session, fresh, code }, { actor: member });
  }

  signOut(member: PersonId, session: SessionId) {
    return this.when({ do: 'sign-out', member, session });
  }

  everywhere(member: PersonId, session: SessionId) {
    return this.when({ do: 'sign-out-everywhere', member, session }, { actor: member });
  }

  lives(session: SessionId): boolean {
    return livingSession(this.state, session, this.now) !== null;
  }
}

export function openCircle(): OpenCircle {
  const open = new OpenCircle(circle);
  open.when({
    do: 'open',
    circle: 'c1' as CircleId,
    name: 'Tuesdays',
    purpose: 'To be heard',
    agreements: ['What is said here stays here', 'Passing is fine'],
    settings: defaultSettings,
  });
  return open;
}
