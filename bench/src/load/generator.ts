/**
 * The load generator: a separate process that runs one order after another and measures at the
 * receivers. It also reads the processor time of the servers, directly before and after each
 * measurement.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadClientName } from '../servers/contestants.ts';
import { cpuSeconds, writtenBytes } from '../servers/process-usage.ts';
import { holdspaceClient } from './holdspace-client.ts';
import {
  type LoadCircle,
  type LoadClient,
  type LoadPerson,
  type OpenLoadClient,
  withConcurrency,
} from './load-client.ts';
import { Meter, timestampedText } from './meter.ts';
import type { LoadOrder, LoadResult, StormResult, TalkOptions, TalkResult } from './orders.ts';
import { rawClient, roomsClient } from './peer-clients.ts';
import { terminate } from './websocket.ts';

const bytes = 200;
const handshakes = 256;
const warmUp = 500;
const patience = 10_000;
const fillPatience = 90_000;

const loadClients: Record<LoadClientName, OpenLoadClient> = {
  raw: rawClient,
  rooms: roomsClient,
  durable: roomsClient,
  holdspace: holdspaceClient,
};

const meter = new Meter();
let wire: LoadClient | null = null;
let pids: readonly number[] = [];
let circles: LoadCircle[] = [];

const currentClient = (): LoadClient => {
  if (!wire) throw new Error('No server is connected yet.');
  return wire;
};
const everybody = (): LoadPerson[] => circles.flatMap(({ people }) => people);
const hostsOf = (of: readonly LoadCircle[]): LoadPerson[] => of.map(({ host }) => host);
const guests = (): LoadPerson[] =>
  circles.flatMap(({ people, host }) => people.filter((person) => person !== host));

async function until(holds: () => boolean, within = patience): Promise<boolean> {
  const late = performance.now() + within;
  while (!holds()) {
    if (performance.now() > late) return false;
    await pause(5);
  }
  return true;
}

/** Connects everyone at once; the work that follows at the server is measured too. */
async function storm(
  people: readonly LoadPerson[],
  work: (person: LoadPerson) => Promise<void>,
): Promise<StormResult> {
  const began = performance.now();
  const before = cpuSeconds(pids);
  const ownShare = measureShare();
  await withConcurrency(handshakes, people, work);
  const seconds = (performance.now() - began) / 1000;
  const share = ownShare();
  await pause(300);
  return { people: people.length, seconds, cpu: cpuSeconds(pids) - before, share };
}

/** Answers with the part of one core that this process used since. */
function measureShare(): () => number {
  const began = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / (performance.now() - began);
  };
}

/** Sends until it is stopped; resolves with the number of deliveries. */
function startSpeaking({ every, burst = 1, onTheWay }: TalkOptions): () => number {
  let expected = 0;
  const say = ({ speaker, people }: LoadCircle) => {
    expected += people.length;
    currentClient().say(speaker, timestampedText(bytes));
  };
  if (every === undefined) {
    for (const circle of circles) {
      circle.speaker.onDeliveries = (count) => {
        for (let i = 0; i < count; i++) say(circle);
      };
      for (let i = 0; i < (onTheWay ?? 1); i++) say(circle);
    }
    return () => {
      for (const { speaker } of circles) speaker.onDeliveries = null;
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
      for (let said = 0; said < burst; said++) say(circle);
    }
  }, 2);
  return () => {
    clearInterval(timer);
    return expected;
  };
}

async function talk(how: TalkOptions): Promise<TalkResult> {
  const start = meter.deliveries;
  const stop = startSpeaking(how);
  const stopReconnecting = startReconnecting(how.reconnections ?? 0);
  await pause(warmUp);
  meter.startTiming();
  const ownShare = measureShare();
  const began = performance.now();
  const delivered = meter.deliveries;
  const [before, writtenBefore] = [cpuSeconds(pids), writtenBytes(pids)];
  await pause(how.seconds * 1000);
  const [cpu, written] = [cpuSeconds(pids) - before, writtenBytes(pids) - writtenBefore];
  const deliveries = meter.deliveries - delivered;
  const seconds = (performance.now() - began) / 1000;
  const share = ownShare();
  const [p50 = Number.NaN, p99 = Number.NaN] = meter.quantiles(50, 99);
  await stopReconnecting();
  const expected = stop();
  await until(() => meter.deliveries - start >= expected);
  const lost = expected - (meter.deliveries - start);
  const people = circles.reduce((sum, circle) => sum + circle.people.length, 0);
  const messages = (deliveries * circles.length) / people;
  return { deliveries, messages, seconds, cpu, share, p50, p99, lost, written };
}

/** People lose their connection and come back, one after another, until it is stopped. */
function startReconnecting(perSecond: number): () => Promise<void> {
  if (perSecond === 0) return () => Promise.resolve();
  const listeners = guests().filter((person) => person !== person.circle.speaker);
  const underWay = new Set<Promise<void>>();
  let next = 0;
  const timer = setInterval(() => {
    const person = listeners[next++ % listeners.length];
    if (!person?.socket) return;
    terminate(person);
    const back = currentClient().reconnect(person);
    underWay.add(back);
    void back.finally(() => underWay.delete(back));
  }, 1000 / perSecond);
  return async () => {
    clearInterval(timer);
    await Promise.all(underWay);
  };
}

/** Sends one message after another in each circle, in all circles at once. */
async function fill(messages: number, speaker: (circle: LoadCircle) => LoadPerson): Promise<void> {
  await withConcurrency(circles.length, circles, async (circle) => {
    const person = speaker(circle);
    let heard = 0;
    let said = 0;
    person.onDeliveries = (count) => {
      heard += count;
      while (said < messages && said - heard < 16) {
        said++;
        currentClient().say(person, timestampedText(bytes));
      }
    };
    person.onDeliveries(0);
    const done = await until(() => heard >= messages, fillPatience);
    person.onDeliveries = null;
    if (!done) throw new Error(`Only ${heard} of ${messages} messages came through in time.`);
  });
}

async function execute(order: LoadOrder): Promise<LoadResult> {
  switch (order.do) {
    case 'meet': {
      const { wire: name, urls, key } = order.standing;
      pids = order.standing.pids;
      // After a restart the server still knows everyone.
      wire ??= await loadClients[name]({ urls, key, meter });
      return {};
    }
    case 'gather':
      circles = await currentClient().prepare(order.circles, order.people);
      await withConcurrency(8, circles, ({ host }) => currentClient().enter(host));
      return {};
    case 'enter':
      return storm(guests(), (person) => currentClient().enter(person));
    case 'talk':
      return talk(order);
    case 'fill':
      await fill(order.messages, ({ speaker }) => speaker);
      return {};
    case 'comeBack': {
      for (const person of guests()) terminate(person);
      await fill(order.missed, ({ host }) => host);
      return storm(guests(), (person) => currentClient().reconnect(person));
    }
    case 'connect':
      return storm(
        order.circle === undefined ? everybody() : hostsOf(circles.slice(order.circle).slice(0, 1)),
        (person) => currentClient().reconnect(person),
      );
    case 'close':
      await withConcurrency(8, hostsOf(circles), async (host) => currentClient().close?.(host));
      return {};
    case 'cut':
      everybody().forEach(terminate);
      return {};
    case 'leave':
      everybody().forEach(terminate);
      circles = [];
      await pause(200);
      return {};
  }
}

process.on('message', (order: LoadOrder) => {
  execute(order).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
console.log('ready');
