/** A part of the screens for organisers and facilitators, loaded with its own catalogue. */
import { i18n } from '@lingui/core';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { retryLoad } from './retry-load.ts';

export function lazyWithLeadingCatalogue<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [part, { messages }] = await retryLoad(() =>
      Promise.all([load(), import('../../locales/en/leading.po')]),
    );
    i18n.load('en', messages);
    return part;
  });
}
