/**
 * One server of this project as a child process on a fixed port: it can be killed, paused,
 * terminated and started again. Its settings name the store; by default it has SQLite in a
 * temporary folder. The server is started by its program: this package imports no server code.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ManagedProcess, waitUntilReady } from './managed-process.ts';
import { RestartableProcess } from './restartable-process.ts';

export interface NodeOptions {
  /** 0, the default: a free port. */
  readonly port?: number;
  readonly host?: string;
  /** Settings of the server; those of this process are not passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives each line of output except the first, which contains the addresses. */
  readonly onLine?: (line: string) => void;
}

const serverProgram = fileURLToPath(
  new URL('../../../apps/server/bin/holdspace.mjs', import.meta.url),
);
/** A graceful shutdown takes 20 s at most. */
const stopDeadline = 25_000;

export class NodeProcess extends RestartableProcess {
  readonly #options: NodeOptions;
  /** The default data folder. */
  readonly #folder: string;
  /** Settings of the next launch that override those of the options. */
  #env: Readonly<Record<string, string>> = {};
  #url = '';
  #organiserLink = '';

  private constructor(folder: string, options: NodeOptions) {
    super();
    this.#folder = folder;
    this.#options = options;
  }

  /** Resolves when it is ready. */
  static async start(options: NodeOptions = {}): Promise<NodeProcess> {
    const node = new NodeProcess(await mkdtemp(join(tmpdir(), 'holdspace-')), options);
    try {
      await node.launch();
    } catch (error) {
      await node.stop();
      throw error;
    }
    return node;
  }

  get url(): string {
    return this.#url;
  }
  get port(): number {
    return Number(new URL(this.#url).port);
  }
  /** The last link that it printed: empty once an organiser has signed in. */
  get organiserLink(): string {
    return this.#organiserLink;
  }

  /** For the next launch, and those after it. */
  configure(env: Readonly<Record<string, string>>): void {
    this.#env = { ...this.#env, ...env };
  }

  async launch(): Promise<void> {
    if (this.running) return;
    const { port = 0, host = '127.0.0.1', env, onLine } = this.#options;
    let opened = false;
    const own = new ManagedProcess(process.execPath, [serverProgram, 'serve', '--json'], {
      folder: this.#folder,
      env: {
        ...outerEnvironment(process.env),
        HOST: host,
        PORT: this.#url === '' ? String(port) : new URL(this.#url).port,
        HOLDSPACE_DATA: this.#folder,
        ...env,
        ...this.#env,
      },
      onLine: (line, stream) => {
        if (stream === 'stderr' || opened) return onLine?.(line);
        opened = true;
        const { url, organiserLink } = JSON.parse(line) as { url: string; organiserLink: string };
        this.#url = url;
        if (organiserLink) this.#organiserLink = organiserLink;
      },
    });
    this.setProcess(own);
    const ready = async () => opened && (await isReady(this.#url));
    await waitUntilReady(own, { title: 'The server', ready });
  }

  /** SIGTERM and a graceful shutdown. Resolves with the exit code; 137 when it was killed. */
  async terminate(): Promise<number> {
    const exit = await this.stopGracefully(stopDeadline);
    return exit?.code ?? (exit?.signal === 'SIGKILL' ? 137 : 1);
  }

  /** Ends the process and removes its temporary folder. */
  async stop(): Promise<void> {
    await this.stopGracefully(stopDeadline);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The environment without the settings of a server. */
const outerEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(HOLDSPACE_|PUBLIC_URL$|HOST$|PORT$)/.test(name)),
  );

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
