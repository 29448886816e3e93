/**
 * The load generator: a process of its own that does what it is told, one order after
 * another, and measures at the receivers. The servers' processor time is read here too, at
 * the very edges of what is measured.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Standing, WireName } from '../contestants.ts';
import { cpuSeconds } from '../usage.ts';
import { holdspaceWire } from './holdspace.ts';
import { Meter, stamped } from './meter.ts';
import { rawWire, roomsWire } from './peers.ts';
import { cut } from './socket.ts';
import { atMost, type Circle, type OpenWire, type Person, type Wire } from './wire.ts';

/** Where talk goes on, and for how long; `every` or `onTheWay` says how fast. */
export interface Talk {
  /** Milliseconds between two messages of one circle. */
  readonly every?: number;
  /** Messages each speaker keeps on the way. */
  readonly onTheWay?: number;
  readonly seconds: number;
}

export type Order =
  | { readonly do: 'meet'; readonly standing: Pick<Standing, 'wire' | 'urls' | 'key' | 'pids'> }
  /** New circles; only their hosts are in them. */
  | { readonly do: 'gather'; readonly circles: number; readonly people: number }
  | { readonly do: 'enter' }
  | ({ readonly do: 'talk' } & Talk)
  /** So many messages in each circle, as fast as it goes. */
  | { readonly do: 'fill'; readonly messages: number }
  /** All but the hosts are cut, miss so many messages, and come back at once. */
  | { readonly do: 'comeBack'; readonly missed: number }
  /** Everybody who was in connects again: the server was started anew. */
  | { readonly do: 'connect' }
  | { readonly do: 'cut' }
  | { readonly do: 'leave' };

/** Processor time is the server's; `full` says that the generator had no time left itself. */
export interface Talked {
  readonly deliveries: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
  readonly full: boolean;
}
export interface Stormed {
  readonly people: number;
  readonly seconds: number;
  readonly cpu: number;
}
export type Answer = Talked | Stormed | Record<string, never>;

const bytes = 200;
const handshakes = 256;
const warmUp = 700;
const patience = 10_000;
const fillPatience = 90_000;

const wires: Record<WireName, OpenWire> = {
  raw: rawWire,
  rooms: roomsWire,
  durable: roomsWire,
  holdspace: holdspaceWire,
};

const meter = new Meter();
let wire: Wire | null = null;
let pids: readonly number[] = [];
let circles: Circle[] = [];

const speaking = (): Wire => {
  if (!wire) throw new Error('There is nobody to speak to yet.');
  return wire;
};
const everybody = (): Person[] => circles.flatMap(({ people }) => people);
const guests = (): Person[] =>
  circles.flatMap(({ people, host }) => people.filter((person) => person !== host));

async function until(holds: () => boolean, within = patience): Promise<boolean> {
  const late = performance.now() + within;
  while (!holds()) {
    if (performance.now() > late) return false;
    await pause(5);
  }
  return true;
}

/** Everybody at once; what it leads to at the server counts as well. */
async function storm(
  people: readonly Person[],
  work: (person: Person) => Promise<void>,
): Promise<Stormed> {
  const began = performance.now();
  const before = cpuSeconds(pids);
  await atMost(handshakes, people, work);
  const seconds = (performance.now() - began) / 1000;
  await pause(300);
  return { people: people.length, seconds, cpu: cpuSeconds(pids) - before };
}

/** Speaks until it is stopped; answers how many deliveries that makes. */
function speak({ every, onTheWay }: Talk): () => number {
  let expected = 0;
  const say = ({ speaker, people }: Circle) => {
    expected += people.length;
    speaking().say(speaker, stamped(bytes));
  };
  if (every === undefined) {
    for (const circle of circles) {
      circle.speaker.heard = (count) => {
        for (let i = 0; i < count; i++) say(circle);
      };
      for (let i = 0; i < (onTheWay ?? 1); i++) say(circle);
    }
    return () => {
      for (const { speaker } of circles) speaker.heard = null;
      return expected;
    };
  }
  const began = performance.now();
  const due = circles.map((_, i) => began + (i * every) / circles.length);
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [i, circle] of circles.entries()) {
      if ((due[i] as number) > now) continue;
      due[i] = (due[i] as number) + every;
      say(circle);
    }
  }, 2);
  return () => {
    clearInterval(timer);
    return expected;
  };
}

async function talk(how: Talk): Promise<Talked> {
  const start = meter.deliveries;
  const stop = speak(how);
  await pause(warmUp);
  meter.watch();
  const own = process.cpuUsage();
  const began = performance.now();
  const delivered = meter.deliveries;
  const before = cpuSeconds(pids);
  await pause(how.seconds * 1000);
  const cpu = cpuSeconds(pids) - before;
  const deliveries = meter.deliveries - delivered;
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(own);
  const [p50 = Number.NaN, p99 = Number.NaN] = meter.quantiles(50, 99);
  const expected = stop();
  await until(() => meter.deliveries - start >= expected);
  const lost = expected - (meter.deliveries - start);
  const full = (user + system) / 1e6 / seconds > 0.95;
  return { deliveries, seconds, cpu, p50, p99, lost, full };
}

/** One after another in each circle, all circles at once. */
async function fill(messages: number, speaker: (circle: Circle) => Person): Promise<void> {
  await atMost(circles.length, circles, async (circle) => {
    const person = speaker(circle);
    let heard = 0;
    let said = 0;
    person.heard = (count) => {
      heard += count;
      while (said < messages && said - heard < 16) {
        said++;
        speaking().say(person, stamped(bytes));
      }
    };
    person.heard(0);
    const done = await until(() => heard >= messages, fillPatience);
    person.heard = null;
    if (!done) throw new Error(`Only ${heard} of ${messages} messages came through in time.`);
  });
}

async function carryOut(order: Order): Promise<Answer> {
  switch (order.do) {
    case 'meet': {
      const { wire: name, urls, key } = order.standing;
      pids = order.standing.pids;
      // After a start anew everybody is still known.
      wire ??= await wires[name]({ urls, key, meter });
      return {};
    }
    case 'gather':
      circles = await speaking().prepare(order.circles, order.people);
      await atMost(8, circles, ({ host }) => speaking().enter(host));
      return {};
    case 'enter':
      return storm(guests(), (person) => speaking().enter(person));
    case 'talk':
      return talk(order);
    case 'fill':
      await fill(order.messages, ({ speaker }) => speaker);
      return {};
    case 'comeBack': {
      for (const person of guests()) cut(person);
      await fill(order.missed, ({ host }) => host);
      return storm(guests(), (person) => speaking().comeBack(person));
    }
    case 'connect':
      return storm(everybody(), (person) => speaking().comeBack(person));
    case 'cut':
      everybody().forEach(cut);
      return {};
    case 'leave':
      everybody().forEach(cut);
      circles = [];
      await pause(200);
      return {};
  }
}

process.on('message', (order: Order) => {
  carryOut(order).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
console.log('ready');
