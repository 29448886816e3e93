/**
 * The presence of one circle: who is connected, by which devices, and which device writes. It
 * joins the connections of this node with the notes that other nodes publish (presence-sync.ts),
 * and emits each change. While the notes cannot be read, a person without a connection here is
 * `unknown` and counts as present (RND-19).
 * It does not know what absence means for a turn. It is not durable (docs/protocol.md).
 */
import { isConnected, type Millis, type PersonId, type Presence } from '@holdspace/core';
import type { CircleEventEmitter, PresenceChangedEvent } from '../projection/circle-events.ts';
import type { PresenceReader } from '../projection/ledger-readers.ts';

interface PresenceDevice {
  /** The time at which it was opened or chosen; the latest connected one writes. */
  opened: number;
  connections: number;
  /** The page is connected and not in front (TRN-8). */
  hidden: boolean;
}

type DevicesByPerson = Map<PersonId, Map<string, PresenceDevice>>;

/** Devices kept per person, connected or not; the one that left first is dropped first. */
const maxDevices = 16;

export class PresenceRegistry implements PresenceReader {
  readonly #now: () => Millis;
  readonly #events: Pick<CircleEventEmitter, 'emit'>;
  readonly #local: DevicesByPerson = new Map();
  readonly #unknown = new Set<PersonId>();
  /** This node comes first. */
  #nodes: readonly DevicesByPerson[] = [this.#local];
  #isIsolated = false;
  #latestOpened = 0;

  constructor(now: () => Millis, events: Pick<CircleEventEmitter, 'emit'>) {
    this.#now = now;
    this.#events = events;
  }

  /** A connection of this device has opened on this node; `hidden`: its page is not in front. */
  connect(person: PersonId, id: string, hidden = false): void {
    this.#unknown.delete(person);
    const devices = this.#local.get(person) ?? new Map<string, PresenceDevice>();
    this.#local.set(person, devices);
    const device = devices.get(id);
    // A reconnect, here or on another node, keeps the time of opening (RND-16).
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
    this.#emit('connected', person);
  }

  /** A connection of this device has closed. A person is away when all their devices are. */
  disconnect(person: PersonId, id: string): void {
    const device = this.#local.get(person)?.get(id);
    if (device && device.connections > 0) device.connections--;
    this.#emit('disconnected', person);
  }

  /** Whether the page of this device is behind others (TRN-8); emits only when that is new. */
  setHidden(person: PersonId, id: string, hidden: boolean): void {
    const device = this.#local.get(person)?.get(id);
    if (!device || device.hidden === hidden) return;
    device.hidden = hidden;
    this.#emit('page', person);
  }

  /** This device writes from now on (`write-here`). */
  chooseDevice(person: PersonId, id: string): void {
    const device = this.#local.get(person)?.get(id);
    if (device) device.opened = this.#nextOpened();
    this.#emit('device', person);
  }

  /** The connected device that was opened or chosen last writes (RND-16). */
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

  /** Until `clearUnknown`, those of them who have not connected are `unknown` (RND-17). */
  markUnknown(people: Iterable<PersonId>): void {
    for (const person of people)
      if (!isConnected(this.presenceOf(person))) this.#unknown.add(person);
  }

  clearUnknown(): void {
    this.#unknown.clear();
    this.#emit('settled');
  }

  /** While the notes of other nodes cannot be read, nobody is away (RND-19). */
  set isIsolated(isIsolated: boolean) {
    if (this.#isIsolated === isIsolated) return;
    this.#isIsolated = isIsolated;
    this.#emit('nodes');
  }
  get isIsolated(): boolean {
    return this.#isIsolated;
  }

  get isEmpty(): boolean {
    return [...this.#local.values()].every((devices) =>
      [...devices.values()].every(({ connections }) => connections === 0),
    );
  }

  /** The note of this node for the others; null when nobody ever connected here. */
  serialise(): string | null {
    if (this.#local.size === 0) return null;
    const entries = [...this.#local].flatMap(([person, devices]) =>
      [...devices].map(([id, { opened, connections, hidden }]): DeviceEntry => {
        const entry = [person, id, opened, connections] as const;
        return hidden ? [...entry, 1] : entry;
      }),
    );
    return JSON.stringify(entries);
  }

  /** Replaces the notes of the other nodes by their latest; emits for each person who differs. */
  merge(notes: Iterable<string>): void {
    const others = [...notes].map((note) => {
      const people: DevicesByPerson = new Map();
      for (const [person, id, opened, connections, hidden] of JSON.parse(note) as DeviceEntry[]) {
        const devices = people.get(person) ?? new Map<string, PresenceDevice>();
        people.set(person, devices.set(id, { opened, connections, hidden: hidden === 1 }));
        this.#latestOpened = Math.max(this.#latestOpened, opened);
      }
      return people;
    });
    const changed = changedPeople(this.#nodes.slice(1), others);
    this.#nodes = [this.#local, ...others];
    for (const person of changed) this.#emit('nodes', person);
  }

  #emit(cause: PresenceChangedEvent['cause'], person: PersonId | null = null): void {
    this.#events.emit({ type: 'presence-changed', cause, person });
  }

  #openedAt(person: PersonId, id: string): number | undefined {
    let opened: number | undefined;
    for (const devices of this.#nodes) {
      const device = devices.get(person)?.get(id);
      if (device) opened = Math.max(opened ?? 0, device.opened);
    }
    return opened;
  }

  /** Later than every known time of opening, whatever the clock shows. */
  #nextOpened(): number {
    this.#latestOpened = Math.max(this.#now(), this.#latestOpened + 1);
    return this.#latestOpened;
  }
}

/** The people whose devices on the other nodes are not the same. */
function changedPeople(
  before: readonly DevicesByPerson[],
  after: readonly DevicesByPerson[],
): ReadonlySet<PersonId> {
  const [was, is] = [before, after].map(describeDevices) as [DeviceTexts, DeviceTexts];
  const changed = new Set<PersonId>();
  for (const [person, devices] of is) if (was.get(person) !== devices) changed.add(person);
  for (const person of was.keys()) if (!is.has(person)) changed.add(person);
  return changed;
}

type DeviceTexts = ReadonlyMap<PersonId, string>;

function describeDevices(nodes: readonly DevicesByPerson[]): DeviceTexts {
  const texts = new Map<PersonId, string>();
  for (const people of nodes) {
    for (const [person, devices] of people) {
      texts.set(person, (texts.get(person) ?? '') + JSON.stringify([...devices]));
    }
  }
  return texts;
}

/** `hidden` is left out while the page is in front, as older nodes do. */
type DeviceEntry = readonly [
  person: PersonId,
  device: string,
  opened: number,
  connections: number,
  hidden?: 1,
];
