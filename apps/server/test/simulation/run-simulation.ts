/** One seed from its beginning to its rest; what it breaks is thrown, with how to see it again. */
import { defaultSettings } from '@holdspace/core';
import { randomMeetingOf } from '@holdspace/testkit';
import { openSimulatedMeeting, playActions } from './actions.ts';
import { checkEveryPacket, checkFinalInvariants, checkStepInvariants } from './invariants.ts';
import { assertInvariant } from './reference-model.ts';
import { lease } from './simulated-node.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

/** A world that has looked so for as long as this is at rest. */
const quietPeriod = 5000;
const maxQuiesceTime = 15 * 60_000;

export async function runSimulation(
  seed: number,
  broken: Omit<SimulationOptions, 'seed' | 'settings'> = {},
) {
  const meeting = randomMeetingOf(seed);
  const world = await Simulation.begin({ ...broken, seed, settings: meeting.settings });
  checkEveryPacket(world);
  try {
    await openSimulatedMeeting(world, meeting);
    await playActions(world, meeting);
    await quiesce(world, seed % 3 === 0);
    await checkFinalInvariants(world);
    return { commits: world.truth.loadedLedgers.meeting.version, asked: world.sent };
  } catch (error) {
    throw new Error(
      `World ${seed} does not hold; see it again with HOLDSPACE_SEED=${seed}: ${String(error)}`,
      { cause: error },
    );
  } finally {
    world.end();
  }
}

async function quiesce(world: Simulation, isOneGone: boolean): Promise<void> {
  if (isOneGone) world.lose(world.chance.one(world.clients));
  for (const { connection, gone } of world.clients) if (!gone) connection.reconnect();
  // RND-17: for so long, a node that was started again takes nobody for gone.
  await waitUntilCalm(world, isOneGone ? defaultSettings.settle + lease : 0);
  await sendLastNote(world);
  await waitUntilCalm(world);
}

async function waitUntilCalm(world: Simulation, least = 0): Promise<void> {
  const until = Date.now() + maxQuiesceTime;
  let since = Date.now() + least;
  while (Date.now() - Math.max(since, world.truth.lastCommitAt) < quietPeriod) {
    world.heal();
    world.releasePending();
    await world.pass(500);
    checkStepInvariants(world);
    if (!isCalm(world)) since = Math.max(since, Date.now());
    assertInvariant(
      Date.now() < until,
      () => `LED-16 it does not come to rest: ${describeUnrest(world)}`,
    );
  }
}

/** Something happens that no other node hears of, and nothing else after it. */
async function sendLastNote(world: Simulation): Promise<void> {
  for (const { link } of world.nodes) if (link) link.deaf = true;
  const [client] = world.clients.filter(({ gone }) => !gone);
  if (client) world.ask(client, { do: 'note', text: 'the last word' });
  await world.pass(1000);
}

/** All is answered, all nodes are awake, and everybody is there over a way that carries. */
const isCalm = ({ clients, nodes, unanswered }: Simulation): boolean =>
  unanswered === 0 &&
  nodes.every(({ circle }) => circle !== null) &&
  clients.every(
    ({ connection, wire, gone }) =>
      gone || (connection.getSnapshot().status === 'live' && wire.connection?.isSound === true),
  );

const describeUnrest = ({ clients, nodes, unanswered }: Simulation): string =>
  JSON.stringify({
    unanswered,
    asleep: nodes.filter(({ circle }) => circle === null).map(({ name }) => name),
    clients: clients.map(({ connection }) => connection.getSnapshot().status),
  });
