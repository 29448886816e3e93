/**
 * Parts of the screens that are loaded together when first needed, with a catalogue of their
 * own. Without a connection the load is retried; a preloaded part rarely needs that.
 */
import type { Messages } from '@lingui/core';
import { i18n } from '@lingui/core';
import { type ComponentType, createElement, lazy, useState } from 'react';

/** Between two tries, in ms. */
const retryDelay = 3000;

export interface LazyBundle<Parts> {
  readonly preload: () => Promise<Parts>;
  /** Shown at once when it is loaded already; else it suspends. */
  readonly lazy: <Props extends object>(
    pick: (parts: Parts) => ComponentType<Props>,
  ) => ComponentType<Props>;
}

export function lazyBundle<Parts>(
  load: () => Promise<Parts>,
  catalogue: () => Promise<{ readonly messages: Messages }>,
): LazyBundle<Parts> {
  let loading: Promise<Parts> | undefined;
  let loaded: Parts | undefined;
  const trying = async (): Promise<Parts> => {
    for (;;) {
      try {
        const [parts, { messages }] = await Promise.all([load(), catalogue()]);
        i18n.load('en', messages);
        loaded = parts;
        return parts;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryDelay));
      }
    }
  };
  const preload = () => {
    loading ??= trying();
    return loading;
  };
  return {
    preload,
    lazy: <Props extends object>(pick: (parts: Parts) => ComponentType<Props>) => {
      const Later = lazy(async () => ({ default: pick(await preload()) }));
      // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, when its module is loaded
      return function Part(props: Props) {
        // The component of the first render stays until unmount, so that its state is not lost.
        const [now] = useState(() => loaded);
        return createElement<Props>(now ? pick(now) : (Later as ComponentType<Props>), props);
      };
    },
  };
}
