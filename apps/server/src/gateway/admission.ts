/**
 * Who may connect, and who asks: the same for every carrier (CON-4). Origin is judged before,
 * where the request is read; here it is sign-in, session, exclusion and number of connections.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { CircleId, PersonId, SessionId } from '@holdspace/core';
import type { ConnectError, Hello } from '@holdspace/protocol';
import { protocolVersion } from '@holdspace/protocol';
import { z } from 'zod';
import type { LiveCircle } from '../live/circle.ts';
import type { LiveCircles } from '../live/circles.ts';
import type { ExclusionSource } from '../live/exclusions.ts';
import type { Line } from './line.ts';

export interface SignedIn {
  readonly member: PersonId;
  readonly session: SessionId;
}

/** Who this browser is in that circle, by a session that lives; null for strangers. */
export type SessionFrom = (
  header: string | undefined,
  circle: string,
) => Promise<SignedIn | 'signed-out' | null>;

export interface Asker {
  readonly circle: LiveCircle<Line>;
  readonly person: PersonId;
  readonly session: SessionId;
  readonly browser: string | null;
}

export interface Guest extends Asker {
  readonly hello: Hello;
}

/** The message is what the client is told. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: ConnectError;
  constructor(code: ConnectError) {
    super(code);
    this.code = code;
  }
}

/** Connections of one person, all devices together. */
const mostConnections = 8;

export const device = z.string().min(8).max(64);
const hello = z.object({
  protocol: z.number(),
  circle: z.string().min(1).max(64),
  device,
  log: z.string().max(64).optional(),
  at: z.number().int().min(0).optional(),
  byItem: z.boolean().optional(),
  member: z.string().max(64).optional(),
  hidden: z.boolean().optional(),
});

export class Admission {
  readonly #circles: LiveCircles<Line>;
  readonly #sessionFrom: SessionFrom;
  readonly #exclusions: ExclusionSource;
  readonly #closed: () => boolean;

  /** `closed`: whether nobody may come to this node now. */
  constructor(parts: {
    readonly circles: LiveCircles<Line>;
    readonly sessionFrom: SessionFrom;
    readonly exclusions: ExclusionSource;
    readonly closed: () => boolean;
  }) {
    this.#circles = parts.circles;
    this.#sessionFrom = parts.sessionFrom;
    this.#exclusions = parts.exclusions;
    this.#closed = parts.closed;
  }

  /** Opens a connection. Rejects with `Refused`. */
  async admit(headers: IncomingHttpHeaders, greeting: unknown): Promise<Guest> {
    // Another node may be better off, and who comes here now would see what is old.
    if (this.#closed()) throw new Refused('draining');
    const parsed = hello.safeParse(greeting);
    if (!parsed.success || parsed.data.protocol !== protocolVersion) throw new Refused('protocol');
    const said = parsed.data as Hello;
    const asker = await this.recognise(headers, said.circle, said.member);
    if (!makeRoom(asker.circle, asker.person, said.device)) throw new Refused('too-many');
    return { ...asker, hello: said };
  }

  /**
   * Who asks, by the cookie alone. Rejects with `Refused`. `written`: who wrote what this client
   * holds, as it says itself.
   */
  async recognise({ cookie }: IncomingHttpHeaders, id: string, written?: PersonId): Promise<Asker> {
    const known = await this.#sessionFrom(cookie, id);
    if (known === 'signed-out') throw new Refused(known);
    if (!known) throw new Refused('not-here');
    // Before anything is read for them: what this client holds was written by somebody else.
    if (written !== undefined && written !== known.member) throw new Refused('other-person');
    const circle = await this.#circles.circle(id as CircleId);
    const { member: person, session } = known;
    if (!circle.lives({ person, session })) throw new Refused('signed-out');
    const browser = this.#exclusions.browserOf(cookie);
    await circle.barIfExcluded({ person, browser });
    return { circle, person, session, browser };
  }
}

/** Of a device that flaps, the oldest connection goes; false when other devices hold them all. */
function makeRoom(circle: LiveCircle<Line>, person: PersonId, id: string): boolean {
  const own = [...circle.watchers].filter((watcher) => watcher.person === person);
  if (own.length < mostConnections) return true;
  const oldest = own.find((watcher) => watcher.device === id);
  oldest?.line.close();
  return oldest !== undefined;
}
