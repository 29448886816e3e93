/** Three whole servers on one store, as behind a front door, and people with browsers of their own. */
import type { AddressInfo } from 'node:net';
import {
  type CircleConnection,
  CookieJar,
  connect,
  linkTokenOf,
  type StaffApi,
  staffApi,
} from '@holdspace/client';
import type { AlertCause } from '@holdspace/core';
import type { ConnectError, OpenedCircleResponse } from '@holdspace/protocol';
import { expect, onTestFinished } from 'vitest';
import { createOperatorTasks } from '../../src/admin/operator-tasks.ts';
import { type App, createApp } from '../../src/app.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { testSettings } from '../http/http-fixture.ts';
import { ownTimeOf } from './own-time.ts';
import { eventually } from './realtime-fixture.ts';

/** Within this, what was taken back opens nothing on any node. */
export const signOutDeadline = 1000;

export interface ThreeNodes {
  readonly urls: readonly string[];
  readonly apps: readonly App[];
  readonly organiser: Browser;
  readonly opened: OpenedCircleResponse;
  organiserLink(): Promise<string>;
  /** At the first node, as a circle reports it. */
  raise(cause: AlertCause): Promise<void>;
}

/** One more node; it closes with the test, and its store after it. */
export async function startNode(open: () => Promise<Store>): Promise<{ app: App; url: string }> {
  const environment = { HOLDSPACE_SECRET: 'a secret of at least thirty-two characters' };
  const store = await open();
  onTestFinished(() => store.close());
  const settings = testSettings(environment);
  const app = await createApp({ settings, store, log: createLog('silent') });
  onTestFinished(() => app.close());
  await app.start();
  await app.fastify.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.fastify.server.address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}` };
}

/** `open`: the store of each node; absent: one store in memory, which all share. */
export async function startThreeNodes(open?: () => Promise<Store>): Promise<ThreeNodes> {
  const inMemory = createMemoryStore();
  const apps: App[] = [];
  const urls: string[] = [];
  for (let n = 0; n < 3; n++) {
    const { app, url } = await startNode(open ?? (async () => inMemory));
    apps.push(app);
    urls.push(url);
  }
  const [first] = apps as [App];
  const keeping = createOperatorTasks(first.httpContext, () => urls[0] ?? '');
  const organiserLink = async () => (await keeping['organiser-link']()).url;
  const organiser = new Browser(urls);
  await organiser.at(0).redeem({ token: linkTokenOf(await organiserLink()) });
  const opened = await organiser.at(0).openCircle({
    name: 'Tuesdays',
    start: new Date().toISOString(),
    settings: { admit: 'everyone' },
  });
  const raise = async (cause: AlertCause) => {
    const house = await first.ledgers.house();
    await house.handle({ do: 'raise-alert', cause }, systemContext);
  };
  return { urls, apps, organiser, opened, organiserLink, raise };
}

/** One browser with its cookies, at any of the nodes. */
export class Browser {
  readonly #urls: readonly string[];
  readonly jar = new CookieJar();

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  at(node: number): StaffApi {
    return staffApi({ url: this.#urls[node] ?? '', jar: this.jar });
  }

  /** The very same cookies, as a person has them who took them. */
  copied(): Browser {
    const copy = new Browser(this.#urls);
    const headers = new Headers();
    for (const pair of this.jar.header.split('; ')) headers.append('set-cookie', pair);
    copy.jar.storeFrom(headers);
    return copy;
  }

  /** Any request of the HTTP interface; cookies of the answer are kept. */
  async ask(
    node: number,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: object | undefined = method === 'POST' ? {} : undefined,
  ): Promise<Response> {
    const { header: cookie } = this.jar;
    const response = await fetch(`${this.#urls[node]}/api${path}`, {
      method,
      ...(body === undefined
        ? { headers: { cookie } }
        : {
            headers: { cookie, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
    this.jar.storeFrom(response.headers);
    return response;
  }

  async joins(link: string, name: string) {
    const done = await this.at(0).redeem({ token: linkTokenOf(link), name, agreed: true });
    if (done.kind !== 'member') throw new Error('This link leads to no circle.');
    return done;
  }

  /** A page of the circle at that node. */
  opens(node: number, circle: string): CircleConnection {
    const url = this.#urls[node] ?? '';
    const page = connect({ url, circle, cookie: this.jar.header });
    onTestFinished(() => page.close());
    return page;
  }

  /** A page at each node that everything has come to. */
  async everywhere(circle: string): Promise<CircleConnection[]> {
    const pages = this.#urls.map((_, node) => this.opens(node, circle));
    await eventually(() => pages.every((page) => page.getSnapshot().status === 'live'));
    return pages;
  }
}

/** These pages are cut off within a second, told that their session has ended, and stay away. */
export async function expectSignedOut(pages: readonly CircleConnection[]): Promise<void> {
  const isLive = (page: CircleConnection) => page.getSnapshot().status === 'live';
  const taken = await ownTimeOf(() => eventually(() => !pages.some(isLive)));
  expect(taken).toBeLessThan(signOutDeadline);
  const refusals = () => pages.map((page) => page.getSnapshot().refusal);
  await eventually(() => refusals().every((refusal) => refusal === 'signed-out'));
  expect(pages.map((page) => page.getSnapshot().status)).toEqual(pages.map(() => 'refused'));
}

/** What a browser with these cookies gets at each node: nothing of the circle. */
export async function expectNoAccess(thief: Browser, circle: string): Promise<void> {
  for (let node = 0; node < 3; node++) {
    const { circles } = await thief.at(node).me();
    expect(circles).toEqual([]);
    const page = thief.opens(node, circle);
    await eventually(() => page.getSnapshot().status === 'refused');
    expect(['signed-out', 'not-here'] satisfies ConnectError[]).toContain(
      page.getSnapshot().refusal,
    );
    expect(page.getSnapshot().view).toBeNull();
  }
}
