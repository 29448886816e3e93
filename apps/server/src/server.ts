/** A server that listens: opens the store, starts the app, and lets go of both in order. */
import type { AddressInfo } from 'node:net';
import { openAdminSocket } from './admin/admin-socket.ts';
import { createOperatorTasks, type OperatorTasks } from './admin/operator-tasks.ts';
import { type App, createApp } from './app.ts';
import { networkUrls, serverUrl } from './config/addresses.ts';
import { withSecret } from './config/secrets.ts';
import type { Settings } from './config/settings.ts';
import { openCheckedStore } from './configured-store.ts';
import type { Log } from './ops/log.ts';

export interface RunningServer {
  readonly app: App;
  readonly operatorTasks: OperatorTasks;
  /** Where people reach it. */
  readonly url: string;
  /** Where others in the network would, once PUBLIC_URL says so; null: as `url` says. */
  readonly others: readonly string[] | null;
  close(): Promise<void>;
}

export async function startServer(given: Settings, log: Log): Promise<RunningServer> {
  const settings = withSecret(given);
  const store = await openCheckedStore(settings, (sentence) => log.warn(sentence));
  const undo: (() => Promise<void>)[] = [() => store.close()];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const app = await createApp({ settings, store, log });
    undo.push(() => app.close());
    await app.start();
    await app.fastify.listen({ host: settings.host, port: settings.port });
    const { port } = app.fastify.server.address() as AddressInfo;
    const url = serverUrl(settings, port);
    const keeping = createOperatorTasks(app.httpContext, () => url);
    if (settings.store.kind === 'sqlite') {
      const control = await openAdminSocket(settings.data, keeping);
      undo.push(() => control.close());
    }
    log.info({ port, store: store.name }, 'Open');
    return { app, operatorTasks: keeping, url, others: networkUrls(settings, port), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
