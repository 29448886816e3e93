/**
 * The site of the fault tests: nodes of one house on one Redis, each behind its own relay, and a
 * reverse proxy in front. It reads the ledgers directly from the store, past all relays. The rows
 * inject the faults.
 */
import { randomBytes } from 'node:crypto';
import type { StaffApi } from '@holdspace/client';
import {
  Nodes,
  type RedisCluster,
  RedisProcess,
  ReverseProxy,
  type StoreKind,
} from '@holdspace/cluster';
import type { CircleState } from '@holdspace/core';
import { signInOrganiser } from '@holdspace/rehearsal';
import { deriveKeys, readSettings } from '@holdspace/server/config';
import { CommitCodec, openConfiguredStore } from '@holdspace/server/storage';
import type { Crowd } from './crowd.ts';
import type { History } from './history.ts';
import { checkHistory, type Verdict } from './history-checker.ts';
import { type LedgerContents, readLedgers } from './ledger-reader.ts';
import { circleStateOf, openLedgerContents } from './ledger-replay.ts';
import { patience } from './patience.ts';

export interface FaultSiteOptions {
  readonly store?: Exclude<StoreKind, 'sqlite'>;
  readonly count?: number;
  /** Settings of every node. */
  readonly env?: Readonly<Record<string, string>>;
}

export class FaultSite {
  readonly nodes: Nodes;
  readonly door: ReverseProxy;
  readonly organiser: StaffApi;
  readonly #secret: string;

  private constructor(nodes: Nodes, door: ReverseProxy, organiser: StaffApi, secret: string) {
    this.nodes = nodes;
    this.door = door;
    this.organiser = organiser;
    this.#secret = secret;
  }

  static async start({
    store = 'redis',
    count = 3,
    env,
  }: FaultSiteOptions = {}): Promise<FaultSite> {
    const secret = randomBytes(32).toString('hex');
    const quiet = { HOLDSPACE_LIMITS: 'off', HOLDSPACE_LOG: 'error', HOLDSPACE_SECRET: secret };
    const nodes = await Nodes.start({ store, count, node: { env: { ...quiet, ...env } } });
    try {
      const door = await ReverseProxy.open({ nodes: nodes.members.map(({ url }) => url) });
      const organiser = await signInOrganiser(door.url, nodes.organiserLink);
      return new FaultSite(nodes, door, organiser, secret);
    } catch (error) {
      await nodes.stop();
      throw error;
    }
  }

  /** The addresses of the nodes, past the reverse proxy. */
  get urls(): readonly string[] {
    return this.nodes.members.map(({ url }) => url);
  }

  /** The Redis of the site; throws for a Redis Cluster. */
  get redis(): RedisProcess {
    const { redis } = this.nodes;
    if (!(redis instanceof RedisProcess)) throw new Error('There is not one Redis here.');
    return redis;
  }

  get storeUrl(): string {
    return (this.nodes.redis as RedisProcess | RedisCluster).url;
  }

  /** Throws when a node has ended by itself: a row starts again what it has ended. */
  assertRunning(): void {
    for (const { process, url } of this.nodes.members) {
      if (!process.running) throw new Error(`${url} has ended by itself.\n${process.output}`);
    }
  }

  /** Undoes all faults; resolves when the reverse proxy reports all nodes as ready. */
  async heal(): Promise<void> {
    this.assertRunning();
    await this.nodes.heal();
    for (const { url } of this.nodes.members)
      await waitUntilTrue(() => isReady(url), `${url} is ready`);
    await waitUntilTrue(
      async () => this.door.ready.length === this.urls.length,
      'the door knows all',
    );
  }

  /**
   * Compares the history of this crowd, which sends nothing any more, with the ledgers of its
   * circles: everybody has everything then. A deadline can still add a commit, which some have and
   * some have not at that moment: then all of it is done again.
   */
  async verdict(crowd: Crowd, history: History): Promise<Verdict> {
    this.assertRunning();
    const sealer = new CommitCodec(deriveKeys(this.#secret).chain);
    return atRest(
      () => this.#ledgersOf(crowd, sealer),
      async () => {
        await crowd.syncAll();
        const { length } = history;
        crowd.finish();
        return () => history.truncate(length);
      },
      (ledgers) => checkHistory(history.entries, ledgers, sealer),
    );
  }

  async #ledgersOf({ circles: gatherings }: Crowd, sealer: CommitCodec): Promise<LedgerContents[]> {
    const env = { HOLDSPACE_STORE: this.storeUrl, HOLDSPACE_SECRET: this.#secret };
    const read = readSettings(env);
    if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join('\n'));
    const store = await openConfiguredStore(read.settings);
    try {
      const names = new Set(gatherings.flatMap(({ id }) => [`circle:${id}`, `desk:${id}`]));
      const first = await readLedgers(store, (ledger) => names.has(ledger));
      for (const ledger of first.filter((each) => each.ledger.startsWith('circle:'))) {
        const circle = openLedgerContents(ledger, sealer);
        const state: CircleState | null = typeof circle === 'string' ? null : circleStateOf(circle);
        for (const { meeting } of state?.meetings ?? []) names.add(`meeting:${meeting}`);
      }
      return await readLedgers(store, (ledger) => names.has(ledger));
    } finally {
      await store.close();
    }
  }

  async stop(): Promise<void> {
    await this.door.close();
    await this.nodes.stop();
  }
}

const maxLooks = 20;

/**
 * Judges what the clients show and what the ledgers hold at one moment: the ledgers end at the
 * same commits before and after `show`. When they do not, `show` is undone and done again. Rejects
 * when a commit comes each time.
 */
export async function atRest<T>(
  read: () => Promise<readonly LedgerContents[]>,
  show: () => Promise<() => void>,
  judge: (ledgers: readonly LedgerContents[]) => T,
): Promise<T> {
  let before = await read();
  for (let look = 0; look < maxLooks; look++) {
    const undo = await show();
    const after = await read();
    if (endsOf(before) === endsOf(after)) return judge(after);
    undo();
    before = after;
  }
  throw new Error(`In ${maxLooks} looks the ledgers never ended where they had ended before.`);
}

const endsOf = (ledgers: readonly LedgerContents[]): string =>
  JSON.stringify(ledgers.map(({ ledger, log, head }) => [ledger, log, head.version]).sort());

/** The readiness report of a node; null when it does not answer in time. */
export const readiness = (url: string): Promise<number | null> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2500) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.status;
    },
    () => null,
  );

const isReady = async (url: string): Promise<boolean> => (await readiness(url)) === 200;

/** Waits until the condition is true; resolves with the time that it took, in milliseconds. */
export async function waitUntilTrue(holds: () => Promise<boolean>, what: string): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > patience) throw new Error(`It never came about that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - began;
}
