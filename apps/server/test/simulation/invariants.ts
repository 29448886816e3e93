/**
 * Checks a simulation at every step and when it is quiet.
 */
import { isDeepStrictEqual } from 'node:util';
import { stateFromSnapshot, viewFromState } from '@holdspace/client';
import type { Snapshot, View } from '@holdspace/protocol';
import type { CircleRuntime } from '../../src/circles/circle-runtime.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { member, sessionOf } from '../realtime/seeded-circle.ts';
import { onClock } from './fake-clock.ts';
import { assertInvariant, loadLedgers, type SimulatedLedgers } from './reference-model.ts';
import type { SimulatedNode, SimulatedSocket } from './simulated-node.ts';
import { codec, type SimulatedClient, type Simulation } from './simulation.ts';

const toJson = (value: unknown): string => JSON.stringify(value);

/** At every step; costs little. */
export function checkStepInvariants(simulation: Simulation): void {
  const { truth, failures } = simulation;
  if (truth.failure) throw truth.failure;
  if (failures.length > 0) throw failures[0];
  for (const client of simulation.clients) checkOrder(simulation, client);
}

/** After every packet that a client receives; the first fault stays in `truth.failure`. */
export function checkEveryPacket({ truth, clients }: Simulation): void {
  for (const client of clients) {
    client.connection.subscribe(() => {
      try {
        checkReceipts(client);
      } catch (error) {
        truth.failure ??= error;
      }
    });
  }
}

/** No view shows a mute or a removal without its receipt, also when a node stops meanwhile. */
function checkReceipts({ person, connection }: SimulatedClient): void {
  const mine = connection.getSnapshot().view?.mine;
  if (!mine) return;
  const has = (...kinds: readonly string[]) =>
    mine.receipts.some(({ kind, note }) => kinds.includes(kind) && note !== '');
  const isMuted = mine.mutedUntil !== undefined;
  assertInvariant(!isMuted || has('mute'), () => `VOI-3 ${person} is muted without a receipt`);
  const isRemoved = mine.whereabouts === 'removed';
  const explained = !isRemoved || has('remove', 'exclude', 'exclude-everywhere');
  assertInvariant(explained, () => `VOI-3 ${person} is removed without a receipt`);
}

/** Nobody sees messages in another order than the ledger's. */
function checkOrder({ truth }: Simulation, { person, connection }: SimulatedClient): void {
  const { view } = connection.getSnapshot();
  if (!view) return;
  const places = view.timeline.map(({ id }) => truth.order.indexOf(id));
  const sorted = places.every((place, i) => place > (places[i - 1] ?? -1));
  assertInvariant(sorted, () => `LED-12 ${person} sees another order: ${toJson(places)}`);
}

/** The longest that a node may take to wake a circle for a deadline, and then for the next one. */
const wakingTime = 8000;

/** While every circle sleeps: no ledger has a deadline that is over. */
export function checkNothingOverdue({ truth }: Simulation): void {
  for (const ledger of Object.values(truth.loadedLedgers)) {
    const late = Date.now() - (ledger.restingDeadline ?? Number.POSITIVE_INFINITY);
    assertInvariant(late < wakingTime, () => `PHA-1 a deadline of ${ledger.id} is ${late} ms late`);
  }
}

/** When the simulation is quiet. */
export async function checkFinalInvariants(simulation: Simulation): Promise<void> {
  checkStepInvariants(simulation);
  checkNoDuplicates(simulation);
  checkAnswers(simulation);
  await checkNodesAgree(simulation);
  await checkViews(simulation);
}

function checkAnswers({ record, truth }: Simulation): void {
  for (const { id, do: does, by, answers } of record.values()) {
    const done = truth.doneBy(member(by), id);
    const description = () =>
      `${by} ${does} was answered ${toJson(answers)}, and done ${toJson(done)}`;
    const ledgers = new Set(done.map(({ ledger }) => ledger));
    assertInvariant(ledgers.size === done.length, () => `LED-13 done twice: ${description()}`);
    const isRefused = answers.some((answer) => 'refused' in answer || 'invalid' in answer);
    assertInvariant(
      !isRefused || done.length === 0,
      () => `LED-13 refused and done: ${description()}`,
    );
    const isSaid = does === 'say' && answers.some((answer) => 'ok' in answer);
    assertInvariant(
      !isSaid || done.length === 1,
      () => `LED-12 acknowledged and lost: ${description()}`,
    );
  }
}

