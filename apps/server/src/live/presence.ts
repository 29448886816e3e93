/**
 * Who of a circle is connected to this node, by which devices, and which device writes.
 * A port: this is the one kept in memory; several nodes will share one with leases.
 * What absence means for anybody's turn is the meeting's business; here is only who is there.
 * It is forgotten with the process: docs/protocol.md says what it does not promise.
 */
import type { PersonId, Presence } from '@holdspace/core';

export interface PresencePort {
  /** A connection of this device has opened. */
  enter(person: PersonId, device: string): void;
  /** One of them has closed. A person is gone when all their devices are. */
  leave(person: PersonId, device: string): void;
  /** This device writes from now on (`write-here`). */
  choose(person: PersonId, device: string): void;
  /** The connected device that was opened or chosen last is the one that writes (RND-16). */
  writes(person: PersonId, device: string): boolean;
  who(person: PersonId): Presence;
  /** From now until `settled`, those of them who have not connected are `unknown` (RND-17). */
  settle(people: Iterable<PersonId>): void;
  settled(): void;
}

interface Device {
  /** Order of opening or choosing; the highest that is connected writes. */
  opened: number;
  connections: number;
}

/** Devices remembered for one person, connected or not; the longest gone is forgotten first. */
const mostDevices = 16;

export class MemoryPresence implements PresencePort {
  readonly #people = new Map<PersonId, Map<string, Device>>();
  readonly #unknown = new Set<PersonId>();
  #order = 0;

  enter(person: PersonId, id: string): void {
    this.#unknown.delete(person);
    const devices = this.#people.get(person) ?? new Map<string, Device>();
    this.#people.set(person, devices);
    const device = devices.get(id);
    // Reconnecting is not opening: a device that is known keeps its place (RND-16).
    if (device) device.connections++;
    else devices.set(id, { opened: ++this.#order, connections: 1 });
    for (const [each, { connections }] of devices) {
      if (devices.size <= mostDevices) break;
      if (connections === 0) devices.delete(each);
    }
  }

  leave(person: PersonId, id: string): void {
    const device = this.#people.get(person)?.get(id);
    if (device && device.connections > 0) device.connections--;
  }

  choose(person: PersonId, id: string): void {
    const device = this.#people.get(person)?.get(id);
    if (device) device.opened = ++this.#order;
  }

  writes(person: PersonId, id: string): boolean {
    const devices = this.#people.get(person) ?? new Map<string, Device>();
    const mine = devices.get(id);
    if (!mine || mine.connections === 0) return false;
    for (const { opened, connections } of devices.values()) {
      if (connections > 0 && opened > mine.opened) return false;
    }
    return true;
  }

  who(person: PersonId): Presence {
    for (const { connections } of this.#people.get(person)?.values() ?? []) {
      if (connections > 0) return 'here';
    }
    return this.#unknown.has(person) ? 'unknown' : 'away';
  }

  settle(people: Iterable<PersonId>): void {
    for (const person of people) if (this.who(person) !== 'here') this.#unknown.add(person);
  }

  settled(): void {
    this.#unknown.clear();
  }
}
