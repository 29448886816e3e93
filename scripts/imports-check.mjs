/**
 * Checks the imports against the rules of .dependency-cruiser.cjs, and fails on folder cycles.
 *
 *   node scripts/imports-check.mjs [FOLDER]     this repository, or another one
 */
import { resolve } from 'node:path';
import {
  cycleReport,
  folderCycles,
  importGraph,
  importsInside,
  ruleViolations,
} from './import-graph.mjs';
import { root } from './paths.mjs';

const graph = await importGraph(resolve(process.argv[2] ?? root));
const { violations, report } = await ruleViolations(graph);
const cycles = folderCycles(importsInside(graph));
if (violations > 0) console.error(report.trimEnd());
for (const cycle of cycles) console.error(`folder-cycle ${cycleReport(cycle)}`);
if (cycles.length > 0) {
  console.error(
    'Folders must not import one another: move what both need into a folder of its own.',
  );
}
process.exitCode = violations + cycles.length > 0 ? 1 : 0;
