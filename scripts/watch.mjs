/**
 * `npm run watch`: runs unit tests again whenever a file that they import is saved.
 *
 *   npm run watch -- packages/core/test/meeting/floor.test.ts    one file; a part of its path is enough
 *   npm run watch -- unit -t RND-7                                 of all, tests whose name holds this text
 */
import { runHere } from './child-process.mjs';
import { inRoot, pinnedNode, root } from './paths.mjs';
import { stages } from './stages/index.mjs';
import { vitestProjects } from './stages/tests.mjs';
import { selection } from './test-selection.mjs';

/** @returns {Promise<number>} the exit code of the watching; 2 for bad use */
async function run(/** @type {string[]} */ args) {
  const { unit } = stages;
  if (!unit || args.length === 0) {
    console.error('What is to be watched? For example: npm run watch -- meeting/floor');
    return 2;
  }
  const chosen = selection(args, { unit });
  if ('error' in chosen) {
    console.error(chosen.error);
    return 2;
  }
  const { files, title } = chosen.stages.get('unit') ?? { files: [], title: undefined };
  const named = title === undefined ? [] : ['--testNamePattern', title];
  const vitest = inRoot('node_modules', 'vitest', 'vitest.mjs');
  return runHere(pinnedNode, [vitest, 'watch', ...vitestProjects(files), ...named, ...files], {
    cwd: root,
  });
}

process.exitCode = await run(process.argv.slice(2));
