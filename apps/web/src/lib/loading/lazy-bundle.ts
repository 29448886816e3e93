/**
 * Parts of the screens that are loaded together when first needed, with a catalogue of their
 * own. Without a connection the load is retried; a preloaded part rarely needs that.
 */
import type { Messages } from '@lingui/core';
import { i18n } from '@lingui/core';
import { type ComponentType, createElement, lazy, useState } from 'react';
import { retryLoad } from './retry-load.ts';

export interface LazyBundle<Parts> {
  /** Throws OutdatedScreensError. */
  readonly load: () => Promise<Parts>;
  /** The same, and nobody waits. */
  readonly preload: () => void;
  /** Shown at once when it is loaded already; else it suspends. */
  readonly lazy: <Props extends object>(
    pick: (parts: Parts) => ComponentType<Props>,
  ) => ComponentType<Props>;
}

export function lazyBundle<Parts>(
  fetchParts: () => Promise<Parts>,
  catalogue: () => Promise<{ readonly messages: Messages }>,
): LazyBundle<Parts> {
  let loading: Promise<Parts> | undefined;
  let loaded: Parts | undefined;
  const begin = async (): Promise<Parts> => {
    const [parts, { messages }] = await retryLoad(() => Promise.all([fetchParts(), catalogue()]));
    i18n.load('en', messages);
    loaded = parts;
    return parts;
  };
  const load = () => {
    loading ??= begin();
    return loading;
  };
  // The failure shows where the part is needed.
  const preload = () => void load().catch(() => undefined);
  return {
    load,
    preload,
    lazy: <Props extends object>(pick: (parts: Parts) => ComponentType<Props>) => {
      const Later = lazy(async () => ({ default: pick(await load()) }));
      // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, when its module is loaded
      return function Part(props: Props) {
        // The component of the first render stays until unmount, so that its state is not lost.
        const [now] = useState(() => loaded);
        return createElement<Props>(now ? pick(now) : (Later as ComponentType<Props>), props);
      };
    },
  };
}
