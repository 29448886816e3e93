/** What a connection or a view says about where its person is. */
import type { CircleConnection } from '@holdspace/client';
import type { AttendanceStatus, View } from '@holdspace/protocol';

/** In ms. */
export const syncDeadline = 5000;

/** Whether the device learns within the time that its session has ended. */
export async function isToldSignedOut(connection: CircleConnection): Promise<boolean> {
  const until = performance.now() + syncDeadline;
  while (connection.getSnapshot().refusal !== 'signed-out' && performance.now() < until) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return connection.getSnapshot().refusal === 'signed-out';
}

export const isRefused = (connection: CircleConnection): boolean =>
  connection.getSnapshot().status === 'refused';

/** Resolves when the connection is live or refused, or after the time. */
export async function whenSettled(connection: CircleConnection): Promise<void> {
  const settled = () => ['live', 'refused'].includes(connection.getSnapshot().status);
  await new Promise<void>((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = connection.subscribe(() => settled() && finish());
    const timer = setTimeout(finish, syncDeadline);
    if (settled()) finish();
  });
}

/** As `sync`; a connection that is refused meanwhile has nothing more to apply. */
export async function syncUnlessRefused(
  connection: CircleConnection,
  deadline: number,
): Promise<void> {
  let stop = (): void => {};
  const refused = new Promise<void>((resolve) => {
    stop = connection.subscribe(() => isRefused(connection) && resolve());
    if (isRefused(connection)) resolve();
  });
  try {
    await Promise.race([connection.sync(deadline), refused]);
  } finally {
    stop();
  }
}

export const joinedStates: ReadonlySet<AttendanceStatus> = new Set([
  'waiting',
  'admitted',
  'in',
  'stepped-out',
]);

export const areDoorsOpen = ({ phase }: View): boolean =>
  phase === 'doors' || phase === 'opening' || phase === 'body' || phase === 'closing';
