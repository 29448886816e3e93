/** The languages servers are spoken to in: the same wishes, said in each one's own way. */
import type { WebSocket } from 'ws';
import type { Meter } from './meter.ts';

export interface Person {
  readonly circle: Circle;
  readonly name: string;
  /** The node this person is connected to. */
  readonly url: string;
  /** What signs them in: a token, or a cookie. */
  readonly key: string;
  socket: WebSocket | null;
  /** Called with the number of deliveries in a frame; the sender goes on by it. */
  heard: ((count: number) => void) | null;
}

export interface Circle {
  readonly people: Person[];
  /** Opens the circle, enters first and stays longest. */
  readonly host: Person;
  /** Who speaks in it. */
  readonly speaker: Person;
}

export interface Wire {
  /** Circles of so many people, who may enter from then on. */
  prepare(circles: number, people: number): Promise<Circle[]>;
  /** Connects, signs in, enters; answers once they are in and have been told so. */
  enter(person: Person): Promise<void>;
  /** Connects again after a cut, and is told what was missed. */
  comeBack(person: Person): Promise<void>;
  say(person: Person, text: string): void;
}

export interface Around {
  readonly urls: readonly string[];
  /** As `Standing.key` says. */
  readonly key: string;
  readonly meter: Meter;
}

export type OpenWire = (around: Around) => Promise<Wire>;

/** So many at once, in their order. */
export async function atMost<Item>(
  many: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const next = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(many, items.length) }, next));
}
