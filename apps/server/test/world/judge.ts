/**
 * What must hold in a simulated world: at every step, and when everything has come to rest.
 */
import { isDeepStrictEqual } from 'node:util';
import { fromSnapshot, viewOf } from '@holdspace/client';
import type { Snapshot, View } from '@holdspace/protocol';
import { createLedgers } from '../../src/ledgers.ts';
import { member, sessionOf } from '../gateway/world.ts';
import type { Line, Node } from './node.ts';
import { type Known, known, must } from './truth.ts';
import { type Client, sealer, type World } from './world.ts';

const tell = (value: unknown): string => JSON.stringify(value);

/** At every step; costs little. */
export function judgeStep(world: World): void {
  const { truth, failures } = world;
  if (truth.broken) throw truth.broken;
  if (failures.length > 0) throw failures[0];
  for (const client of world.clients) oneOrder(world, client);
}

/** After every packet that a client receives; the first fault stays in `truth.broken`. */
export function judgePackets({ truth, clients }: World): void {
  for (const client of clients) {
    client.connection.subscribe(() => {
      try {
        actsHaveSentences(client);
      } catch (error) {
        truth.broken ??= error;
      }
    });
  }
}

/** Nobody is shown a mute or a removal without its receipt, whichever node stopped meanwhile. */
function actsHaveSentences({ person, connection }: Client): void {
  const mine = connection.getSnapshot().view?.mine;
  if (!mine) return;
  const has = (...kinds: readonly string[]) =>
    mine.receipts.some(({ kind, note }) => kinds.includes(kind) && note !== '');
  must(mine.mutedUntil === undefined || has('mute'), () => `VOI-3 ${person} is muted unexplained`);
  const isRemoved = mine.whereabouts === 'removed';
  const explained = !isRemoved || has('remove', 'exclude', 'exclude-everywhere');
  must(explained, () => `VOI-3 ${person} is removed unexplained`);
}

/** Nobody sees messages in another order than the ledger's. */
function oneOrder({ truth }: World, { person, connection }: Client): void {
  const { view } = connection.getSnapshot();
  if (!view) return;
  const places = view.timeline.map(({ id }) => truth.order.indexOf(id));
  const sorted = places.every((place, i) => place > (places[i - 1] ?? -1));
  must(sorted, () => `LED-12 ${person} sees another order: ${tell(places)}`);
}

/** When all have come to rest. */
export async function judge(world: World): Promise<void> {
  judgeStep(world);
  saidOnce(world);
  answersAreTrue(world);
  await nodesAgree(world);
  await allSeeWhatIs(world);
}

function answersAreTrue({ record, truth }: World): void {
  for (const { id, do: does, by, answers } of record.values()) {
    const done = truth.doneBy(member(by), id);
    const told = () => `${by} ${does} was answered ${tell(answers)}, and done ${tell(done)}`;
    const ledgers = new Set(done.map(({ ledger }) => ledger));
    must(ledgers.size === done.length, () => `LED-13 done twice: ${told()}`);
    const isRefused = answers.some((answer) => 'refused' in answer || 'invalid' in answer);
    must(!isRefused || done.length === 0, () => `LED-13 refused and done: ${told()}`);
    const isSaid = does === 'say' && answers.some((answer) => 'ok' in answer);
    must(!isSaid || done.length === 1, () => `LED-12 acknowledged and lost: ${told()}`);
  }
}

/** No two intents have the same words, so words that are there twice were asked once. */
function saidOnce({ truth }: World): void {
  const texts = [...truth.known.meeting.words.values()].filter((text) => text.startsWith('words'));
  const twice = texts.filter((text, i) => texts.indexOf(text) !== i);
  must(twice.length === 0, () => `LED-13 said twice: ${tell(twice)}`);
}

async function nodesAgree({ nodes, truth, store }: World): Promise<void> {
  const anew = createLedgers({ store, sealer, failed: () => undefined });
  const replayed = await known(anew);
  anew.close();
  const sides: [string, Known][] = [['the watcher', truth.known]];
  for (const node of nodes) if (node.known) sides.push([node.name, node.known]);
  for (const [name, side] of sides) {
    for (const each of ['circle', 'desk', 'meeting'] as const) {
      const { end, state, words } = side[each];
      const same = isDeepStrictEqual(
        [end, state, [...words].sort()],
        [replayed[each].end, replayed[each].state, [...replayed[each].words].sort()],
      );
      must(same, () => `LED-16 ${name} does not know the ${each} as it is`);
    }
  }
}

/** What each client shows is what any node would show it, and it shows who is there. */
async function allSeeWhatIs(world: World): Promise<void> {
  const staying = world.clients.filter(({ gone }) => !gone);
  const connected = new Set(staying.map(({ person }) => person));
  for (const { client, node, view } of await freshViews(world, staying)) {
    const shown = client.connection.getSnapshot().view;
    const where = `${client.device} on ${node.name}`;
    must(isDeepStrictEqual(shown, view), () => differs(shown, view, where));
    for (const { id, here, steppedOut } of view?.people ?? []) {
      const told = () => `RND-19 ${node.name} shows ${id} ${here ? 'here' : 'away'}`;
      must(here === (connected.has(id) && !steppedOut), told);
    }
  }
}

/** What every node would show each of them if they came now and had nothing. */
async function freshViews({ nodes, pass }: World, clients: readonly Client[]) {
  const visits = nodes.flatMap((node) =>
    clients.map((client) => ({ client, node, visit: visit(node, client) })),
  );
  // What is told is told at the end of a turn; no time passes.
  await pass(0);
  return visits.map(({ client, node, visit }) => ({ client, node, view: visit?.() ?? null }));
}

function visit({ circle }: Node, { person, device }: Client): (() => View | null) | null {
  if (!circle) return null;
  let view: View | null = null;
  const send = (_to: string, name: string, packet: unknown) => {
    if (name !== 'snapshot') return;
    view = viewOf(fromSnapshot(JSON.parse(JSON.stringify(packet)) as Snapshot));
  };
  const line = { connection: { send, carry: () => undefined } } as unknown as Line;
  const who = { person, session: sessionOf(person), device, browser: null, line, byItem: false };
  const watcher = circle.watch(who, null);
  return () => {
    circle.unwatch(watcher);
    return view;
  };
}

function differs(view: View | null, fresh: View | null, where: string): string {
  const parts = differences(view, fresh).map(
    ([path, seen, is]) => `${path} as ${tell(seen)}, which is ${tell(is)}`,
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
