/**
 * Who listens to which channel: one subscription a channel and link, however many listen, made
 * anew on every link by us, because a library that does it can lose some without a word.
 */
import type { Link } from './link.ts';

type Hear = (message: string) => void;

const atOnce = 1000;

export class Channels {
  readonly #channels = new Map<string, { readonly ears: Set<Hear>; ready: Promise<void> }>();

  /** Resolves when subscribed on this link. */
  async subscribe(link: Link, name: string, hear: Hear): Promise<void> {
    let channel = this.#channels.get(name);
    if (!channel) {
      const ears = new Set<Hear>();
      channel = { ears, ready: listen(link, name, ears) };
      this.#channels.set(name, channel);
    }
    channel.ears.add(hear);
    await channel.ready;
  }

  /** `link` is the one there is now. */
  unsubscribe(link: Link | null, name: string, hear: Hear): void {
    const ears = this.#channels.get(name)?.ears;
    if (!ears?.delete(hear) || ears.size > 0) return;
    this.#channels.delete(name);
    link?.unsubscribe(name).catch(() => undefined);
  }

  /** Resolves when every channel is subscribed on the new link; each step of it in time. */
  async renew(link: Link, inTime: <T>(work: Promise<T>) => Promise<T>): Promise<void> {
    const all = [...this.#channels];
    for (let i = 0; i < all.length; i += atOnce) {
      const some = all.slice(i, i + atOnce).map(([name, channel]) => {
        channel.ready = listen(link, name, channel.ears);
        return channel.ready;
      });
      await inTime(Promise.all(some));
    }
  }
}

const listen = (link: Link, name: string, ears: ReadonlySet<Hear>): Promise<void> =>
  link.subscribe(name, (message) => {
    for (const hear of ears) hear(message);
  });
