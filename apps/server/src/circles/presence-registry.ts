/**
 * Who of a circle is connected, by which devices, and which device writes: what this node
 * knows by itself, and what the notes of other nodes say. Where those notes cannot be read,
 * who is not seen here is `unknown`, and counts as present (RND-19).
 * What absence means for anybody's turn is the meeting's business; how notes travel is
 * roll-call.ts. It is forgotten with the process: docs/protocol.md says what it does not promise.
 */
import { isConnected, type Millis, type PersonId, type Presence } from '@holdspace/core';

interface PresenceDevice {
  /** When it was opened or chosen; the latest that is connected writes. */
  opened: number;
  connections: number;
  /** The page is connected and not in front (TRN-8). */
  hidden: boolean;
}

type DevicesByPerson = Map<PersonId, Map<string, PresenceDevice>>;

/** Devices remembered for one person, connected or not; the longest gone is forgotten first. */
const maxDevices = 16;

export class PresenceRegistry {
  readonly #now: () => Millis;
  readonly #local: DevicesByPerson = new Map();
  readonly #unknown = new Set<PersonId>();
  /** This one first. */
  #nodes: readonly DevicesByPerson[] = [this.#local];
  #isIsolated = false;
  #latestOpened = 0;

  constructor(now: () => Millis) {
    this.#now = now;
  }

  /** A connection of this device has opened on this node; `hidden`: its page is not in front. */
  connect(person: PersonId, id: string, hidden = false): void {
    this.#unknown.delete(person);
    const devices = this.#local.get(person) ?? new Map<string, PresenceDevice>();
    this.#local.set(person, devices);
    const device = devices.get(id);
    // Reconnecting is not opening, on this node or another: what is known keeps its place (RND-16).
    if (device) {
      device.connections++;
      device.hidden = hidden;
    } else {
      const opened = this.#openedAt(person, id) ?? this.#nextOpened();
      devices.set(id, { opened, connections: 1, hidden });
    }
    for (const [each, { connections }] of devices) {
      if (devices.size <= maxDevices) break;
      if (connections === 0) devices.delete(each);
    }
  }

  /** One of them has closed. A person is gone when all their devices are. */
  disconnect(person: PersonId, id: string): void {
    const device = this.#local.get(person)?.get(id);
    if (device && device.connections > 0) device.connections--;
  }

  /** Whether the page of this device is in front (TRN-8); false when that is what was known. */
  setHidden(person: PersonId, id: string, hidden: boolean): boolean {
    const device = this.#local.get(person)?.get(id);
    if (!device || device.hidden === hidden) return false;
    device.hidden = hidden;
    return true;
  }

  /** This device writes from now on (`write-here`). */
  chooseDevice(person: PersonId, id: string): void {
    const device = this.#local.get(person)?.get(id);
    if (device) device.opened = this.#nextOpened();
  }

  /** The connected device that was opened or chosen last is the one that writes (RND-16). */
  isWritingDevice(person: PersonId, id: string): boolean {
    let mine = -1;
    let latest = -1;
    for (const devices of this.#nodes) {
      for (const [each, { opened, connections }] of devices.get(person) ?? []) {
        if (connections === 0) continue;
        latest = Math.max(latest, opened);
        if (each === id) mine = Math.max(mine, opened);
      }
    }
    return mine >= 0 && mine === latest;
  }

  presenceOf(person: PersonId): Presence {
    let isHidden = false;
    for (const devices of this.#nodes) {
      for (const { connections, hidden } of devices.get(person)?.values() ?? []) {
        if (connections === 0) continue;
        if (!hidden) return 'here';
        isHidden = true;
      }
    }
    if (isHidden) return 'hidden';
    return this.#isIsolated || this.#unknown.has(person) ? 'unknown' : 'away';
  }

  /** From now until `settled`, those of them who have not connected are `unknown` (RND-17). */
  markUnknown(people: Iterable<PersonId>): void {
    for (const person of people)
      if (!isConnected(this.presenceOf(person))) this.#unknown.add(person);
  }

  clearUnknown(): void {
    this.#unknown.clear();
  }

  /** While blind, nobody is away: the other nodes cannot be heard. */
  set isIsolated(blind: boolean) {
    this.#isIsolated = blind;
  }
  get isIsolated(): boolean {
    return this.#isIsolated;
  }

  get isEmpty(): boolean {
    return [...this.#local.values()].every((devices) =>
      [...devices.values()].every(({ connections }) => connections === 0),
    );
  }

  /** What this node has to tell the others; null when nobody ever came here. */
  serialise(): string | null {
    if (this.#local.size === 0) return null;
    const lines = [...this.#local].flatMap(([person, devices]) =>
      [...devices].map(([id, { opened, connections, hidden }]): DeviceEntry => {
        const line = [person, id, opened, connections] as const;
        return hidden ? [...line, 1] : line;
      }),
    );
    return JSON.stringify(lines);
  }

  /** What the other nodes told last. */
  merge(notes: Iterable<string>): void {
    const elsewhere = [...notes].map((note) => {
      const told: DevicesByPerson = new Map();
      for (const [person, id, opened, connections, hidden] of JSON.parse(note) as DeviceEntry[]) {
        const devices = told.get(person) ?? new Map<string, PresenceDevice>();
        told.set(person, devices.set(id, { opened, connections, hidden: hidden === 1 }));
        this.#latestOpened = Math.max(this.#latestOpened, opened);
      }
      return told;
    });
    this.#nodes = [this.#local, ...elsewhere];
  }

  #openedAt(person: PersonId, id: string): number | undefined {
    let opened: number | undefined;
    for (const devices of this.#nodes) {
      const device = devices.get(person)?.get(id);
      if (device) opened = Math.max(opened ?? 0, device.opened);
    }
    return opened;
  }

  /** Later than everything that is known, whatever the clock says. */
  #nextOpened(): number {
    this.#latestOpened = Math.max(this.#now(), this.#latestOpened + 1);
    return this.#latestOpened;
  }
}

/** `hidden` is left out where the page is in front, as older nodes do. */
type DeviceEntry = readonly [
  person: PersonId,
  device: string,
  opened: number,
  connections: number,
  hidden?: 1,
];
