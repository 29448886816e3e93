/**
 * Admits connections and authenticates requests, for every transport (CON-4). The transport
 * checks the origin before; here it is sign-in, session, exclusion and number of connections.
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

/**
 * The member and active session of this browser in that circle; null for others. It reads the
 * house and the circle to their heads.
 */
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

/** The message is sent to the client. */
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
  differences: z.boolean().optional(),
  member: z.string().max(64).optional(),
  hidden: z.boolean().optional(),
});

export class ConnectionAdmission {
  readonly #circles: CircleRegistry<ClientSocket>;
  readonly #lookUpSession: SessionLookup;
  readonly #exclusions: ExclusionSource;
  readonly #isClosed: () => boolean;

  /** `closed`: whether this node admits nobody now. */
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
    // Another node may serve; this one could only show an old state.
    if (this.#isClosed()) throw new ConnectionRefused('draining');
    const parsed = helloSchema.safeParse(greeting);
    if (!parsed.success || parsed.data.protocol !== protocolVersion)
      throw new ConnectionRefused('protocol');
    const hello = parsed.data as Hello;
    const requester = await this.authenticate(headers, hello.circle, hello.member);
    if (!makeRoom(requester.circle, requester.person, hello.device))
      throw new ConnectionRefused('too-many');
    return { ...requester, hello };
  }

  /**
   * The person of a request, by the cookie alone. Rejects with `ConnectionRefused`. `writtenBy`:
   * the author of the drafts that the client holds, as it says itself.
   */
  async authenticate(
    { cookie }: IncomingHttpHeaders,
    id: string,
    writtenBy?: PersonId,
  ): Promise<Requester> {
    const known = await this.#lookUpSession(cookie, id);
    if (known === 'signed-out') throw new ConnectionRefused(known);
    if (!known) throw new ConnectionRefused('not-here');
    // Checked before any read: another person wrote what this client holds.
    if (writtenBy !== undefined && writtenBy !== known.member)
      throw new ConnectionRefused('other-person');
    const circle = await this.#circles.circle(id as CircleId);
    const { member: person, session } = known;
    if (!circle.hasLiveSession({ person, session })) throw new ConnectionRefused('signed-out');
    const browser = this.#exclusions.browserOf(cookie);
    await circle.barIfExcluded({ person, browser });
    return { circle, person, session, browser };
  }
}

/** Closes the oldest connection of this device if needed; false when other devices have them all. */
function makeRoom(circle: CircleRuntime<ClientSocket>, person: PersonId, id: string): boolean {
  const own = [...circle.subscriptions.ofPerson(person)];
  if (own.length < maxConnectionsPerPerson) return true;
  const oldest = own.find((each) => each.device === id);
  oldest?.line.close();
  return oldest !== undefined;
}
