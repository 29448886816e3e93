/** Renders components to HTML as they first appear, with the English of the sources. */
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { vi } from 'vitest';

vi.stubGlobal('document', { documentElement: { lang: 'en', dataset: {} } });

i18n.loadAndActivate({ locale: 'en', messages: {} });

export const renderHtml = (what: ReactNode): string =>
  renderToStaticMarkup(<I18nProvider i18n={i18n}>{what}</I18nProvider>);

/** What can be read of it, in order. */
export const visibleText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, '’')
    .replace(/\s+/g, ' ')
    .trim();
