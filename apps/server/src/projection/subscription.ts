/** A connection that is subscribed to a circle, and the packets that it gets. */
import type {
  DeskWindow,
  PersonId,
  PrivateState,
  ReadableChanges,
  SessionId,
} from '@holdspace/core';
import type { ServerToClient } from '@holdspace/protocol';
import type { ResumePoint } from './viewer-projection.ts';

export type OutgoingPackets = {
  [Name in 'snapshot' | 'people' | 'changes' | 'private' | 'here']: Parameters<
    ServerToClient[Name]
  >[0];
};

/** Sends packets to connections; `Line` is one connection. */
export interface PacketDelivery<Line> {
  send<Name extends keyof OutgoingPackets>(
    line: Line,
    name: Name,
    packet: OutgoingPackets[Name],
  ): void;
  /** Encodes the packet once for all of them. */
  sendMany<Name extends keyof OutgoingPackets>(
    lines: readonly Line[],
    name: Name,
    packet: OutgoingPackets[Name],
  ): void;
  /** Closes the connection after the packets sent before. */
  close(line: Line): void;
}

/** Who connects, from where. */
export interface Subscriber<Line> extends ReadableChanges {
  readonly person: PersonId;
  /** The session that signs them in (KEY-2). */
  readonly session: SessionId;
  readonly device: string;
  /** The id of their browser; null when it has none. */
  readonly browser: string | null;
  readonly line: Line;
}

export interface Subscription<Line> extends Subscriber<Line> {
  /** The epoch of what was sent; another epoch needs a snapshot. Empty before the first packet. */
  epoch: string;
  /** The private state that was sent; null when it is not known and everything has to be sent. */
  lastSent: PrivateState | null;
  /** The position that the client asked to resume from; null once it is resumed. */
  resumeFrom: ResumePoint | null;
  /** The loaded part of the desk, for facilitators; null before it is sent. */
  desk: DeskWindow | null;
}
