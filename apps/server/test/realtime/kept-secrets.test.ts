/**
 * What nobody may learn (RHY-6, CVR-3), on every route, in every packet and in every line of the
 * log. Two worlds differ in three secrets: which of Ada and Ben said *not this time*, which of them
 * waits first, and which of Fay and Gus could not carry a meeting while the other said nothing.
 * Everybody else is given the same bytes in both.
 */
import type { WireCommand } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import type { HttpVisitor } from '../http/http-fixture.ts';
import { eventually } from './realtime-fixture.ts';
import {
  answersTo,
  beginning,
  type CarerName,
  hour,
  type MemberName,
  prepareHouse,
  type SecretHouse,
} from './secret-house.ts';
import { RecordedSocket, startTwoWorlds, visitorIn, type World } from './two-worlds.ts';

/** Ada and Ben, Fay and Gus: each secret is about one of two, and the other one in the other world. */
interface Secret {
  readonly away: MemberName;
  readonly waits: MemberName;
  readonly declines: CarerName;
  readonly silent: CarerName;
}
const secrets: readonly [Secret, Secret] = [
  { away: 'Ada', waits: 'Ben', declines: 'Fay', silent: 'Gus' },
  { away: 'Ben', waits: 'Ada', declines: 'Gus', silent: 'Fay' },
];

/** The people that no secret concerns, by their part. */
const readersOf = ({ members, carers, others }: SecretHouse): Record<string, HttpVisitor> => ({
  'a member with a seat': members.Zoe.visitor,
  'another member with a seat': members.Eve.visitor,
  'a member who waits': members.Flo.visitor,
  'who carries the circle': carers.Rowan.visitor,
  'who said yes': carers.Eli.visitor,
  ...others,
});

const isOfSecret = (name: string): boolean => /^(inbox of )?(Ada|Ben)$/.test(name);
const secretIds = ({ members: { Ada, Ben }, carers: { Fay, Gus } }: SecretHouse): string[] =>
  [Ada, Ben, Fay, Gus].map(({ id }) => id);

/** Both worlds do the same, one after the other. */
async function inBoth(
  worlds: readonly [World, World],
  act: (world: World, secret: Secret) => Promise<unknown>,
): Promise<void> {
  for (const [n, world] of worlds.entries()) await act(world, secrets[n] as Secret);
}

const done = async (answer: ReturnType<HttpVisitor['ask']>) => {
  const { statusCode, body } = await answer;
  expect(statusCode, body).toBe(200);
};

/** What the members said of three meetings, and the carers of two. */
async function keepSecrets(world: World, house: SecretHouse, secret: Secret): Promise<void> {
  const { tuesdays, unled, meetings, members, carers } = house;
  const [first, second, third, uncovered] = meetings;
  const seat = (who: MemberName, meeting: string, wanted: boolean) =>
    done(
      visitorIn(world, members[who].visitor).ask(
        'PUT',
        `/api/circles/${tuesdays}/meetings/${meeting}/seat`,
        { wanted },
      ),
    );
  const carer = (who: CarerName) => visitorIn(world, carers[who].visitor);
  const cover = (who: CarerName, circle: string, meeting: string, answer: string) =>
    done(carer(who).ask('PUT', `/api/circles/${circle}/meetings/${meeting}/cover`, { answer }));
  const { away, waits, declines } = secret;
  // Not this time: one of two who wait; the other one moves up.
  await seat(away, first, false);
  // The order: both take it back, one before the other; then one has a seat, and one waits.
  await seat('Ada', second, false);
  await seat('Ben', second, false);
  await seat(waits, second, true);
  await seat(away, second, true);
  await seat('Zoe', second, false);
  await seat('Eve', second, false);
  // Not this time and taken back: who did it is the last then.
  await seat(away, third, false);
  await seat(away, third, true);
  // Offered to three: one says yes, one no, one nothing.
  await cover('Eli', tuesdays, first, 'yes');
  await cover(declines, tuesdays, first, 'cant');
  // A meeting that nobody carries: one who can't raises its alert at once.
  await cover(declines, unled, uncovered, 'cant');
  const limits = { meetingsAWeek: 1, hoursBetween: 77, onlyWhenAsked: [tuesdays] };
  await done(carer(declines).ask('PUT', '/api/house/me/carrying', limits));
}

type Sockets = ReadonlyMap<string, RecordedSocket>;

/**
 * A connection to the circle and one to the inbox for everybody, also for who is let into none. The
 * clients of `before` ask for everything that was since they began.
 */
