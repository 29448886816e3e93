/** A server that listens: opens the store, starts the app, and lets go of both in order. */
import type { AddressInfo } from 'node:net';
import { addressOf, othersReach } from './addresses.ts';
import { type App, createApp } from './app.ts';
import { openControl } from './control.ts';
import { keepsNote, noted } from './heads/noted-store.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import type { Log } from './log.ts';
import { deriveKeys, withSecret } from './secrets.ts';
import type { Settings } from './settings.ts';
import { openStore } from './stores/index.ts';
import type { Store } from './stores/port.ts';

export interface Server {
  readonly app: App;
  readonly keeping: Keeping;
  /** Where people reach it. */
  readonly url: string;
  /** Where others in the network would, once PUBLIC_URL says so; null: as `url` says. */
  readonly others: readonly string[] | null;
  close(): Promise<void>;
}

/** `warn` hears sentences for whoever runs the server. */
export const openStoreOf = (
  { store, data }: Settings,
  warn?: (sentence: string) => void,
): Promise<Store> =>
  openStore(
    store.kind === 'sqlite' ? { ...store, folder: data } : { ...store, ...(warn && { warn }) },
  );

/** The same, held against its note of heads (LED-19). */
export async function openNotedStore(
  settings: Settings & { readonly secret: string },
  warn: (sentence: string) => void,
): Promise<Store> {
  const store = await openStoreOf(settings, warn);
  if (!keepsNote(settings)) return store;
  try {
    return await noted(store, settings.data, deriveKeys(settings.secret).heads, warn);
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

export async function startServer(given: Settings, log: Log): Promise<Server> {
  const settings = withSecret(given);
  const store = await openNotedStore(settings, (sentence) => log.warn(sentence));
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
    const url = addressOf(settings, port);
    const keeping = createKeeping(app.door, () => url);
    if (settings.store.kind === 'sqlite') {
      const control = await openControl(settings.data, keeping);
      undo.push(() => control.close());
    }
    log.info({ port, store: store.name }, 'Open');
    return { app, keeping, url, others: othersReach(settings, port), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
