/**
 * Commands that need the data: with SQLite done by the running server when there is one, and
 * otherwise directly, as the one process that writes; with Redis always directly.
 */

import { requestTask } from '../admin/admin-socket.ts';
import {
  createOperatorTasks,
  type OperatorTaskName,
  type OperatorTasks,
} from '../admin/operator-tasks.ts';
import { createApp } from '../app.ts';
import { serverUrl } from '../config/addresses.ts';
import { withSecret } from '../config/secrets.ts';
import { openCheckedStore } from '../configured-store.ts';
import { createLog } from '../ops/log.ts';
import { requireData, settingsFrom, type Terminal } from './terminal.ts';

type OperatorTaskResult<T extends OperatorTaskName> = Awaited<ReturnType<OperatorTasks[T]>>;

/** `about`: the id that the task is about, where it is about one. */
export async function runOperatorTask<T extends OperatorTaskName>(
  terminal: Terminal,
  task: T,
  about = '',
): Promise<OperatorTaskResult<T>> {
  const given = settingsFrom(terminal);
  requireData(given);
  // With Redis any process may write.
  const answered =
    given.store.kind === 'sqlite' ? await requestTask(given.data, task, about) : null;
  if (answered !== null) return answered;
  const settings = withSecret(given);
  const store = await openCheckedStore(settings, (sentence) => terminal.complain(sentence));
  try {
    const app = await createApp({ settings, store, log: createLog('silent') });
    const keeping = createOperatorTasks(app.httpContext, () => serverUrl(settings, settings.port));
    const done = (await keeping[task](about)) as OperatorTaskResult<T>;
    await app.close();
    return done;
  } finally {
    await store.close();
  }
}
