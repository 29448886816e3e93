/**
 * Two houses that come from one backup, so that people, meetings and cookies are the same in both.
 * What a test does in one of them differs from the other by a secret alone; then everything that
 * anybody is given, on every route and in every packet, must be the same to the byte.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Millis } from '@holdspace/core';
import { inboxNamespace, protocolVersion, socketPath, type WireCommand } from '@holdspace/protocol';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { createOperatorTasks } from '../../src/admin/operator-tasks.ts';
import { type App, createApp } from '../../src/app.ts';
import { deriveKeys } from '../../src/config/secrets.ts';
import { createLog } from '../../src/ops/log.ts';
import { exportStore, importStore } from '../../src/storage/backup/transfer.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { HttpVisitor, testSettings } from '../http/http-fixture.ts';
import { folderForTest } from '../storage/store-helpers.ts';

const secret = 'a secret of two worlds, long enough for both';
const codec = new CommitCodec(deriveKeys(secret).chain);
/** Ids, hashes and other tokens. */
const tokenPattern = /\b[a-z]{1,2}_[0-9a-z]{16}\b|[A-Za-z0-9_-]{20,}/g;
/** Codes and headers, which stay. No random token is in small letters alone. */
const isWords = (token: string): boolean => /^[a-z]+(-[a-z]+)*$/.test(token);

export interface World {
  readonly app: App;
  readonly url: string;
  readonly store: Store;
  /** The same object in both worlds. */
  readonly clock: { now: Millis };
  /** Each line of the log. */
  readonly lines: readonly string[];
  /** Tokens of both worlds stay; each other one becomes a number, in the order of the texts. */
  readonly renaming: () => (text: string) => string;
}

async function openWorld(
  store: Store,
  clock: World['clock'],
  known: ReadonlySet<string>,
): Promise<World> {
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const environment = { HOLDSPACE_SECRET: secret, HOLDSPACE_LIMITS: 'off' };
  const app = await createApp({ settings: testSettings(environment), store, log });
  await app.start();
  onTestFinished(() => app.close());
  await app.fastify.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.fastify.server.address() as AddressInfo;
  const renaming = () => {
    const numbers = new Map<string, string>();
    return (text: string) =>
      text.replaceAll(`127.0.0.1:${port}`, 'this-host').replace(tokenPattern, (token) => {
        if (known.has(token) || isWords(token)) return token;
        const number = numbers.get(token) ?? `new-${numbers.size + 1}`;
        numbers.set(token, number);
        return number;
      });
  };
  return { app, url: `http://127.0.0.1:${port}`, store, clock, lines, renaming };
}

/** A house as `prepare` leaves it, twice. Jars of cookies that it made are good in both. */
export async function startTwoWorlds<T>(
  now: Millis,
  prepare: (base: World, organiserLink: () => Promise<string>) => Promise<T>,
): Promise<{ readonly worlds: readonly [World, World]; readonly prepared: T }> {
  const clock = { now };
  const openStore = () => createMemoryStore({ now: () => clock.now });
  const base = await openWorld(openStore(), clock, new Set());
  const tasks = createOperatorTasks(base.app.httpContext, () => base.url);
  const prepared = await prepare(base, async () => (await tasks['organiser-link']()).url);
  await base.app.close();
  const file = join(folderForTest(), 'backup.gz');
  await exportStore(base.store, codec, file);
  const known = new Set(gunzipSync(readFileSync(file)).toString().match(tokenPattern));
  const restore = async () => {
    const store = openStore();
    await importStore(store, codec, file);
    return openWorld(store, clock, known);
  };
  return { worlds: [await restore(), await restore()], prepared };
}

/** The cookies and headers of one person in another world. */
export function visitorIn({ app }: World, of: HttpVisitor): HttpVisitor {
  const visitor = new HttpVisitor(app);
  for (const [name, value] of of.jar) visitor.jar.set(name, value);
  visitor.headers = { ...of.headers };
  return visitor;
}

const cookieOf = ({ jar }: HttpVisitor): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

/** A connection that keeps each packet as it came, and each answer to what it asked. */
export class RecordedSocket {
  readonly packets: string[] = [];
  readonly #socket: Socket;
  readonly #rename: (text: string) => string;
  /** Of the last snapshot. */
  log: string | undefined;

  /** `circle`: null for the inbox of staff. `log`: of what this client has the beginning of. */
  constructor(
    world: World,
    visitor: HttpVisitor,
    { circle, device, log }: { circle: string | null; device: string; log?: string | undefined },
  ) {
    this.#rename = world.renaming();
    const options = {
      ...{ path: socketPath, transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { cookie: cookieOf(visitor), origin: world.url },
      auth: {
        ...{ protocol: protocolVersion, circle, device, byItem: true, differences: true },
        ...(log !== undefined && { log, at: 0 }),
      },
    };
    this.#socket = io(`${world.url}${circle === null ? inboxNamespace : ''}`, options);
    this.#socket.onAny((...packet: unknown[]) => this.#keep(packet));
    this.#socket.on('snapshot', (snapshot: { log: string }) => {
      this.log = snapshot.log;
    });
    this.#socket.on('connect_error', ({ message }) => this.#keep(['connect_error', message]));
    onTestFinished(() => void this.#socket.disconnect());
  }

  #keep(packet: unknown): void {
    this.packets.push(this.#rename(JSON.stringify(packet)));
  }

  /** Resolves with the answer, which is kept as a packet. */
  async emit(name: string, ...args: unknown[]): Promise<unknown> {
    const answer: unknown = await this.#socket.timeout(20_000).emitWithAck(name, ...args);
    this.#keep([`answer to ${name}`, answer]);
    return answer;
  }

  command(id: string, command: WireCommand): Promise<unknown> {
    return this.emit('command', { id, ...command });
  }

  get opened(): boolean {
    return this.packets.length > 0;
  }
}
