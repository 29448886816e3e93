/** Every rehearsal of the project, played through the front door of a real server. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ground } from '../src/rehearse/ground.ts';
import { type Host, signIn } from '../src/rehearse/host.ts';
import { isFaults, parseRehearsal } from '../src/rehearse/parse.ts';
import { play } from '../src/rehearse/play.ts';
import { forPeople } from '../src/rehearse/report.ts';

const folder = fileURLToPath(new URL('../../../rehearsals/', import.meta.url));
const footing = { store: 'sqlite', nodes: 1 } as const;
let ground: Ground;
let host: Host;
beforeAll(async () => {
  ground = await Ground.start(footing);
  const { urls, organiserLink, fault } = ground;
  host = { urls, organiser: await signIn(urls[0] ?? '', organiserLink), fault };
});
afterAll(() => ground.stop());

describe('rehearsals', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const text = readFileSync(folder + file, 'utf8');
    const rules = /^# ([^:]+):/.exec(text)?.[1];
    it(`${rules} ${file}`, { timeout: 60_000 }, async () => {
      expect(rules).toMatch(/^[A-Z]{3}-\d+(, [A-Z]{3}-\d+)*$/);
      const rehearsal = parseRehearsal(file, text, footing);
      if (isFaults(rehearsal)) throw new Error(JSON.stringify(rehearsal));
      const played = await play(rehearsal, host);
      expect(played.ok, forPeople(played)).toBe(true);
    });
  }
});
