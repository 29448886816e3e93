/**
 * Every string of the screens lives in a catalogue; English is the source. What only
 * organisers and facilitators read is a catalogue of its own, so that participants do not
 * load it, and so is what participants open rarely.
 */
import { formatter } from '@lingui/format-po';

// What staff and the place page show.
const copying = ['src/ui/copy-link.tsx'];
const leading = [
  'src/organiser',
  'src/facilitator',
  'src/desk',
  ...copying,
  'src/lib/i18n/call-texts.ts',
];
// What facilitators preview of a receipt, and its person reads.
const receipts = ['src/desk/receipt.tsx', 'src/lib/i18n/reason-texts.ts'];
const own = ['src/participant', ...receipts];
const pages = ['src/pages'];
const signIn = ['src/sign-in'];
// What the place page shows as the screens of a meeting do.
const shared = [
  'entrance/seat-choice',
  'agreement-changes',
  'clause-change-card',
  'forget-me-text',
  'intention-review-card',
];
const place = ['src/place', ...copying, ...shared.map((name) => `src/participant/${name}.tsx`)];
// What stands on the screen of a circle.
const circle = ['src/circle'];
// What is spoken of a circle, for participants and facilitators.
const speech = ['src/circle/speech'];

export default {
  sourceLocale: 'en',
  locales: ['en'],
  catalogs: [
    {
      path: '<rootDir>/src/locales/{locale}/messages',
      include: ['src'],
      exclude: ['src/gallery', ...leading, ...own, ...pages, ...signIn, ...circle, 'src/place'],
    },
    { path: '<rootDir>/src/locales/{locale}/circle', include: circle, exclude: speech },
    { path: '<rootDir>/src/locales/{locale}/leading', include: [...leading, ...receipts] },
    { path: '<rootDir>/src/locales/{locale}/own', include: own },
    { path: '<rootDir>/src/locales/{locale}/pages', include: pages },
    { path: '<rootDir>/src/locales/{locale}/place', include: place },
    { path: '<rootDir>/src/locales/{locale}/sign-in', include: signIn },
    { path: '<rootDir>/src/locales/{locale}/speech', include: speech },
  ],
  // Line numbers would change the catalogue with every edit.
  format: formatter({ lineNumbers: false }),
};
