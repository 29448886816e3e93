/**
 * `npm run check`: what a change must pass before anything is run: format, lint, names, types.
 *
 *   npm run check
 *   npm run check -- --write    corrects first what the formatter and the linter can correct
 */
import { runHere } from './child-process.mjs';
import { inRoot, pinnedNode, root } from './paths.mjs';
import { runStages } from './run-stages.mjs';

/** @returns {Promise<number>} the exit code: 0 ok, 1 failed, 2 bad use */
async function run(/** @type {string[]} */ args) {
  const unknown = args.find((argument) => argument !== '--write');
  if (unknown !== undefined) {
    console.error(`“${unknown}” is not understood. Use: npm run check [-- --write].`);
    return 2;
  }
  if (args.length > 0) {
    const biome = inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome');
    // What it cannot correct is reported by the stage.
    await runHere(pinnedNode, [biome, 'check', '--write', '--log-level=none', '.'], { cwd: root });
  }
  return runStages(new Map(['style', 'types'].map((name) => [name, { files: [] }])));
}

process.exitCode = await run(process.argv.slice(2));
