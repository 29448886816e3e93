/**
 * The processes of this run: each is pinned to a core where the system allows it, prints a line
 * when it is ready, and is stopped by its own id, also when this process is stopped.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Child<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const readyDeadline = 90_000;
const stopDeadline = 10_000;
const runningChildren = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of runningChildren) child.kill('SIGKILL');
});

/** False: all processes share the cores, and absolute times mean even less. */
export const canPin: boolean = spawnSync('taskset', ['-c', '1', 'true']).status === 0;

export async function startChild<Ready>(
  program: string,
  args: readonly string[],
  {
    core,
    env = {},
    ipc = false,
    isReady,
  }: {
    readonly core: 0 | 1;
    readonly env?: Readonly<Record<string, string>>;
    readonly ipc?: boolean;
    /** Null: not yet. */
    readonly isReady: (line: string) => Ready | null;
  },
): Promise<Child<Ready>> {
  const [first = program, ...rest] = canPin
    ? ['taskset', '-c', String(core), program, ...args]
    : [program, ...args];
  const child = spawn(first, rest, {
    stdio: ['pipe', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    env: { ...cleanEnvironment(), ...env },
  });
  runningChildren.add(child);
  child.once('exit', () => runningChildren.delete(child));
  const output: string[] = [];
  const ready = new Promise<Ready>((resolve, reject) => {
    const fail = (why: string) =>
      reject(new Error(`${program} ${args.join(' ')}: ${why}\n${output.slice(-20).join('\n')}`));
    const timer = setTimeout(() => fail('was not ready in time'), readyDeadline);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        const found = isReady(line);
        if (found === null) return;
        clearTimeout(timer);
        resolve(found);
      });
    }
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
  const stop = () => stopChild(child);
  try {
    const found = await ready;
    return { pid: child.pid as number, ready: found, process: child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), stopDeadline);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(late);
}

/** The environment without the settings that would change a server. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(HOLDSPACE_|NODE_OPTIONS$|PUBLIC_URL$|HOST$|PORT$|REDIS_URL$)/.test(name),
    ),
  );
