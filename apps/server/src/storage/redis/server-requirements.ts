/**
 * What a Redis must be set to before anything is entrusted to it. Asked of every primary at
 * every new connection, because a restart or a failover can bring up another one.
 */
import { StoreFault } from '../port/store.ts';
import type { RedisAddress } from './address.ts';
import type { RedisNodeClient } from './redis-link.ts';

export const fsyncPolicies = ['always', 'everysec'] as const;
/** What an answered write has outlasted: `always` a power cut, `everysec` all but its last seconds. */
export type FsyncPolicy = (typeof fsyncPolicies)[number];

const minimumVersion = [7, 0] as const;

/** Rejects with a StoreFault of one sentence a fault; answers sentences worth a warning. */
export async function assertServerFit(
  line: RedisNodeClient,
  { cluster }: RedisAddress,
  promised: FsyncPolicy,
): Promise<readonly string[]> {
  const info = readInfo(String(await line.send(['INFO'])));
  const config = await readConfig(line);
  const faults = [
    ...serverFaults(info, cluster),
    ...fsyncFaults(config.get('appendfsync') ?? '', promised),
    ...settingFaults(
      config,
      'appendonly',
      'yes',
      'what is in memory alone is lost with the process',
    ),
    ...settingFaults(
      config,
      'no-appendfsync-on-rewrite',
      'no',
      'nothing is synced during a rewrite',
    ),
    ...settingFaults(
      config,
      'maxmemory-policy',
      'noeviction',
      'other policies throw away what was said',
    ),
  ];
  if (faults.length > 0) {
    throw new UnfitFault(`Redis at ${line.address} is not set as it must be. ${faults.join(' ')}`);
  }
  if (cluster && !/cluster_state:ok/.test(String(await line.send(['CLUSTER', 'INFO'])))) {
    throw new StoreFault(`The cluster of ${line.address} is not whole.`);
  }
  return [...snapshotWarnings(line, config), ...truncationWarnings(line, config)];
}

/** What another attempt would not mend. */
export class UnfitFault extends StoreFault {
  override name = 'UnfitFault';
}

function serverFaults(info: ReadonlyMap<string, string>, cluster: boolean): string[] {
  const faults: string[] = [];
  const version = info.get('redis_version') ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < minimumVersion[0] || (major === minimumVersion[0] && minor < minimumVersion[1])) {
    faults.push(`It is version ${version}: install ${minimumVersion.join('.')} or later.`);
  }
  if (info.get('role') !== 'master') {
    faults.push('It is a replica: name its primary in HOLDSPACE_STORE.');
  }
  const clustered = info.get('cluster_enabled') === '1';
  if (clustered && !cluster) {
    faults.push('It is part of a Redis Cluster: begin HOLDSPACE_STORE with redis-cluster://.');
  }
  return faults;
}

function fsyncFaults(is: string, promised: FsyncPolicy): string[] {
  if (is === 'always' || is === promised) return [];
  const less = is === 'everysec' ? ', or promise less with HOLDSPACE_REDIS_FSYNC=everysec' : '';
  return [`appendfsync is ${is}: set “appendfsync ${promised}”${less}.`];
}

function settingFaults(
  config: ReadonlyMap<string, string>,
  name: string,
  value: string,
  why: string,
) {
  const is = config.get(name) ?? '';
  return is === value
    ? []
    : [`${name} is ${is || 'not known'}: set “${name} ${value}”, as ${why}.`];
}

const checkedSettings = [
  'appendonly',
  'appendfsync',
  'no-appendfsync-on-rewrite',
  'maxmemory-policy',
  'save',
  'aof-load-truncated',
] as const;

function snapshotWarnings(
  { address }: RedisNodeClient,
  config: ReadonlyMap<string, string>,
): string[] {
  if (!config.get('save')) return [];
  return [
    `Redis at ${address} also writes snapshots, where erased words stay until the next one: ` +
      'set save ""',
  ];
}

/** docs/faults.md: it leaves the beginning of a torn commit, for the next ones to fall into. */
function truncationWarnings(
  { address }: RedisNodeClient,
  config: ReadonlyMap<string, string>,
): string[] {
  if (config.get('aof-load-truncated') !== 'yes') return [];
  return [
    `Redis at ${address} takes off by itself what a power cut tore, and can lose what is said ` +
      'after that: set “aof-load-truncated no” and run redis-check-aof --fix before each start',
  ];
}

async function readConfig(line: RedisNodeClient): Promise<ReadonlyMap<string, string>> {
  const reply = await line.send(['CONFIG', 'GET', ...checkedSettings]).catch((cause: unknown) => {
    if (!(cause instanceof Error) || !/NOPERM|unknown command/i.test(cause.message)) throw cause;
    throw new UnfitFault(
      `Redis at ${line.address} does not let its settings be read, and without them nothing ` +
        'can be promised: give the user in HOLDSPACE_STORE the permission +config|get.',
    );
  });
  if (Array.isArray(reply)) {
    return new Map(
      reply.flatMap((name, i) => (i % 2 ? [] : [[String(name), String(reply[i + 1])]])),
    );
  }
  if (reply instanceof Map)
    return new Map([...reply].map(([name, is]) => [String(name), String(is)]));
  return new Map(Object.entries(reply ?? {}).map(([name, is]) => [name, String(is)]));
}

export function readInfo(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1)] as const] : [];
    }),
  );
}
