/** `12 May 2026`; `at` in epoch ms. */
export const dayWithYear = (at: number): string =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'long' }).format(at);
