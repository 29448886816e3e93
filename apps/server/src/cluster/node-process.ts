/**
 * One server of this project as a process of our own, on a port it keeps: killed without
 * warning, paused, asked to go, and started again. Which store it works on is for its
 * settings to say; without any it has SQLite in a temporary folder.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OwnProcess, untilReady } from './own-process.ts';
import { Restartable } from './restartable.ts';

export interface NodeOptions {
  /** 0, the default: a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Settings of the server; nothing of our own surroundings sets it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Each line it says beside its addresses. */
  readonly hear?: (line: string) => void;
}

const bin = fileURLToPath(new URL('../../bin/holdspace.mjs', import.meta.url));
const startDeadline = 30_000;
/** A server that goes in order takes 20 s at most. */
const patience = 25_000;

export class NodeProcess extends Restartable {
  readonly #options: NodeOptions;
  /** Where it keeps its data when its settings name no other place. */
  readonly #folder: string;
  #url = '';
  #organiserLink = '';

  private constructor(folder: string, options: NodeOptions) {
    super();
    this.#folder = folder;
    this.#options = options;
  }

  /** Answers once it is ready. */
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
  /** The last that it printed: none once an organiser has come in. */
  get organiserLink(): string {
    return this.#organiserLink;
  }

  async launch(): Promise<void> {
    if (this.running) return;
    const { port = 0, host = '127.0.0.1', env, hear } = this.#options;
    let opened = false;
    const own = new OwnProcess(process.execPath, [bin, 'serve', '--json'], {
      folder: this.#folder,
      env: {
        ...outside(process.env),
        HOST: host,
        PORT: this.#url === '' ? String(port) : new URL(this.#url).port,
        HOLDSPACE_DATA: this.#folder,
        ...env,
      },
      hear: (line, stream) => {
        if (stream === 'stderr' || opened) return hear?.(line);
        opened = true;
        const { url, organiserLink } = JSON.parse(line) as { url: string; organiserLink: string };
        this.#url = url;
        if (organiserLink) this.#organiserLink = organiserLink;
      },
    });
    this.became(own);
    const ready = async () => opened && (await isReady(this.#url));
    await untilReady(own, { title: 'The server', ready, deadline: startDeadline });
  }

  /** SIGTERM: it goes in order. Its exit code; 137 when it had to be killed. */
  async terminate(): Promise<number> {
    const exit = await this.askToGo(patience);
    return exit?.code ?? (exit?.signal === 'SIGKILL' ? 137 : 1);
  }

  /** For good, with its temporary folder. */
  async stop(): Promise<void> {
    await this.askToGo(patience);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The surroundings without what would set a server of one's own. */
const outside = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(HOLDSPACE_|PUBLIC_URL$|HOST$|PORT$)/.test(name)),
  );

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
