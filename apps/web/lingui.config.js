/** Every string of the screens lives in one catalogue a language; English is the source. */
import { formatter } from '@lingui/format-po';

export default {
  sourceLocale: 'en',
  locales: ['en'],
  catalogs: [{ path: '<rootDir>/src/locales/{locale}/messages', include: ['src'] }],
  // Line numbers would change the catalogue with every edit.
  format: formatter({ lineNumbers: false }),
};
