/**
 * What must hold in a simulated world: at every step, and when everything has come to rest.
 */
import { isDeepStrictEqual } from 'node:util';
import { fromSnapshot, viewOf } from '@holdspace/client';
import type { PersonId } from '@holdspace/core';
import type { Snapshot, View } from '@holdspace/protocol';
import { createLedgers } from '../../src/ledgers.ts';
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
  answersAreTrue(world);
  saidOnce(world);
  await nodesAgree(world);
  for (const client of world.clients) seesWhatIs(world, client);
}

function answersAreTrue({ record, truth }: World): void {
  for (const { id, do: does, by, answers } of record.values()) {
    const done = truth.done.get(id) ?? [];
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

function seesWhatIs({ nodes, clients }: World, client: Client): void {
  const { person, device, connection } = client;
  const { view } = connection.getSnapshot();
  const connected = (id: PersonId) =>
    clients.some((each) => each.person === id && each.wire.connection !== null);
  for (const node of nodes) {
    const fresh = freshView(node, person, device);
    if (client.wire.connection) {
      must(isDeepStrictEqual(view, fresh), () => differs(view, fresh, `${device} on ${node.name}`));
    }
    if (client.gone) continue;
    for (const { id, here, steppedOut } of fresh?.people ?? []) {
      const told = () => `RND-19 ${node.name} shows ${id} ${here ? 'here' : 'away'}`;
      must(here === (connected(id) && !steppedOut), told);
    }
  }
}

/** What this node would show somebody who comes now and has nothing. */
function freshView({ circle }: Node, person: PersonId, device: string): View | null {
  let shown: View | null = null;
  const connection = {
    send: (_side: string, name: string, packet: unknown) => {
      if (name !== 'snapshot') return;
      const snapshot = JSON.parse(JSON.stringify(packet)) as Snapshot;
      shown = viewOf(fromSnapshot(snapshot));
    },
  };
  const line = { connection } as unknown as Line;
  if (circle) circle.unwatch(circle.watch(person, device, line, null));
  return shown;
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
