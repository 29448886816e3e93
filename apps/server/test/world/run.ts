/** One seed from its beginning to its rest; what it breaks is thrown, with how to see it again. */
import { defaultSettings } from '@holdspace/core';
import { meetingOf } from '@holdspace/testkit';
import { judge, judgePackets, judgeStep } from './judge.ts';
import { lease } from './node.ts';
import { gather, play } from './play.ts';
import { must } from './truth.ts';
import { World, type WorldOptions } from './world.ts';

/** A world that has looked so for as long as this is at rest. */
const quiet = 5000;
const mostToRest = 15 * 60_000;

export async function run(seed: number, broken: Omit<WorldOptions, 'seed' | 'settings'> = {}) {
  const meeting = meetingOf(seed);
  const world = await World.begin({ ...broken, seed, settings: meeting.settings });
  judgePackets(world);
  try {
    await gather(world, meeting);
    await play(world, meeting);
    await rest(world, seed % 3 === 0);
    await judge(world);
    return { commits: world.truth.known.meeting.version, asked: world.sent };
  } catch (error) {
    throw new Error(
      `World ${seed} does not hold; see it again with HOLDSPACE_SEED=${seed}: ${String(error)}`,
      { cause: error },
    );
  } finally {
    world.end();
  }
}

async function rest(world: World, isOneGone: boolean): Promise<void> {
  if (isOneGone) world.lose(world.chance.one(world.clients));
  for (const { connection, gone } of world.clients) if (!gone) connection.reconnect();
  // RND-17: for so long, a node that was started again takes nobody for gone.
  await calm(world, isOneGone ? defaultSettings.settle + lease : 0);
  await lastWord(world);
  await calm(world);
}

async function calm(world: World, least = 0): Promise<void> {
  const until = Date.now() + mostToRest;
  let since = Date.now() + least;
  while (Date.now() - Math.max(since, world.truth.lately) < quiet) {
    world.heal();
    world.letGo();
    await world.pass(500);
    judgeStep(world);
    if (!isCalm(world)) since = Math.max(since, Date.now());
    must(Date.now() < until, () => `LED-16 it does not come to rest: ${unrest(world)}`);
  }
}

/** Something happens that no other node hears of, and nothing else after it. */
async function lastWord(world: World): Promise<void> {
  for (const { link } of world.nodes) if (link) link.deaf = true;
  const [client] = world.clients.filter(({ gone }) => !gone);
  if (client) world.ask(client, { do: 'note', text: 'the last word' });
  await world.pass(1000);
}

/** All is answered, all nodes are awake, and everybody is there over a way that carries. */
const isCalm = ({ clients, nodes, unanswered }: World): boolean =>
  unanswered === 0 &&
  nodes.every(({ circle }) => circle !== null) &&
  clients.every(
    ({ connection, wire, gone }) =>
      gone || (connection.getSnapshot().status === 'live' && wire.connection?.isSound === true),
  );

const unrest = ({ clients, nodes, unanswered }: World): string =>
  JSON.stringify({
    unanswered,
    asleep: nodes.filter(({ circle }) => circle === null).map(({ name }) => name),
    clients: clients.map(({ connection }) => connection.getSnapshot().status),
  });
