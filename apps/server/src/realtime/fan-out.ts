/**
 * How packets leave: encoded once, and handed to each member's connection, whatever carries
 * it. A reader who does not read is let go at a bound and comes back by catch-up.
 */
import type { PacketDelivery } from '../projection/broadcaster.ts';
import { type ClientSocket, Packet } from './client-socket.ts';

/** Bytes that may wait for one reader, beside a snapshot on its way. */
export const maxBufferedBytes = 256 * 1024;
/** The same in packets, where they wait inside the carrier. */
const maxBufferedPackets = 256;

export class FanOut implements PacketDelivery<ClientSocket> {
  /** How large the last snapshot, or whole private part, of a line was: it may wait beyond the bound. */
  readonly #snapshotSizes = new WeakMap<ClientSocket, number>();
  readonly #packets = new WeakMap<object, Packet>();
  readonly #onDropped: () => void;

  constructor(dropped: () => void = () => undefined) {
    this.#onDropped = dropped;
  }

  send: PacketDelivery<ClientSocket>['send'] = (line, name, body) => {
    // All of one's own part, after coming back, can be as much as a snapshot.
    const whole = name === 'snapshot' || (name === 'private' && 'desk' in body);
    this.#write(line, this.#packetFor(name, body), whole);
  };

  sendMany: PacketDelivery<ClientSocket>['sendMany'] = (lines, name, body) => {
    if (lines.length === 0) return;
    const packet = new Packet(name, body) as Packet;
    for (const line of lines) this.#write(line, packet, false);
  };

  /** What all are told can come to several as the very same packet: encoded once as well. */
  #packetFor(name: Parameters<PacketDelivery<ClientSocket>['send']>[1], body: object): Packet {
    const packet = this.#packets.get(body) ?? (new Packet(name, body as never) as Packet);
    if (name === 'changes' || name === 'here') this.#packets.set(body, packet);
    return packet;
  }

  #write(line: ClientSocket, packet: Packet, whole: boolean): void {
    const size = line.send(packet);
    if (whole) this.#snapshotSizes.set(line, size);
    const bytes = line.bufferedBytes;
    const packets = line.bufferedPackets;
    if (bytes <= maxBufferedBytes && packets <= maxBufferedPackets) return;
    if (
      packets > maxBufferedPackets ||
      bytes > maxBufferedBytes + (this.#snapshotSizes.get(line) ?? 0)
    ) {
      this.#onDropped();
      line.terminate();
    }
  }
}
