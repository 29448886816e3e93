/** One seed from its beginning to its rest; what it breaks is thrown, with how to see it again. */
import { defaultSettings } from '@holdspace/core';
import { randomMeetingOf } from '@holdspace/testkit';
import { openSimulatedMeeting, playActions } from './actions.ts';
import { onClock } from './fake-clock.ts';
import {
  checkEveryPacket,
  checkFinalInvariants,
  checkNothingOverdue,
  checkStepInvariants,
} from './invariants.ts';
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
  const { sleeps = seed % 4 === 0 || seed % 4 === 3 } = broken;
  const simulation = await Simulation.begin({
    ...broken,
    sleeps,
    seed,
    settings: meeting.settings,
  });
  checkEveryPacket(simulation);
  try {
    await openSimulatedMeeting(simulation, meeting);
    await playActions(simulation, meeting);
    if (sleeps) await fallSilent(simulation);
    await quiesce(simulation, seed % 3 === 0);
    if (sleeps) await wakeEverywhere(simulation);
    await checkAtRest(simulation);
    const { truth, sent, trace } = simulation;
    const commits = truth.loadedLedgers.meeting.version;
    return { commits, asked: sent, trace: trace.end() };
  } catch (error) {
    throw new Error(
      `World ${seed} does not hold; see it again with HOLDSPACE_SEED=${seed}: ${String(error)}`,
      { cause: error },
    );
  } finally {
    simulation.end();
  }
}

/** Nobody is there on any node: the circle sleeps, and what is due happens all the same. */
async function fallSilent(simulation: Simulation): Promise<void> {
  simulation.heal();
  for (const { connection } of simulation.clients) connection.drop();
  // RND-17: a node that was started again waits for people so long.
  await simulation.pass(defaultSettings.settle + lease + simulation.random.between(0, 60_000));
  for (let seconds = 0; simulation.nodes.some(({ isCircleAwake }) => isCircleAwake); seconds++) {
    assertInvariant(seconds < 60, () => 'LED-12 a circle does not fall asleep');
    await simulation.pass(1000);
  }
  checkNothingOverdue(simulation);
}

/** RND-17: a node that was started again shows everybody as there for a while, once it has woken. */
async function wakeEverywhere(simulation: Simulation): Promise<void> {
  for (const node of simulation.nodes) await onClock(node.circle());
  await waitUntilCalm(simulation, defaultSettings.settle + lease);
}

async function quiesce(simulation: Simulation, isOneGone: boolean): Promise<void> {
  if (isOneGone) simulation.lose(simulation.random.one(simulation.clients));
  for (const { connection, gone } of simulation.clients) if (!gone) connection.reconnect();
  // RND-17: for so long, a node that was started again takes nobody for gone.
  await waitUntilCalm(simulation, isOneGone ? defaultSettings.settle + lease : 0);
  await sendLastNote(simulation);
  await waitUntilCalm(simulation);
}

/** The checks take time too: when a deadline comes meanwhile, it is checked once more. */
async function checkAtRest(simulation: Simulation): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const from = Date.now();
    try {
      return await checkFinalInvariants(simulation);
    } catch (error) {
      if (attempt === 3 || simulation.truth.lastCommitAt < from) throw error;
      await waitUntilCalm(simulation);
    }
  }
}

async function waitUntilCalm(simulation: Simulation, least = 0): Promise<void> {
  const until = Date.now() + maxQuiesceTime;
  let since = Date.now() + least;
  while (Date.now() - Math.max(since, simulation.truth.lastCommitAt) < quietPeriod) {
    simulation.heal();
    simulation.releasePending();
    await simulation.pass(500);
    checkStepInvariants(simulation);
    if (!isCalm(simulation)) since = Math.max(since, Date.now());
    assertInvariant(
      Date.now() < until,
      () => `LED-16 it does not become quiet: ${describeUnrest(simulation)}`,
    );
  }
}

/** The last step of a run: one node acts, and no other node gets the news of it. */
async function sendLastNote(simulation: Simulation): Promise<void> {
  for (const { link } of simulation.nodes) if (link) link.deaf = true;
  const [client] = simulation.clients.filter(({ gone }) => !gone);
  if (client) simulation.ask(client, { do: 'note', text: 'the last word' });
  await simulation.pass(1000);
}

/** All is answered, all nodes are awake, and everyone is there over a way that carries. */
const isCalm = ({ clients, nodes, unanswered }: Simulation): boolean =>
  unanswered === 0 &&
  nodes.every(({ isReady }) => isReady) &&
  clients.every(
    ({ connection, wire, gone }) =>
      gone || (connection.getSnapshot().status === 'live' && wire.connection?.isSound === true),
  );

const describeUnrest = ({ clients, nodes, unanswered }: Simulation): string =>
  JSON.stringify({
    unanswered,
    starting: nodes.filter(({ isReady }) => !isReady).map(({ name }) => name),
    clients: clients.map(({ connection }) => connection.getSnapshot().status),
  });
