/**
 * One test run over every package: the screens with their own vite settings, everything else on
 * plain Node. A test that prints to console.error fails (scripts/fail-on-console-errors.ts).
 * Playwright runs the browser journeys of e2e/.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { nodeTests, webTests } from './scripts/test-files.mjs';

const shared = {
  setupFiles: [fileURLToPath(new URL('scripts/fail-on-console-errors.ts', import.meta.url))],
  // Long enough for a busy machine with two cores.
  testTimeout: 20_000,
  hookTimeout: 20_000,
  restoreMocks: true,
  unstubEnvs: true,
};

const web = './apps/web/vite.config.ts';
// Lingui reads its settings from the working directory by default.
process.env.LINGUI_CONFIG ??= fileURLToPath(new URL('apps/web/lingui.config.js', import.meta.url));

export default defineConfig({
  test: {
    // One worker a processor: most tests wait now and then, for a disk or for another process.
    maxWorkers: availableParallelism(),
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
