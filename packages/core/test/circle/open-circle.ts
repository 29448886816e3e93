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
  type PersonId,
  type Role,
} from '@holdspace/core';
import { Given } from '../given.ts';

export const hour = 3_600_000;
export const person = (name: string) => `p_${name}` as PersonId;
export const ada = person('ada');

export class OpenCircle extends Given<CircleState, CircleCommand, CircleEvent, HouseStanding> {
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
      joined?: number;
    } = {},
  ) {
    const { browser = `browser of ${fresh}`, signedIn = null, name = 'Somebody' } = by;
    const { excluded = false, joined } = by;
    const back = {
      link: `l_back-${fresh}` as LinkId,
      hash: `back-${fresh}`,
      expires: this.now + 1000 * hour,
    };
    const compared = joined === undefined ? {} : { joined };
    const came = { hash, browser, signedIn, excluded, fresh, name, back, ...compared };
    return this.when({ do: 'redeem', ...came });
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
