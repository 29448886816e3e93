/**
 * The inbox of staff over Socket.IO, live (ALR-6): a namespace of the same server. A connection
 * belongs to a session of staff and ends with it, on every node. It gets the whole inbox each time
 * that it changes, and sends nothing.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { activeStaffSession, type Millis, type PersonId, type SessionId } from '@holdspace/core';
import { type InboxServerToClient, inboxNamespace } from '@holdspace/protocol';
import type { Server, Socket } from 'socket.io';
import type { HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import { inboxPacketOf, isSameForInbox } from '../projection/inbox-view.ts';
import { ConnectionRefused } from './connection-admission.ts';
import type { HandshakeLimits } from './handshake-limits.ts';

export interface StaffSocketSession {
  readonly person: PersonId;
  readonly session: SessionId;
}

/** Who of the staff a cookie signs in now; null for everybody else. */
export type StaffSessionLookup = (
  headers: IncomingHttpHeaders,
) => Promise<StaffSocketSession | null>;

export interface InboxServerParts {
  readonly io: Server;
  readonly handshakes: HandshakeLimits;
  readonly ledgers: Ledgers;
  readonly lookUpStaff: StaffSessionLookup;
  /** Whether this node admits nobody now. */
  readonly closed: () => boolean;
  readonly reportError: ReportError;
}

type InboxSocket = Socket<Record<string, never>, InboxServerToClient>;

/** One open inbox. */
interface OpenInbox extends StaffSocketSession {
  readonly socket: InboxSocket;
  /** As JSON, to send nothing twice. */
  lastSent: string;
}

/** Connections of one person. */
const maxPerPerson = 8;
/** Changes that follow each other within this time are sent together. */
const gatheringTime: Millis = 100;
/** How often sessions are looked at whose time may be over. */
const expiryCheck: Millis = 1000;

/** Returns `stop`. */
export function attachInboxServer(parts: InboxServerParts): () => void {
  const { io, handshakes, lookUpStaff, closed, reportError } = parts;
  const namespace = io.of(inboxNamespace);
  const inboxes = new OpenInboxes(parts.ledgers, reportError);

  namespace.use((socket, next) => {
    const admit = async () => {
      if (!handshakes.mayGreet(socket.conn, 'inbox')) throw new ConnectionRefused('protocol');
      if (closed()) throw new ConnectionRefused('draining');
      const found = await lookUpStaff(socket.handshake.headers);
      if (!found) throw new ConnectionRefused('not-here');
      if (!inboxes.hasRoom(found.person)) throw new ConnectionRefused('too-many');
      socket.data = found;
    };
    admit().then(
      () => next(),
      (error: unknown) => {
        if (!(error instanceof ConnectionRefused)) reportError(error, 'admit inbox');
        next(error instanceof ConnectionRefused ? error : new ConnectionRefused('draining'));
      },
    );
  });
  namespace.on('connection', (socket: InboxSocket) => {
    const { person, session } = socket.data as StaffSocketSession;
    handshakes.markAdmitted(socket.conn, person);
    socket.on('error', () => socket.disconnect(true));
    inboxes.open({ socket, person, session, lastSent: '' });
  });
  return () => {
    inboxes.close();
    for (const socket of namespace.sockets.values()) socket.disconnect(true);
  };
}

class OpenInboxes {
  readonly #ledgers: Ledgers;
  readonly #open = new Set<OpenInbox>();
  readonly #stops: (() => void)[] = [];
  #house: HouseLedger | null = null;
  #gathering: NodeJS.Timeout | undefined;

  constructor(ledgers: Ledgers, reportError: ReportError) {
    this.#ledgers = ledgers;
    const timer = setInterval(() => this.#closeEnded(), expiryCheck).unref();
    this.#stops.push(() => clearInterval(timer));
    this.#follow().catch((error) => reportError(error, 'follow the house for inboxes'));
  }

  hasRoom(person: PersonId): boolean {
    let own = 0;
    for (const each of this.#open) if (each.person === person) own++;
    return own < maxPerPerson;
  }

  open(inbox: OpenInbox): void {
    this.#open.add(inbox);
    inbox.socket.on('disconnect', () => this.#open.delete(inbox));
    if (this.#isEnded(inbox)) inbox.socket.disconnect(true);
    else this.#send(inbox);
  }

  close(): void {
    clearTimeout(this.#gathering);
    for (const stop of this.#stops.splice(0)) stop();
  }

  async #follow(): Promise<void> {
    const house = await this.#ledgers.house();
    this.#house = house;
    this.#stops.push(
      house.onCommit(({ before, after }) => {
        const isSameStaff =
          before.staffSessions === after.staffSessions && before.staff === after.staff;
        if (!isSameStaff) this.#closeEnded();
        if (!isSameForInbox(before, after)) this.#sendSoon();
      }),
    );
    for (const each of this.#open) this.#send(each);
  }

  #isEnded({ person, session }: OpenInbox): boolean {
    if (!this.#house) return false;
    const now = this.#ledgers.store.now();
    return activeStaffSession(this.#house.state, session, now)?.staff !== person;
  }

  #closeEnded(): void {
    for (const each of [...this.#open]) if (this.#isEnded(each)) each.socket.disconnect(true);
  }

  #sendSoon(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      for (const each of this.#open) this.#send(each);
    }, gatheringTime);
  }

  #send(inbox: OpenInbox): void {
    if (!this.#house) return;
    const packet = inboxPacketOf(this.#house, { person: inbox.person, key: null });
    const text = JSON.stringify(packet);
    if (text === inbox.lastSent) return;
    inbox.lastSent = text;
    inbox.socket.emit('inbox', packet);
  }
}
