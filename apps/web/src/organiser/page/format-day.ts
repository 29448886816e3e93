import { pageLocale } from '../../lib/i18n/dates.ts';

/** `12 May 2026`; `at` in epoch ms. */
export const dayWithYear = (at: number): string =>
  new Intl.DateTimeFormat(pageLocale(), { dateStyle: 'long' }).format(at);