/** Each intent has its own words, so words that appear twice are a duplicate. */
function checkNoDuplicates({ truth }: Simulation): void {
  const texts = [...truth.loadedLedgers.meeting.words.values()].filter((text) =>
    text.startsWith('words'),
  );
  const twice = texts.filter((text, i) => texts.indexOf(text) !== i);
  assertInvariant(twice.length === 0, () => `LED-13 said twice: ${toJson(twice)}`);
}

async function checkNodesAgree({ nodes, truth, store }: Simulation): Promise<void> {
  // Read from the first commit: no snapshot is believed here.
  const whole: Store = {
    ...store,
    open: async (id) => ({ ...(await store.read(id, 0)), snapshot: null }),
  };
  const anew = createLedgers({ store: whole, codec, reportError: () => undefined });
  const replayed = await onClock(loadLedgers(anew));
  anew.close();
  const sides: [string, SimulatedLedgers][] = [['the reference ledgers', truth.loadedLedgers]];
  for (const node of nodes) {
    const known = await onClock(node.ledgers());
    if (known) sides.push([node.name, known]);
  }
  for (const [name, side] of sides) {
    for (const each of ['circle', 'desk', 'meeting'] as const) {
      const { head: end, state, words } = side[each];
      const same = isDeepStrictEqual(
        [end, state, [...words].sort()],
        [replayed[each].head, replayed[each].state, [...replayed[each].words].sort()],
      );
      assertInvariant(same, () => `LED-16 ${name} does not know the ${each} as it is`);
    }
  }
}

/** The view of each client equals the view that any node computes, with the right presence. */
async function checkViews(simulation: Simulation): Promise<void> {
  const staying = simulation.clients.filter(({ gone }) => !gone);
  const connected = new Set(staying.map(({ person }) => person));
  for (const { client, node, view } of await freshViews(simulation, staying)) {
    const shown = client.connection.getSnapshot().view;
    const where = `${client.device} on ${node.name}`;
    assertInvariant(isDeepStrictEqual(shown, view), () => describeDifferences(shown, view, where));
    for (const { id, here, steppedOut } of view?.people ?? []) {
      const description = () => `RND-19 ${node.name} shows ${id} ${here ? 'here' : 'away'}`;
      assertInvariant(here === (connected.has(id) && !steppedOut), description);
    }
  }
}

/** The view that each node sends to each client as a snapshot now. */
async function freshViews({ nodes, pass }: Simulation, clients: readonly SimulatedClient[]) {
  const visits: {
    client: SimulatedClient;
    node: SimulatedNode;
    visit: (() => View | null) | null;
  }[] = [];
  for (const node of nodes) {
    const circle = await onClock(node.circle());
    for (const client of clients)
      visits.push({ client, node, visit: openFreshView(circle, client) });
    // Packets leave at the end of a turn of the event loop.
    await pass(1);
  }
  return visits.map(({ client, node, visit }) => ({ client, node, view: visit?.() ?? null }));
}

function openFreshView(
  circle: CircleRuntime<SimulatedSocket> | null,
  { person, device }: SimulatedClient,
): (() => View | null) | null {
  if (!circle) return null;
  let view: View | null = null;
  const send = (_to: string, name: string, packet: unknown) => {
    if (name !== 'snapshot') return;
    view = viewFromState(stateFromSnapshot(JSON.parse(JSON.stringify(packet)) as Snapshot));
  };
  const line = { connection: { send, carry: () => undefined } } as unknown as SimulatedSocket;
  const reads = { byItem: false, differences: false };
  const who = { person, session: sessionOf(person), device, browser: null, line, ...reads };
  const subscription = circle.subscribe(who, null);
  return () => {
    circle.unsubscribe(subscription);
    return view;
  };
}

function describeDifferences(view: View | null, fresh: View | null, where: string): string {
  const parts = differences(view, fresh).map(
    ([path, seen, is]) => `${path} as ${toJson(seen)}, which is ${toJson(is)}`,
  );
  return `LED-16 ${where} sees ${parts.join('; ')}`;
}

function differences(a: unknown, b: unknown, path = ''): [string, unknown, unknown][] {
  if (isDeepStrictEqual(a, b)) return [];
  const isBoth = [a, b].every((each) => typeof each === 'object' && each !== null);
  if (!isBoth) return [[path, a, b]];
  const keys = Object.keys({ ...(a as object), ...(b as object) }) as never[];
  return keys.flatMap((key) =>
    differences((a as object)[key], (b as object)[key], path === '' ? key : `${path}.${key}`),
  );
}
