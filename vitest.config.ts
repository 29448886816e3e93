/**
 * One test run over every package: the screens with their own vite settings, everything else on
 * plain Node. A test that prints to console.error fails (scripts/fail-on-console-errors.ts).
 * Playwright runs the browser journeys of e2e/.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { compileCache } from './scripts/paths.mjs';
import { nodeTests, webTests } from './scripts/test-files.mjs';
import { SlowFilesFirst } from './scripts/test-sequencer.mjs';
import { longestWait } from './scripts/test-waits.ts';

const shared = {
  setupFiles: ['fail-on-console-errors', 'patient-waits'].map((name) =>
    fileURLToPath(new URL(`scripts/${name}.ts`, import.meta.url)),
  ),
  // Long enough for a busy machine with two cores.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: longestWait } },
  restoreMocks: true,
  unstubEnvs: true,
  // More workers than processors: half of the time a test waits for a disk or another process.
  // Stated for each project: one that extends a file of its own does not take it from the root.
  maxWorkers: availableParallelism() + 1,
  // For servers that tests start: compiling takes half of the processor time of a start.
  env: { NODE_COMPILE_CACHE: compileCache },
};

const web = './apps/web/vite.config.ts';
// Lingui reads its settings from the working directory by default.
process.env.LINGUI_CONFIG ??= fileURLToPath(new URL('apps/web/lingui.config.js', import.meta.url));

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFilesFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          environment: 'node',
          include: nodeTests,
          exclude: [...configDefaults.exclude],
        },
      },
      ...(existsSync(new URL(web, import.meta.url))
        ? [
            {
              extends: web,
              root: './apps/web',
              test: { ...shared, name: 'web', include: webTests },
            },
          ]
        : []),
    ],
  },
});
