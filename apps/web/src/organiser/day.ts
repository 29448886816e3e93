import { language } from '../words/times.ts';

/** `12 May 2026`; `at` in epoch ms. */
export const dayWithYear = (at: number): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long' }).format(at);
