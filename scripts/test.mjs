/**
 * `npm test`: everything that is checked, in stages from the quick to the slow.
 *
 *   npm test                                                every stage
 *   npm test -- types unit                                  only these stages
 *   npm test -- packages/core/test/meeting/floor.test.ts    one file; a part of its path is enough
 *   npm test -- unit -t RND-7                               tests whose name holds this text
 */
import { runStages } from './run-stages.mjs';
import { stages } from './stages/index.mjs';
import { selection } from './test-selection.mjs';

const chosen = selection(process.argv.slice(2), stages);
if ('error' in chosen) {
  console.error(chosen.error);
  process.exitCode = 2;
} else {
  process.exitCode = await runStages(chosen.stages);
}
