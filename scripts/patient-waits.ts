/**
 * Set up before every test file: what is awaited has the time that `expect.poll` has
 * (vitest.config.ts). The second that `vi.waitFor` gives by default is too short for a busy machine.
 */
import { vi } from 'vitest';
import { longestWait } from './test-waits.ts';

const { waitFor } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { timeout: longestWait, ...options });
