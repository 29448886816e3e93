/**
 * Sends packets to connections of any transport: encodes each packet once. It terminates a
 * connection whose client reads too slowly; the client reconnects and catches up.
 */
import type { PacketDelivery } from '../projection/subscription.ts';
import { type ClientSocket, Packet } from './client-socket.ts';

/** Bytes that may wait for one client, besides a snapshot on its way. */
export const maxBufferedBytes = 256 * 1024;
/** The same in packets, which wait inside the transport. */
const maxBufferedPackets = 256;

/** The same object goes to several clients. */
const sharedPackets: ReadonlySet<string> = new Set(['people', 'changes', 'here']);

export class FanOut implements PacketDelivery<ClientSocket> {
  /** Bytes of the last snapshot, or whole private state, per connection; they may wait besides. */
  readonly #snapshotSizes = new WeakMap<ClientSocket, number>();
  readonly #packets = new WeakMap<object, Packet>();
  readonly #onDropped: () => void;

  constructor(onDropped: () => void = () => undefined) {
    this.#onDropped = onDropped;
  }

  send: PacketDelivery<ClientSocket>['send'] = (line, name, body) => {
    // The whole private state after a reconnect can be as large as a snapshot.
    const whole = name === 'snapshot' || (name === 'private' && 'desk' in body);
    this.#write(line, this.#packetFor(name, body), whole);
  };

  sendMany: PacketDelivery<ClientSocket>['sendMany'] = (lines, name, body) => {
    if (lines.length === 0) return;
    const packet = new Packet(name, body) as Packet;
    for (const line of lines) this.#write(line, packet, false);
  };

  close: PacketDelivery<ClientSocket>['close'] = (line) => line.close();

  /** Several clients that resume get the same packet object: it is encoded once as well. */
  #packetFor(name: Parameters<PacketDelivery<ClientSocket>['send']>[1], body: object): Packet {
    const packet = this.#packets.get(body) ?? (new Packet(name, body as never) as Packet);
    if (sharedPackets.has(name)) this.#packets.set(body, packet);
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
