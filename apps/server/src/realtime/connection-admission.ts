/**
 * Who may connect, and who asks: the same for every carrier (CON-4). Origin is judged before,
 * where the request is read; here it is sign-in, session, exclusion and number of connections.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { CircleId, PersonId, SessionId } from '@holdspace/core';
import type { ConnectError, Hello } from '@holdspace/protocol';
import { protocolVersion } from '@holdspace/protocol';
import { z } from 'zod';
import type { CircleRegistry } from '../circles/circle-registry.ts';
import type { CircleRuntime } from '../circles/circle-runtime.ts';
import type { ExclusionSource } from '../circles/exclusions.ts';
import type { ClientSocket } from './client-socket.ts';

export interface SocketSession {
  readonly member: PersonId;
  readonly session: SessionId;
}

/** Who this browser is in that circle, by a session that lives; null for strangers. */
export type SessionLookup = (
  header: string | undefined,
  circle: string,
) => Promise<SocketSession | 'signed-out' | null>;

export interface Requester {
  readonly circle: CircleRuntime<ClientSocket>;
  readonly person: PersonId;
  readonly session: SessionId;
  readonly browser: string | null;
}

export interface AdmittedClient extends Requester {
  readonly hello: Hello;
}

/** The message is what the client is told. */
export class ConnectionRefused extends Error {
  override name = 'Refused';
  readonly code: ConnectError;
  constructor(code: ConnectError) {
    super(code);
    this.code = code;
  }
}

/** Connections of one person, all devices together. */
const maxConnectionsPerPerson = 8;

export const deviceSchema = z.string().min(8).max(64);
const helloSchema = z.object({
  protocol: z.number(),
  circle: z.string().min(1).max(64),
  device: deviceSchema,
  log: z.string().max(64).optional(),
  at: z.number().int().min(0).optional(),
  byItem: z.boolean().optional(),
  member: z.string().max(64).optional(),
  hidden: z.boolean().optional(),
});

export class ConnectionAdmission {
  readonly #circles: CircleRegistry<ClientSocket>;
  readonly #lookUpSession: SessionLookup;
  readonly #exclusions: ExclusionSource;
  readonly #isClosed: () => boolean;

  /** `closed`: whether nobody may come to this node now. */
  constructor(parts: {
    readonly circles: CircleRegistry<ClientSocket>;
    readonly sessionFrom: SessionLookup;
    readonly exclusions: ExclusionSource;
    readonly closed: () => boolean;
  }) {
    this.#circles = parts.circles;
    this.#lookUpSession = parts.sessionFrom;
    this.#exclusions = parts.exclusions;
    this.#isClosed = parts.closed;
  }

  /** Opens a connection. Rejects with `ConnectionRefused`. */
  async admit(headers: IncomingHttpHeaders, greeting: unknown): Promise<AdmittedClient> {
    // Another node may be better off, and who comes here now would see what is old.
    if (this.#isClosed()) throw new ConnectionRefused('draining');
    const parsed = helloSchema.safeParse(greeting);
    if (!parsed.success || parsed.data.protocol !== protocolVersion)
      throw new ConnectionRefused('protocol');
    const said = parsed.data as Hello;
    const asker = await this.authenticate(headers, said.circle, said.member);
    if (!makeRoom(asker.circle, asker.person, said.device)) throw new ConnectionRefused('too-many');
    return { ...asker, hello: said };
  }

  /**
   * Who asks, by the cookie alone. Rejects with `ConnectionRefused`. `written`: who wrote what this client
   * holds, as it says itself.
   */
  async authenticate(
    { cookie }: IncomingHttpHeaders,
    id: string,
    written?: PersonId,
  ): Promise<Requester> {
    const known = await this.#lookUpSession(cookie, id);
    if (known === 'signed-out') throw new ConnectionRefused(known);
    if (!known) throw new ConnectionRefused('not-here');
    // Before anything is read for them: what this client holds was written by somebody else.
    if (written !== undefined && written !== known.member)
      throw new ConnectionRefused('other-person');
    const circle = await this.#circles.circle(id as CircleId);
    const { member: person, session } = known;
    if (!circle.hasLiveSession({ person, session })) throw new ConnectionRefused('signed-out');
    const browser = this.#exclusions.browserOf(cookie);
    await circle.barIfExcluded({ person, browser });
    return { circle, person, session, browser };
  }
}

/** Of a device that flaps, the oldest connection goes; false when other devices hold them all. */
function makeRoom(circle: CircleRuntime<ClientSocket>, person: PersonId, id: string): boolean {
  const own = [...circle.subscriptions].filter((watcher) => watcher.person === person);
  if (own.length < maxConnectionsPerPerson) return true;
  const oldest = own.find((watcher) => watcher.device === id);
  oldest?.line.close();
  return oldest !== undefined;
}
