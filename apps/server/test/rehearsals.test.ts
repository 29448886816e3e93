/** Every rehearsal of the project, played through the front door of a real server. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, signIn } from '../src/rehearse/host.ts';
import { isFaults, parseRehearsal } from '../src/rehearse/parse.ts';
import { play } from '../src/rehearse/play.ts';
import { forPeople } from '../src/rehearse/report.ts';
import { ServerProcess } from '../src/rehearse/server-process.ts';

const folder = fileURLToPath(new URL('../../../rehearsals/', import.meta.url));
let server: ServerProcess;
let host: Host;
beforeAll(async () => {
  server = await ServerProcess.start({ env: { HOLDSPACE_LIMITS: 'off', HOLDSPACE_LOG: 'warn' } });
  const organiser = await signIn(server.url, server.organiserLink);
  host = { url: server.url, organiser, restart: () => server.restart() };
});
afterAll(() => server.stop());

describe('rehearsals', () => {
  for (const file of readdirSync(folder)) {
    const text = readFileSync(folder + file, 'utf8');
    const rules = /^# ([^:]+):/.exec(text)?.[1];
    it(`${rules} ${file}`, { timeout: 60_000 }, async () => {
      expect(rules).toMatch(/^[A-Z]{3}-\d+(, [A-Z]{3}-\d+)*$/);
      const rehearsal = parseRehearsal(file, text);
      if (isFaults(rehearsal)) throw new Error(JSON.stringify(rehearsal));
      const played = await play(rehearsal, host);
      expect(played.ok, forPeople(played)).toBe(true);
    });
  }
});
