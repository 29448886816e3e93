/**
 * Journeys in a real browser: the Chromium of this machine, one at a time, each with a server of
 * its own (test/fixtures.ts). What they leave behind lies in artefacts/.
 */
import { defineConfig } from '@playwright/test';
import { chromium, switches } from './test/chromium.ts';

export default defineConfig({
  testDir: './test',
  testMatch: '**/*.test.ts',
  outputDir: '../artefacts/browser',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    actionTimeout: 10_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [...switches],
    },
  },
});
