/** One client interface for all measured servers; each implementation speaks one protocol. */
import type { FrameSocket } from './frame-socket.ts';
import type { Meter } from './meter.ts';

export interface LoadPerson {
  readonly circle: LoadCircle;
  readonly name: string;
  /** The node this person is connected to. */
  readonly url: string;
  /** The credential: a token or a cookie. */
  readonly key: string;
  socket: FrameSocket | null;
  /** Called with the number of deliveries in a frame; the sender goes on by it. */
  onDeliveries: ((count: number) => void) | null;
}

export interface LoadCircle {
  readonly people: LoadPerson[];
  /** This person opens the circle, enters first and leaves last. */
  readonly host: LoadPerson;
  /** The people who send messages in it. */
  readonly speaker: LoadPerson;
}

export interface LoadClient {
  /** Opens circles with this number of people, who may enter then. */
  prepare(circles: number, people: number): Promise<LoadCircle[]>;
  /** Connects, signs in, enters; resolves when the client has received that it is in. */
  enter(person: LoadPerson): Promise<void>;
  /** Connects again after a lost connection; resolves when the missed messages arrived. */
  reconnect(person: LoadPerson): Promise<void>;
  say(person: LoadPerson, text: string): void;
  /** Ends the meeting of a host; absent where there are no meetings. */
  close?(host: LoadPerson): Promise<void>;
}

export interface LoadClientOptions {
  readonly urls: readonly string[];
  /** As `RunningContestant.key` says. */
  readonly key: string;
  readonly meter: Meter;
}

export type OpenLoadClient = (around: LoadClientOptions) => Promise<LoadClient>;

/** Runs this number at once, in the order of the list. */
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
