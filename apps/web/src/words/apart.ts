/**
 * Parts of the screens that are loaded together when first needed, with a catalogue of their
 * own. Without a connection the loading goes on trying; what is preloaded seldom has to.
 */
import type { Messages } from '@lingui/core';
import { i18n } from '@lingui/core';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** Between two tries, in ms. */
const again = 3000;

export interface Apart<Parts> {
  readonly preload: () => Promise<Parts>;
  readonly lazy: <Props>(
    pick: (parts: Parts) => ComponentType<Props>,
  ) => LazyExoticComponent<ComponentType<Props>>;
}

export function apart<Parts>(
  load: () => Promise<Parts>,
  catalogue: () => Promise<{ readonly messages: Messages }>,
): Apart<Parts> {
  let loading: Promise<Parts> | undefined;
  const trying = async (): Promise<Parts> => {
    for (;;) {
      try {
        const [parts, { messages }] = await Promise.all([load(), catalogue()]);
        i18n.load('en', messages);
        return parts;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, again));
      }
    }
  };
  const preload = () => {
    loading ??= trying();
    return loading;
  };
  return {
    preload,
    lazy: (pick) => lazy(async () => ({ default: pick(await preload()) })),
  };
}
