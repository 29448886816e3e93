/** Which files are tests, for vitest.config.ts and for the arguments of `npm test`. */

/** Tests on plain Node, as globs from the root. */
export const nodeTests = [
  ...['packages', 'tools'].map((folder) => `${folder}/*/test/**/*.test.ts`),
  ...['apps/server', 'bench', 'scripts', 'e2e/faults'].map(
    (folder) => `${folder}/test/**/*.test.ts`,
  ),
];
/** Tests of the screens, as globs from apps/web. */
export const webTests = ['test/**/*.test.{ts,tsx}'];
/** Journeys in a browser, as globs from the root. */
export const browserTests = ['e2e/test/**/*.test.ts'];
