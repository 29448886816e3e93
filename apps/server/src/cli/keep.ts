/**
 * Commands that need the data: with SQLite done by the running server when there is one, and
 * otherwise directly, as the one process that writes; with Redis always directly.
 */
import { addressOf } from '../addresses.ts';
import { createApp } from '../app.ts';
import { askServer } from '../control.ts';
import { createKeeping, type Keeping, type Task } from '../keeping.ts';
import { createLog } from '../log.ts';
import { withSecret } from '../secrets.ts';
import { openNotedStore } from '../server.ts';
import { settingsFrom, type Terminal, thereIsOne } from './terminal.ts';

type Done<T extends Task> = Awaited<ReturnType<Keeping[T]>>;

/** `about`: the id that the task is about, where it is about one. */
export async function keep<T extends Task>(
  terminal: Terminal,
  task: T,
  about = '',
): Promise<Done<T>> {
  const given = settingsFrom(terminal);
  thereIsOne(given);
  // With Redis any process may write.
  const answered = given.store.kind === 'sqlite' ? await askServer(given.data, task, about) : null;
  if (answered !== null) return answered;
  const settings = withSecret(given);
  const store = await openNotedStore(settings, (sentence) => terminal.complain(sentence));
  try {
    const app = await createApp({ settings, store, log: createLog('silent') });
    const keeping = createKeeping(app.door, () => addressOf(settings, settings.port));
    const done = (await keeping[task](about)) as Done<T>;
    await app.close();
    return done;
  } finally {
    await store.close();
  }
}
