/** A house of two nodes on one store, reached over HTTP and sockets as a browser does. */
import type { AddressInfo } from 'node:net';
import {
  api,
  type CircleConnection,
  CookieJar,
  connect,
  linkTokenOf,
  staffApi,
} from '@holdspace/client';
import type { View, WireCommand } from '@holdspace/protocol';
import { expect, onTestFinished, vi } from 'vitest';
import { createOperatorTasks } from '../../src/admin/operator-tasks.ts';
import { type App, createApp } from '../../src/app.ts';
import { readSettings } from '../../src/config/settings.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';

const secret = 'a secret of this test, long enough for it';

/** A person with a cookie of their own. */
export class ApiGuest {
  readonly jar = new CookieJar();
  readonly connections = new Map<string, CircleConnection>();

  async come(url: string, link: string, name: string): Promise<{ circle: string; member: string }> {
    const done = await api({ url, jar: this.jar }).redeem({
      token: linkTokenOf(link),
      name,
      agreed: true,
    });
    if (done.kind !== 'member') throw new Error('This link leads to no circle.');
    return done;
  }
  async open(url: string, circle: string): Promise<void> {
    const connection = connect({ url, circle, cookie: this.jar.header });
    this.connections.set(circle, connection);
    onTestFinished(() => connection.close());
    await vi.waitFor(() => expect(connection.getSnapshot().status).toBe('live'));
  }
  view(circle: string): View {
    const view = this.connections.get(circle)?.getSnapshot().view;
    if (!view) throw new Error('Nothing is shown yet.');
    return view;
  }
  async ask(circle: string, command: WireCommand) {
    return this.connections.get(circle)?.send(command);
  }
}

/** Opened with an organiser; it closes with the test. */
export async function startTwoNodes() {
  const store = createMemoryStore();
  const nodes: App[] = [];
  const node = async () => {
    const read = readSettings({ HOLDSPACE_SECRET: secret });
    if ('faults' in read) throw new Error('These settings are not right.');
    const app = await createApp({ settings: read.settings, store, log: createLog('silent') });
    await app.start();
    await app.fastify.listen({ port: 0, host: '127.0.0.1' });
    nodes.push(app);
    onTestFinished(() => app.close());
    return `http://127.0.0.1:${(app.fastify.server.address() as AddressInfo).port}`;
  };
  const [one, two] = [await node(), await node()];
  const keeping = createOperatorTasks((nodes[0] as App).httpContext, () => one);
  const organiser = staffApi({ url: one, jar: new CookieJar() });
  await organiser.redeem({ token: linkTokenOf((await keeping['organiser-link']()).url) });
  const circle = async (name: string) => {
    const start = new Date(Date.now() + 60_000).toISOString();
    const settings = { admit: 'everyone' as const };
    return organiser.openCircle({ name, start, settings });
  };
  return { one, two, node, organiser, circle };
}
