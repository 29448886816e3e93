/**
 * How packets leave: encoded once, and handed to each member's connection, whatever carries
 * it. A reader who does not read is let go at a bound and comes back by catch-up.
 */
import type { Delivery } from '../live/audience.ts';
import { type Line, Packet } from './line.ts';

/** Bytes that may wait for one reader, beside a snapshot on its way. */
export const mostWaiting = 256 * 1024;
/** The same in packets, where they wait inside the carrier. */
const mostPackets = 256;

export class FanOut implements Delivery<Line> {
  /** How large the last snapshot, or whole private part, of a line was: it may wait beyond the bound. */
  readonly #snapshots = new WeakMap<Line, number>();
  readonly #packets = new WeakMap<object, Packet>();
  readonly #dropped: () => void;

  constructor(dropped: () => void = () => undefined) {
    this.#dropped = dropped;
  }

  one: Delivery<Line>['one'] = (line, name, body) => {
    // All of one's own part, after coming back, can be as much as a snapshot.
    const whole = name === 'snapshot' || (name === 'private' && 'desk' in body);
    this.#write(line, this.#packet(name, body), whole);
  };

  many: Delivery<Line>['many'] = (lines, name, body) => {
    if (lines.length === 0) return;
    const packet = new Packet(name, body) as Packet;
    for (const line of lines) this.#write(line, packet, false);
  };

  /** What all are told can come to several as the very same packet: encoded once as well. */
  #packet(name: Parameters<Delivery<Line>['one']>[1], body: object): Packet {
    const packet = this.#packets.get(body) ?? (new Packet(name, body as never) as Packet);
    if (name === 'changes' || name === 'here') this.#packets.set(body, packet);
    return packet;
  }

  #write(line: Line, packet: Packet, whole: boolean): void {
    const size = line.send(packet);
    if (whole) this.#snapshots.set(line, size);
    const bytes = line.bytesWaiting;
    const packets = line.packetsWaiting;
    if (bytes <= mostWaiting && packets <= mostPackets) return;
    if (packets > mostPackets || bytes > mostWaiting + (this.#snapshots.get(line) ?? 0)) {
      this.#dropped();
      line.drop();
    }
  }
}
