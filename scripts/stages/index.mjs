/**
 * The stages of `npm test`, from the quick to the slow. Tests count one each, and so does every
 * other check. Faults and rehearsals wait for timers most of the time: they run beside the stages
 * after them.
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
/** @typedef {(line: string) => void} Print */
/**
 * `needs` are titles of system programs (system-dependencies.mjs). `testFiles` are globs of the files that the
 * stage can be narrowed to; a stage without them is always run whole. `beside`: it leaves most of
 * a processor to the stages after it, runs beside them, and prints by `print` alone.
 * @typedef {{
 *   needs: string[],
 *   testFiles: string[],
 *   beside?: boolean,
 *   run: (filter: Filter, interrupted: AbortSignal, print: Print) => Promise<Tally>,
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
  faults: { needs: ['Redis', 'A C compiler'], testFiles: [], beside: true, run: faults },
  rehearsals: { needs: ['Redis'], testFiles: [], beside: true, run: rehearsals },
  unit: {
    needs: ['Redis', 'A C compiler', 'Python with icalendar'],
    testFiles: unitTests,
    run: unit,
  },
  browser: {
    needs: ['Chromium', 'Redis', 'A C compiler'],
    testFiles: browserTests,
    run: browser,
  },
};
