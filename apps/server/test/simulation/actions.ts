/**
 * What happens in a simulation: a random meeting of at least forty commands, asked by
 * people over their clients, while connections break, nodes come and go, and the ways to the
 * store are cut, slow or deaf.
 */
import type { ClientCommand } from '@holdspace/core';
import { entryOf } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { type RandomMeeting, type RandomMove, resolveMove } from '@holdspace/testkit';
import { member } from '../realtime/seeded-circle.ts';
import { causeDisturbance, restartNode } from './disturbances.ts';
import { cast, type SimulatedClient, type Simulation } from './simulation.ts';

const minActions = 40;
/** Longer than every grace; a simulation in which all wait for an hour shows nothing new. */
const longestWait = 100_000;
const gaps = [0, 0, 15, 60, 200, 600, 1500, 4000];

/** The doors open, everyone comes in, and mostly it begins. */
export async function openSimulatedMeeting(
  simulation: Simulation,
  { begun, round }: RandomMeeting,
): Promise<void> {
  const say = (name: string, command: WireCommand) =>
    simulation.ask(simulation.of(member(name))[0] as SimulatedClient, command);
  await simulation.pass(1500);
  say('Fern', { do: 'join', seat: 'sharer' });
  await simulation.pass(1000);
  say('Fern', { do: 'open-doors' });
  await simulation.pass(1000);
  for (const name of ['Flo', 'Ada', 'Ben', 'Cleo', 'Dov', 'Eve']) {
    say(name, { do: 'join', seat: 'sharer' });
  }
  await simulation.pass(1500);
  say('Fern', { do: 'admit', who: 'all' as never });
  await simulation.pass(1000);
  if (!begun) return;
  say('Fern', { do: 'begin' });
  await simulation.pass(1000);
  if (round) say('Fern', { do: 'start-round', prompt: 'What helped?' });
  await simulation.pass(1000);
}

export async function playActions(simulation: Simulation, { moves }: RandomMeeting): Promise<void> {
  const { random } = simulation;
  const before = simulation.sent;
  for (let n = 0; n < moves.length || simulation.sent - before < minActions; n++) {
    if (simulation.sent - before >= minActions + 8) break;
    if (random.happens(0.15)) causeDisturbance(simulation);
    await performMove(simulation, moves[n % moves.length] as RandomMove, n);
    await simulation.pass(random.one(gaps));
  }
}

async function performMove(simulation: Simulation, move: RandomMove, n: number): Promise<void> {
  const { random } = simulation;
  const client = (at: number) => simulation.clients[at] as SimulatedClient;
  if ('waits' in move) await simulation.pass(Math.min(move.waits, longestWait));
  else if ('drops' in move) client(move.drops).connection.drop();
  else if ('hides' in move) client(move.hides).connection.setHidden(random.happens(0.6));
  else if ('returns' in move) client(move.returns).connection.reconnect();
  else if ('restarts' in move) restartNode(simulation);
  else if ('facilitators' in move) {
    for (const { connection } of [...simulation.of('fern'), ...simulation.of('flo')]) {
      if (move.facilitators === 'drop' || move.facilitators === 'stand-in') connection.drop();
      else connection.reconnect();
    }
    if (move.facilitators === 'stand-in') ask(simulation, 'ada', { do: 'stand-in' });
    if (move.facilitators === 'resume') ask(simulation, 'fern', { do: 'resume' });
  } else {
    const { by, command, writes } = resolveMove(simulation.truth.scene(cast), cast, move, n);
    ask(simulation, by, command, writes);
    if (random.happens(0.08)) ask(simulation, random.one(cast), randomSideCommand(simulation, n));
  }
}

/** From the device that writes, as far as anyone knows, or from another one. */
function ask(simulation: Simulation, by: string, command: ClientCommand, writes = true): void {
  const own = simulation.of(by);
  const client = (writes ? own[0] : own.at(-1)) ?? simulation.random.one(simulation.clients);
  simulation.ask(client, onWire(command));
}

/** What is not asked of the meeting. */
function randomSideCommand({ random }: Simulation, n: number): ClientCommand {
  return random.one<ClientCommand>([
    { do: 'ask-help', kind: 'word' },
    { do: 'note', text: `note ${n}` },
    { do: 'write-here' },
    { do: 'back-channel', text: `between us ${n}` },
  ]);
}

/** A command as a client writes it: what the wire does not know of it is left out. */
function onWire(command: ClientCommand): WireCommand {
  const known = ['do', ...Object.keys(entryOf(command.do).fields)];
  const kept = Object.entries(command).filter(([key]) => known.includes(key));
  const written = kept.map(([key, value]) => [
    key,
    key === 'for' && typeof value === 'number' ? `${value}ms` : value,
  ]);
  return Object.fromEntries(written) as WireCommand;
}
