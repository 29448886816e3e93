/**
 * Keeps the listeners of each channel: one subscription per channel and link for any number of
 * listeners. It subscribes again on every new link itself, because the library can lose
 * subscriptions silently.
 */
import type { RedisLink } from './redis-link.ts';

type MessageListener = (message: string) => void;

const batchSize = 1000;

export class ChannelSubscriptions {
  readonly #channels = new Map<
    string,
    { readonly ears: Set<MessageListener>; ready: Promise<void> }
  >();

  /** Resolves when subscribed on this link. */
  async subscribe(link: RedisLink, name: string, hear: MessageListener): Promise<void> {
    let channel = this.#channels.get(name);
    if (!channel) {
      const ears = new Set<MessageListener>();
      channel = { ears, ready: subscribeChannel(link, name, ears) };
      this.#channels.set(name, channel);
    }
    channel.ears.add(hear);
    await channel.ready;
  }

  /** `link` is the one there is now. */
  unsubscribe(link: RedisLink | null, name: string, hear: MessageListener): void {
    const ears = this.#channels.get(name)?.ears;
    if (!ears?.delete(hear) || ears.size > 0) return;
    this.#channels.delete(name);
    link?.unsubscribe(name).catch(() => undefined);
  }

  /** Resolves when every channel is subscribed on the new link; each step of it in time. */
  async resubscribe(link: RedisLink, inTime: <T>(work: Promise<T>) => Promise<T>): Promise<void> {
    const all = [...this.#channels];
    for (let i = 0; i < all.length; i += batchSize) {
      const some = all.slice(i, i + batchSize).map(([name, channel]) => {
        channel.ready = subscribeChannel(link, name, channel.ears);
        return channel.ready;
      });
      await inTime(Promise.all(some));
    }
  }
}

const subscribeChannel = (
  link: RedisLink,
  name: string,
  ears: ReadonlySet<MessageListener>,
): Promise<void> =>
  link.subscribe(name, (message) => {
    for (const hear of ears) hear(message);
  });
