/**
 * Who of a circle is connected, by which devices, and which device writes: what this node
 * knows by itself, and what the notes of other nodes say. Where those notes cannot be read,
 * who is not seen here is `unknown`, and counts as present (RND-19).
 * What absence means for anybody's turn is the meeting's business; how notes travel is
 * roll-call.ts. It is forgotten with the process: docs/protocol.md says what it does not promise.
 */
import { isConnected, type Millis, type PersonId, type Presence } from '@holdspace/core';

interface Device {
  /** When it was opened or chosen; the latest that is connected writes. */
  opened: number;
  connections: number;
  /** The page is connected and not in front (TRN-8). */
  hidden: boolean;
}

type Devices = Map<PersonId, Map<string, Device>>;

/** Devices remembered for one person, connected or not; the longest gone is forgotten first. */
const mostDevices = 16;

export class PresenceBook {
  readonly #now: () => Millis;
  readonly #here: Devices = new Map();
  readonly #unknown = new Set<PersonId>();
  /** This one first. */
  #nodes: readonly Devices[] = [this.#here];
  #blind = false;
  #latest = 0;

  constructor(now: () => Millis) {
    this.#now = now;
  }

  /** A connection of this device has opened on this node; `hidden`: its page is not in front. */
  enter(person: PersonId, id: string, hidden = false): void {
    this.#unknown.delete(person);
    const devices = this.#here.get(person) ?? new Map<string, Device>();
    this.#here.set(person, devices);
    const device = devices.get(id);
    // Reconnecting is not opening, on this node or another: what is known keeps its place (RND-16).
    if (device) {
      device.connections++;
      device.hidden = hidden;
    } else {
      const opened = this.#opened(person, id) ?? this.#next();
      devices.set(id, { opened, connections: 1, hidden });
    }
    for (const [each, { connections }] of devices) {
      if (devices.size <= mostDevices) break;
      if (connections === 0) devices.delete(each);
    }
  }

  /** One of them has closed. A person is gone when all their devices are. */
  leave(person: PersonId, id: string): void {
    const device = this.#here.get(person)?.get(id);
    if (device && device.connections > 0) device.connections--;
  }

  /** Whether the page of this device is in front (TRN-8); false when that is what was known. */
  turnTo(person: PersonId, id: string, hidden: boolean): boolean {
    const device = this.#here.get(person)?.get(id);
    if (!device || device.hidden === hidden) return false;
    device.hidden = hidden;
    return true;
  }

  /** This device writes from now on (`write-here`). */
  choose(person: PersonId, id: string): void {
    const device = this.#here.get(person)?.get(id);
    if (device) device.opened = this.#next();
  }

  /** The connected device that was opened or chosen last is the one that writes (RND-16). */
  writes(person: PersonId, id: string): boolean {
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

  who(person: PersonId): Presence {
    let isHidden = false;
    for (const devices of this.#nodes) {
      for (const { connections, hidden } of devices.get(person)?.values() ?? []) {
        if (connections === 0) continue;
        if (!hidden) return 'here';
        isHidden = true;
      }
    }
    if (isHidden) return 'hidden';
    return this.#blind || this.#unknown.has(person) ? 'unknown' : 'away';
  }

  /** From now until `settled`, those of them who have not connected are `unknown` (RND-17). */
  settle(people: Iterable<PersonId>): void {
    for (const person of people) if (!isConnected(this.who(person))) this.#unknown.add(person);
  }

  settled(): void {
    this.#unknown.clear();
  }

  /** While blind, nobody is away: the other nodes cannot be heard. */
  set blind(blind: boolean) {
    this.#blind = blind;
  }
  get blind(): boolean {
    return this.#blind;
  }

  get isEmpty(): boolean {
    return [...this.#here.values()].every((devices) =>
      [...devices.values()].every(({ connections }) => connections === 0),
    );
  }

  /** What this node has to tell the others; null when nobody ever came here. */
  note(): string | null {
    if (this.#here.size === 0) return null;
    const lines = [...this.#here].flatMap(([person, devices]) =>
      [...devices].map(([id, { opened, connections, hidden }]): Line => {
        const line = [person, id, opened, connections] as const;
        return hidden ? [...line, 1] : line;
      }),
    );
    return JSON.stringify(lines);
  }

  /** What the other nodes told last. */
  hear(notes: Iterable<string>): void {
    const elsewhere = [...notes].map((note) => {
      const told: Devices = new Map();
      for (const [person, id, opened, connections, hidden] of JSON.parse(note) as Line[]) {
        const devices = told.get(person) ?? new Map<string, Device>();
        told.set(person, devices.set(id, { opened, connections, hidden: hidden === 1 }));
        this.#latest = Math.max(this.#latest, opened);
      }
      return told;
    });
    this.#nodes = [this.#here, ...elsewhere];
  }

  #opened(person: PersonId, id: string): number | undefined {
    let opened: number | undefined;
    for (const devices of this.#nodes) {
      const device = devices.get(person)?.get(id);
      if (device) opened = Math.max(opened ?? 0, device.opened);
    }
    return opened;
  }

  /** Later than everything that is known, whatever the clock says. */
  #next(): number {
    this.#latest = Math.max(this.#now(), this.#latest + 1);
    return this.#latest;
  }
}

/** `hidden` is left out where the page is in front, as older nodes do. */
type Line = readonly [
  person: PersonId,
  device: string,
  opened: number,
  connections: number,
  hidden?: 1,
];
