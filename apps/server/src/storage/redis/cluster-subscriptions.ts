/**
 * The only file that depends on undocumented parts of node-redis (docs/decisions/0032): the
 * two events by which a cluster client moves subscriptions, and the client that it opens for
 * the subscriptions of each primary. A contract test covers each assumption.
 */

/** Emitted when subscriptions must move; the library listens to it and subscribes again. */
const resubscribeEvent = '__resubscribeListeners';
/** Emitted when the library could not move the subscription of one channel. */
const moveFailedEvent = 'sharded-channel-moved-error';

interface ClusterClient {
  on(event: string, listener: (cause?: unknown) => void): unknown;
  removeAllListeners(event: string): unknown;
  readonly masters: readonly {
    readonly pubSub?: {
      readonly connectPromise?: Promise<unknown>;
      readonly client: { sendCommand(args: readonly string[]): Promise<unknown> };
    };
  }[];
}

/**
 * Stops the library from subscribing again by itself: its attempt rejects where no caller can
 * catch it. Calls `lost` instead, each time subscriptions have to move.
 */
export function onSubscriptionsMoved(cluster: ClusterClient, lost: (cause: unknown) => void): void {
  cluster.removeAllListeners(resubscribeEvent);
  cluster.on(resubscribeEvent, () => lost(new Error('channels moved away')));
  cluster.on(moveFailedEvent, lost);
}

/** How many channels the primaries count for this client; connections still opening count 0. */
export async function countSubscriptions({ masters }: ClusterClient): Promise<number> {
  const counts = masters.map(async ({ pubSub }) => {
    if (!pubSub || pubSub.connectPromise) return 0;
    const info = String(await pubSub.client.sendCommand(['CLIENT', 'INFO']));
    return Number(/ ssub=(\d+)/.exec(info)?.[1]);
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
