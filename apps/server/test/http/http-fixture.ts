/** A server in memory that nobody can reach but the test, and visitors with cookies of their own. */
import type {
  CircleCardBody,
  LinkPreview,
  OpenedCircleResponse,
  ProblemBody,
  RedeemResponse,
} from '@holdspace/protocol';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { onTestFinished } from 'vitest';
import { createOperatorTasks } from '../../src/admin/operator-tasks.ts';
import { type App, createApp } from '../../src/app.ts';
import { readSettings, type Settings } from '../../src/config/settings.ts';
import { createLog, type Log } from '../../src/ops/log.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';

export interface HttpFixture {
  readonly app: App;
  /** The store's clock; tests move it. */
  readonly clock: { now: number };
  visitor(): HttpVisitor;
  organiser(): Promise<HttpVisitor>;
  link(): Promise<string>;
  /** Another node on the same store; its visitors come by the same links. */
  anotherNode(): Promise<Pick<HttpFixture, 'app' | 'visitor'>>;
}

export function testSettings(environment: Record<string, string> = {}): Settings {
  const read = readSettings(environment);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.settings;
}

export async function startHttpFixture(
  environment: Record<string, string> = {},
  log: Log = createLog('silent'),
): Promise<HttpFixture> {
  const clock = { now: Date.parse('2026-03-01T18:00:00Z') };
  const store = createMemoryStore({ now: () => clock.now });
  const open = async () => {
    const app = await createApp({ settings: testSettings(environment), store, log });
    await app.start();
    onTestFinished(() => app.close());
    return app;
  };
  const app = await open();
  const keeping = createOperatorTasks(app.httpContext, () => 'http://localhost');
  const link = async () => (await keeping['organiser-link']()).url;
  const visitor = () => new HttpVisitor(app);
  return {
    app,
    clock,
    visitor,
    link,
    async anotherNode() {
      const next = await open();
      return { app: next, visitor: () => new HttpVisitor(next) };
    },
    async organiser() {
      const organiser = visitor();
      await organiser.redeem(await link());
      return organiser;
    },
  };
}

export const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1);

export class HttpVisitor {
  readonly jar = new Map<string, string>();
  readonly #app: App;
  /** Sent with every request, over what a test gives. */
  headers: Record<string, string> = {};

  constructor(app: App) {
    this.#app = app;
  }

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: unknown,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const options: InjectOptions = { method, url };
    options.headers = { ...(cookie ? { cookie } : {}), ...this.headers, ...headers };
    if (payload !== undefined) {
      options.headers['content-type'] ??= 'application/json';
      options.payload = typeof payload === 'string' ? payload : JSON.stringify(payload);
    }
    const response = await this.#app.fastify.inject(options);
    for (const { name, value } of response.cookies) {
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return response;
  }

  look(link: string) {
    return this.ask('POST', '/api/links/look', { token: tokenOf(link) });
  }
  redeem(link: string, overrides: object = {}) {
    return this.ask('POST', '/api/links/redeem', { token: tokenOf(link), ...overrides });
  }
  join(link: string, name: string, overrides: object = {}) {
    return this.redeem(link, { name, agreed: true, ...overrides });
  }
  async openCircle(overrides: object = {}): Promise<OpenedCircleResponse> {
    const body = { name: 'Tuesdays', start: '2026-03-01T19:00:00Z', ...overrides };
    const response = await this.ask('POST', '/api/circles', body);
    if (response.statusCode !== 201) throw new Error(response.body);
    return response.json<OpenedCircleResponse>();
  }
}

export const errorBody = (response: LightMyRequestResponse) => response.json<ProblemBody>();
export const lookedBody = (response: LightMyRequestResponse) =>
  response.json<LinkPreview & { kind: 'circle'; card: CircleCardBody }>();
export const redeemedBody = (response: LightMyRequestResponse) =>
  response.json<RedeemResponse & { kind: 'member' }>();
