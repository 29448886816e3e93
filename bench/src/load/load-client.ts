/** The languages servers are spoken to in: the same wishes, said in each one's own way. */
import type { WebSocket } from 'ws';
import type { Meter } from './meter.ts';

export interface LoadPerson {
  readonly circle: LoadCircle;
  readonly name: string;
  /** The node this person is connected to. */
  readonly url: string;
  /** What signs them in: a token, or a cookie. */
  readonly key: string;
  socket: WebSocket | null;
  /** Called with the number of deliveries in a frame; the sender goes on by it. */
  onDeliveries: ((count: number) => void) | null;
}

export interface LoadCircle {
  readonly people: LoadPerson[];
  /** Opens the circle, enters first and stays longest. */
  readonly host: LoadPerson;
  /** Who speaks in it. */
  readonly speaker: LoadPerson;
}

export interface LoadClient {
  /** Circles of so many people, who may enter from then on. */
  prepare(circles: number, people: number): Promise<LoadCircle[]>;
  /** Connects, signs in, enters; answers once they are in and have been told so. */
  enter(person: LoadPerson): Promise<void>;
  /** Connects again after a cut, and is told what was missed. */
  reconnect(person: LoadPerson): Promise<void>;
  say(person: LoadPerson, text: string): void;
}

export interface LoadClientOptions {
  readonly urls: readonly string[];
  /** As `RunningContestant.key` says. */
  readonly key: string;
  readonly meter: Meter;
}

export type OpenLoadClient = (around: LoadClientOptions) => Promise<LoadClient>;

/** So many at once, in their order. */
export async function withConcurrency<Item>(
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
