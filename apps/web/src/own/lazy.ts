/**
 * What one opens rarely and for oneself is loaded apart, with its own catalogue. Without a
 * connection the loading goes on trying; `loadOwn` is called early, so that it seldom has to.
 */
import { i18n } from '@lingui/core';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

type Parts = typeof import('./index.tsx');

/** Between two tries, in ms. */
const again = 3000;
let loading: Promise<Parts> | undefined;

export function loadOwn(): Promise<Parts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Parts> {
  for (;;) {
    try {
      const [parts, { messages }] = await Promise.all([
        import('./index.tsx'),
        import('../locales/en/own.po'),
      ]);
      i18n.load('en', messages);
      return parts;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, again));
    }
  }
}

export const lazyOwn = <Props>(
  pick: (parts: Parts) => ComponentType<Props>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => ({ default: pick(await loadOwn()) }));
