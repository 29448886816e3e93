/**
 * The stages of `npm test`, from the quick to the slow. Tests count one each, and so does every
 * other check.
 */
import { browserTests, nodeTests, webTests } from '../test-files.mjs';
import { rehearsals } from './rehearsals.mjs';
import { imports, size, spec, style, types } from './static.mjs';
import { browser, faults, unit } from './tests.mjs';

/** @typedef {import('../tally.mjs').Tally} Tally */
/**
 * What of a stage to run: test files by their absolute paths, and a part of a test's name.
 * Without files, all of them.
 * @typedef {{ files: string[], title?: string | undefined }} Filter
 */
/**
 * `needs` are titles of system programs (system-dependencies.mjs). `testFiles` are globs of the files that the
 * stage can be narrowed to; a stage without them is always run whole.
 * @typedef {{
 *   needs: string[],
 *   testFiles: string[],
 *   run: (filter: Filter, interrupted: AbortSignal) => Promise<Tally>,
 * }} Stage
 */

const unitTests = [...nodeTests, ...webTests.map((pattern) => `apps/web/${pattern}`)];

/** @type {Record<string, Stage>} */
export const stages = {
  style: { needs: [], testFiles: [], run: style },
  types: { needs: [], testFiles: [], run: types },
  imports: { needs: [], testFiles: [], run: imports },
  spec: { needs: [], testFiles: [], run: spec },
  size: { needs: [], testFiles: [], run: size },
  unit: { needs: ['Redis', 'A C compiler'], testFiles: unitTests, run: unit },
  faults: { needs: ['Redis', 'A C compiler'], testFiles: [], run: faults },
  rehearsals: { needs: ['Redis'], testFiles: [], run: rehearsals },
  browser: {
    needs: ['Chromium', 'Redis', 'A C compiler'],
    testFiles: browserTests,
    run: browser,
  },
};
