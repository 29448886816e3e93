/**
 * `holdspace cluster`: a Redis, several nodes and one way in as plain processes of one
 * machine, on data that stay. Whatever ends by itself is started again, so that one can see
 * what happens when it is killed; Ctrl-C ends all of them in order.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ProcessExit } from '@holdspace/cluster';
import { Nodes, RedisProcess, ReverseProxy } from '@holdspace/cluster';
import { withSecret } from '../config/secrets.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import { explainFault } from './serve.ts';
import { onStopSignal } from './stop-signals.ts';
import { usage, wantsHelp } from './usage.ts';

const defaultData = './data-cluster';
const maxNodes = 9;
/** Before what ended is started again: time enough to see it gone. */
const restartDelay = 1000;

export async function cluster(args: readonly string[]): Promise<number> {
  if (wantsHelp(args)) {
    console.log(usage.cluster.help);
    return 0;
  }
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\nholdspace cluster ${usage.cluster.line}`);
    return 2;
  }
  const stop = new AbortController();
  const listened = onStopSignal(() => stop.abort());
  const nodes = await startNodes(options);
  let proxy: ReverseProxy | null = null;
  try {
    proxy = await ReverseProxy.open({
      nodes: nodes.members.map(({ url }) => url),
      host: options.settings.host,
      port: options.settings.port,
    });
    console.log(openingText(nodes, proxy.url, options.settings));
    const watched = superviseProcesses(nodes, stop.signal);
    if (!stop.signal.aborted) {
      await new Promise((aborted) => stop.signal.addEventListener('abort', aborted));
    }
    console.log('Stopping: everybody is told to come back.');
    await watched;
    return 0;
  } catch (error) {
    const explained = explainFault(error, options.settings);
    console.error(explained instanceof Error ? explained.message : String(explained));
    return 1;
  } finally {
    stop.abort();
    await nodes.stop();
    await proxy?.close();
    listened();
  }
}

interface ClusterOptions {
  readonly count: number;
  readonly settings: Settings & { readonly secret: string };
}

/** Settings are those of any server; the store is ours to bring. */
function readOptions(args: readonly string[]): ClusterOptions | string {
  const { HOLDSPACE_STORE: store, HOLDSPACE_DATA: data = defaultData } = process.env;
  if (store) return 'HOLDSPACE_STORE is set, and the cluster brings a Redis of its own.';
  const settings = readSettings({ ...process.env, HOLDSPACE_DATA: data });
  if ('faults' in settings) return settings.faults.map(({ message }) => message).join('\n');
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { nodes: { type: 'string', default: '3' } },
    });
    const count = Number(values.nodes);
    if (!Number.isInteger(count) || count < 1 || count > maxNodes) {
      return `--nodes ${values.nodes}: needs a number from 1 to ${maxNodes}.`;
    }
    return { count, settings: withSecret(settings.settings) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function startNodes({ count, settings }: ClusterOptions): Promise<Nodes> {
  const own = /^HOLDSPACE_(DATA|STORE|SECRET|SECRET_FILE|TRUST_PROXY)$/;
  const passedOn = Object.entries(process.env).filter(
    ([name]) => name === 'PUBLIC_URL' || (name.startsWith('HOLDSPACE_') && !own.test(name)),
  );
  return Nodes.start({
    store: 'redis',
    count,
    redis: { folder: join(resolve(settings.data), 'redis') },
    node: {
      env: {
        HOLDSPACE_LOG: 'warn',
        ...(Object.fromEntries(passedOn) as Record<string, string>),
        HOLDSPACE_SECRET: settings.secret,
        HOLDSPACE_TRUST_PROXY: '127.0.0.1',
      },
      onLine: (line) => console.error(line),
    },
  });
}

function openingText(nodes: Nodes, address: string, { publicUrl, data }: Settings): string {
  const url = publicUrl ?? address;
  const { organiserLink, redis, members } = nodes;
  const link = organiserLink === '' ? null : new URL(organiserLink);
  const again =
    `HOLDSPACE_STORE=${redis?.url} HOLDSPACE_SECRET_FILE=${join(data, 'secret')} ` +
    `PUBLIC_URL=${url} npx holdspace organiser-link`;
  return [
    `Holdspace is open at ${url}`,
    link
      ? `organiser link: ${url}${link.pathname}${link.search}${link.hash}`
      : `To let an organiser in again: ${again}`,
    ...(redis instanceof RedisProcess ? [`  redis   ${redis.url}  process ${redis.pid}`] : []),
    ...members.map((each, i) => `  node ${i + 1}  ${each.url}  process ${each.process.pid}`),
    `Everything is kept in ${data}. Ctrl-C stops it.`,
  ].join('\n');
}

interface SupervisedProcess {
  readonly title: string;
  readonly process: { readonly ended: Promise<ProcessExit>; launch(): Promise<void> };
}

/** Resolves after `signal`, when nothing is being started any more. */
async function superviseProcesses({ members, redis }: Nodes, signal: AbortSignal): Promise<void> {
  const all: SupervisedProcess[] = members.map(({ process }, i) => ({
    title: `Node ${i + 1}`,
    process,
  }));
  if (redis instanceof RedisProcess) all.push({ title: 'Redis', process: redis });
  const stopped = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null));
  });
  const superviseProcess = async ({ title, process }: SupervisedProcess) => {
    for (;;) {
      const exit = await Promise.race([process.ended, stopped]);
      if (exit === null || signal.aborted) return;
      console.log(`${title} has ended (${exit.signal ?? exit.code}); it is started again.`);
      await Promise.race([pause(restartDelay, null, { ref: false }), stopped]);
      if (signal.aborted) return;
      await process.launch().catch((error: unknown) => console.error(String(error)));
    }
  };
  await Promise.all(all.map(superviseProcess));
}