async function connectAll(world: World, house: SecretHouse, before?: Sockets): Promise<Sockets> {
  const sockets = new Map<string, RecordedSocket>();
  const two = { Ada: house.members.Ada.visitor, Ben: house.members.Ben.visitor };
  for (const [name, visitor] of Object.entries({ ...readersOf(house), ...two })) {
    for (const circle of [house.tuesdays, null]) {
      const device = `device-of-${name.replaceAll(' ', '-')}`;
      const log = before?.get(name)?.log;
      const socket = new RecordedSocket(world, visitorIn(world, visitor), { circle, device, log });
      sockets.set(circle === null ? `inbox of ${name}` : name, socket);
      // One after the other, so that they come in one order.
      await eventually(() => socket.opened);
    }
  }
  return sockets;
}

const isInCircle = (socket: RecordedSocket): boolean =>
  socket.packets.some((packet) => packet.startsWith('["snapshot"'));

/** Everybody in the circle has what was sent before. */
async function syncAll(sockets: Sockets): Promise<void> {
  for (const socket of sockets.values()) if (isInCircle(socket)) await socket.emit('sync');
}

type Step = (sockets: Sockets) => Promise<unknown>;

/** In the order of the connections, each command followed by what it sends. */
const asks =
  (who: string, command: WireCommand, isDone = true): Step =>
  async (sockets) => {
    const socket = sockets.get(who);
    const answer = await socket?.command(`command-${socket.packets.length}`, command);
    if (isDone) expect(answer, command.do).toEqual({ ok: true });
    await syncAll(sockets);
  };

const asksForEverything: Step = async (sockets) => {
  for (const [name, socket] of sockets) {
    if (!isInCircle(socket)) continue;
    await asks(name, { do: 'export-mine' }, false)(sockets);
    await socket.emit('earlier', 'nothing');
    for (const list of ['threads', 'reports', 'receipts']) await socket.emit('desk-earlier', list);
  }
};

/** A meeting in which Ada and Ben have no seat: it does not know why. */
const lead = 'who carries the circle';
const speaker = 'a member with a seat';
const comers = ['a guest who facilitates', 'Ada', 'Ben', 'a member who waits', speaker];
const meeting: readonly Step[] = [
  asks(lead, { do: 'join', seat: 'sharer' }),
  asks(lead, { do: 'open-doors' }),
  ...comers.map((who) => asks(who, { do: 'join', seat: 'sharer' }, false)),
  asks('another member with a seat', { do: 'join', seat: 'sharer' }),
  asks(lead, { do: 'begin' }),
  asks(speaker, { do: 'say', text: 'I am glad to be here.' }),
  asksForEverything,
];

/** Names and labels of what operators measure; the figures are times and sizes too. */
async function metricNames({ app }: World): Promise<readonly string[]> {
  const text = await app.httpContext.metrics.registry.metrics();
  return [...new Set(text.split('\n').map((line) => line.replace(/ \S+$/, '')))].sort();
}

const presencePattern =
  /^\["here",(\{"(came|went)":)?\["p_[0-9a-z]{16}"(,"p_[0-9a-z]{16}")*\]\}?\]$/;

/**
 * An inbox is sent when there is time, so what stood between two states can have been skipped.
 * Presence is too; it is ids of people with a connection, and snapshots say it where it is compared.
 */
function comparedPackets(name: string, packets: readonly string[]): unknown {
  if (name.startsWith('inbox')) return packets.at(-1);
  const isPresence = (packet: string) => packet.startsWith('["here"');
  for (const packet of packets.filter(isPresence)) expect(packet).toMatch(presencePattern);
  return packets.filter((packet) => !isPresence(packet));
}

/** Packets of the people that no secret concerns, and what operators measure and log. */
async function recordedIn(
  world: World,
  house: SecretHouse,
  sockets: readonly (readonly [string, RecordedSocket])[],
): Promise<Record<string, unknown>> {
  const recorded: Record<string, unknown> = { metrics: await metricNames(world) };
  for (const [index, [name, { packets }]] of sockets.entries()) {
    if (isOfSecret(name)) continue;
    recorded[`${name}, connection ${index}`] = comparedPackets(name, packets);
    if (!name.startsWith('inbox')) continue;
    for (const who of secretIds(house)) expect(packets.join()).not.toContain(who);
  }
  const lines = world.lines.map((line) => line.replace(/"(time|ms)":[\d.]+,?/g, ''));
  return { ...recorded, log: world.renaming()(lines.join('')) };
}

/** A change of each circle, after which what is due by the clock is done. */
async function wakeCircles(world: World, house: SecretHouse): Promise<void> {
  const organiser = house.others['an organiser'];
  if (!organiser) throw new Error('There is no organiser.');
  const change = { purpose: 'For people who care' };
  for (const circle of [house.tuesdays, house.unled]) {
    const answer = await visitorIn(world, organiser).ask('PATCH', `/api/circles/${circle}`, change);
    expect(answer.statusCode, answer.body).toBe(204);
  }
}

