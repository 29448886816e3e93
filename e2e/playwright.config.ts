/**
 * Journeys in a real browser: the Chromium of this machine, each journey with a server of its own
 * (test/fixtures.ts). A journey waits for half of its time, so two files a processor run at a time.
 * What they leave behind lies in artefacts/.
 */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { chromium, switches } from './test/chromium.ts';

export default defineConfig({
  testDir: './test',
  testMatch: '**/*.test.ts',
  outputDir: '../artefacts/browser',
  workers: Math.min(4, 2 * availableParallelism()),
  retries: 0,
  forbidOnly: true,
  // A whole evening in one journey, also on a machine that does much else.
  timeout: 300_000,
  expect: { timeout: 30_000, toPass: { timeout: 60_000 } },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    // A film of the screen costs processor time; the trace keeps the pages themselves.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: chromium(),
      args: [...switches],
    },
  },
});
