/**
 * Sums the CPU profiles of a folder by area of the server: where the processor time goes, main
 * thread and store thread apart. Only self time counts; a function without a file (of V8 or of
 * the kernel) belongs to the area that calls it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdown } from './table.ts';

/** The parts of the `.cpuprofile` format of V8 that are read here; times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly CpuProfileNode[];
  /** The id of the node that ran, one for each time delta. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}
interface CpuProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

export type ProfileThread = 'main' | 'store';

/** Milliseconds by area; idle time is left out. */
export type AreaTimes = ReadonlyMap<string, number>;

/** The first pattern that fits the file of a function names its area. */
const areaPatterns: readonly (readonly [area: string, file: RegExp])[] = [
  ['seal: chain, words, random', /\/storage\/chain\/|^node:internal\/crypto/],
  ['store', /\/storage\/|^node:sqlite/],
  ['ledger: batches, pump, replica', /\/server\/src\/ledger\//],
  ['views and flush', /\/server\/src\/projection\/|\/core\/src\/projection\//],
  ['rules: decide, evolve, deadlines', /\/packages\/core\//],
  ['circle: routing, presence, timers', /\/server\/src\/(circles|scheduling)\//],
  ['command: shape', /\/packages\/protocol\/|\/zod\//],
  ['realtime: commands, frames', /\/server\/src\/realtime\//],
  ['Socket.IO, Engine.IO, ws', /\/(socket\.io|engine\.io|ws)[^/]*\//],
  ['metrics', /\/prom-client\//],
  ['hand-over between threads', /^node:internal\/(worker|per_context)/],
  ['streams and sends of Node', /^node:(net|internal\/(stream|streams|js_stream))/],
  ['timers, ticks and promises', /^node:(timers|internal\/(timers|process|async))/],
  ['start: loading of files', /^node:internal\/(modules|deps|bootstrap|main)|^wasm:/],
  ['HTTP and sign-in', /\/server\/src\/(http|security)\/|\/fastify|^node:_?http/],
];

const ownAreas: ReadonlyMap<string, string> = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'V8 and system, outside of functions'],
]);

const otherArea = 'other';

export function areaTimes({ nodes, samples, timeDeltas }: CpuProfile): AreaTimes {
  const areas = areasByNode(nodes);
  const times = new Map<string, number>();
  for (const [i, node] of samples.entries()) {
    const area = areas.get(node);
    if (area === undefined) continue;
    times.set(area, (times.get(area) ?? 0) + (timeDeltas[i] ?? 0) / 1000);
  }
  return times;
}

/** Nodes without an area are idle. */
function areasByNode(nodes: readonly CpuProfileNode[]): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const areas = new Map<number, string>();
  const walk = (node: CpuProfileNode, caller: string): void => {
    const { functionName, url } = node.callFrame;
    const area = ownAreas.get(functionName) ?? (url === '' ? caller : areaOfFile(url));
    if (functionName !== '(idle)') areas.set(node.id, area);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child) walk(child, area);
    }
  };
  const [root] = nodes;
  if (root) walk(root, otherArea);
  return areas;
}

const areaOfFile = (url: string): string =>
  areaPatterns.find(([, pattern]) => pattern.test(url))?.[0] ?? otherArea;

/** The store thread alone runs this file. */
const threadOf = ({ nodes }: CpuProfile): ProfileThread =>
  nodes.some(({ callFrame }) => callFrame.url.endsWith('/sqlite-worker.ts')) ? 'store' : 'main';

/** All profiles of a folder together, by thread. */
export function readProfiles(folder: string): ReadonlyMap<ProfileThread, AreaTimes> {
  const threads = new Map<ProfileThread, Map<string, number>>();
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.cpuprofile')) continue;
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const thread = threadOf(profile);
    const sums = threads.get(thread) ?? new Map<string, number>();
    threads.set(thread, sums);
    for (const [area, ms] of areaTimes(profile)) sums.set(area, (sums.get(area) ?? 0) + ms);
  }
  return threads;
}

/** One row for each area, those of the main thread first; the greatest first. */
export function profileTable(threads: ReadonlyMap<ProfileThread, AreaTimes>): string {
  const rows: string[][] = [['thread', 'area', 'ms', 'of the thread']];
  for (const thread of ['main', 'store'] as const) {
    const times = threads.get(thread) ?? new Map<string, number>();
    const all = [...times.values()].reduce((sum, ms) => sum + ms, 0);
    for (const [area, ms] of [...times].sort(([, one], [, other]) => other - one)) {
      rows.push([thread, area, ms.toFixed(0), `${((100 * ms) / all).toFixed(1)} %`]);
    }
  }
  return markdown(rows);
}