/** What is done in the background is done in both worlds, and nothing is added any more. */
async function untilBothRest(worlds: readonly [World, World]): Promise<void> {
  let before = '';
  let same = 0;
  const areSame = async () => {
    const overdue = (await Promise.all(worlds.map(overdueIn))).flat();
    const [one, other] = await Promise.all(worlds.map(restOf));
    same = overdue.length === 0 && one === other && one === before ? same + 1 : 0;
    before = one ?? '';
    return one === other && overdue.length === 0 ? same : `${overdue}\n${one}\n${other}`;
  };
  await expect
    .poll(areSame, { timeout: 20_000, interval: 30 })
    .toSatisfy((rounds) => Number(rounds) > 10);
}

/** Ledgers that a node has still to wake for: each looks at the store every second or two. */
async function overdueIn({ store, clock }: World): Promise<readonly string[]> {
  return (await store.deadlines(clock.now - 1, 100)).map(({ ledger }) => ledger);
}

/** Alerts, and how long each ledger is. How many commits the house takes for them can differ. */
async function restOf({ app, store }: World): Promise<string> {
  const { alerts, cover } = (await app.ledgers.house()).state;
  const heads = await store.heads(await store.ledgers());
  const lengths = [...heads].filter(([ledger]) => ledger !== 'house');
  const open = [...alerts.values()].map(({ kind, state, given }) => [kind, state, given.size]);
  return JSON.stringify([
    ...[open, [...cover.missing.keys()], cover.reviews.size],
    lengths.map(([ledger, { version }]) => `${ledger} ${version}`).sort(),
  ]);
}

describe('two worlds with other secrets', () => {
  it('RHY-6 CVR-3 nobody else is given other bytes, on any route, in any packet, before or after', async () => {
    const { worlds, prepared: house } = await startTwoWorlds(beginning, prepareHouse);
    const [{ clock }] = worlds;
    const readers = Object.entries(readersOf(house));
    const given: Record<string, unknown>[] = [{}, {}];
    const at = (world: World) => given[worlds.indexOf(world)] as Record<string, unknown>;
    const readAll = (step: string, reads: boolean) =>
      inBoth(worlds, async (world) => {
        for (const [name, visitor] of readers) {
          const answers = await answersTo(world, visitor, house, reads);
          expect(answers.size).toBeGreaterThan(reads ? 50 : 30);
          at(world)[`${step}: ${name}`] = Object.fromEntries(answers);
        }
      });
    const opened: Sockets[] = [];
    const again: Sockets[] = [];
    clock.now += 8 * hour;
    await inBoth(worlds, async (world) => opened.push(await connectAll(world, house)));
    await inBoth(worlds, (world, secret) => keepSecrets(world, house, secret));
    await untilBothRest(worlds);
    await readAll('said', true);
    // They differ for the people that the secrets concern, so the worlds are two.
    for (const { visitor } of [house.members.Ada, house.carers.Fay]) {
      const own = worlds.map((world) => answersTo(world, visitor, house, true));
      const [one, other] = await Promise.all(own);
      expect(one).not.toEqual(other);
    }
    const meet = (steps: readonly Step[]) =>
      inBoth(worlds, async (world) => {
        const sockets = opened[worlds.indexOf(world)];
        for (const step of steps) await step(sockets ?? new Map());
      });
    // Before the doors would open by themselves.
    clock.now = Date.parse('2026-03-03T17:45:00Z');
    await meet(meeting);
    await inBoth(worlds, async (world) => {
      const before = opened[worlds.indexOf(world)];
      again.push(await connectAll(world, house, before));
    });
    await meet([asks(lead, { do: 'close' })]);
    clock.now = Date.parse('2026-03-03T20:00:00Z');
    await inBoth(worlds, (world) => wakeCircles(world, house));
    await untilBothRest(worlds);
    await readAll('over', true);
    await readAll('changed', false);
    await inBoth(worlds, async (world) => {
      const n = worlds.indexOf(world);
      const sockets = [...(opened[n] ?? []), ...(again[n] ?? [])];
      Object.assign(at(world), await recordedIn(world, house, sockets));
    });
    const [left, right] = given as [Record<string, unknown>, Record<string, unknown>];
    expect(Object.keys(left).length).toBeGreaterThan(40);
    for (const [what, bytes] of Object.entries(left)) expect(right[what], what).toEqual(bytes);
  }, 240_000);
});
