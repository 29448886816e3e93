/**
 * The server is killed with SIGKILL 20 times while people talk, and started again: what was
 * acknowledged is there, once, and in one order for everybody.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFormatErrors, parseRehearsal } from '../src/format/parse-rehearsal.ts';
import { RehearsalEnvironment } from '../src/runner/environment.ts';
import { type RehearsalHost, signInOrganiser } from '../src/runner/host.ts';
import { playRehearsal } from '../src/runner/play-rehearsal.ts';
import { textReport } from '../src/runner/report.ts';

const kills = 20;
const words = kills * 3 * 5;
const footing = { store: 'sqlite', nodes: 1 } as const;
let ground: RehearsalEnvironment;
let organiser: RehearsalHost['organiser'];
beforeAll(async () => {
  ground = await RehearsalEnvironment.start(footing);
  organiser = await signInOrganiser(ground.urls[0] ?? '', ground.organiserLink);
});
afterAll(() => ground.stop());

/** Everybody talks at once while the server dies, `kills` times; every text is another. */
function rehearsal(): string {
  const steps = Array.from({ length: kills }, (_, kill) => {
    const say = (by: string, i: number) => `      - {by: ${by}, do: say, text: ${by} ${kill}-${i}}`;
    const spoken = ['ada', 'ben', 'cleo'].flatMap((by) => [0, 1, 2, 3, 4].map((i) => say(by, i)));
    return `  - together:\n${['      - {fault: restart-server}', ...spoken].join('\n')}`;
  });
  return `title: Killed while everybody talks
circle: {admit: everyone}
people:
  ada: {role: facilitator}
  ben: {seat: sharer}
  cleo: {seat: sharer}
  dov: {seat: listener}
play:
  - {by: ada, do: open-doors}
  - {by: ada, do: begin}
  - {by: ada, do: set-floor, mode: open}
${steps.join('\n')}
`;
}

describe('killed in the middle', () => {
  it('RND-17 twenty kills during traffic lose and double no message, and keep the order', {
    timeout: 240_000,
  }, async () => {
    const parsed = parseRehearsal('killed.yaml', rehearsal());
    if (isFormatErrors(parsed)) throw new Error(JSON.stringify(parsed));
    /** How long each kill kept the server away, in milliseconds. */
    const outages: number[] = [];
    const fault: RehearsalHost['injectFault'] = async (each) => {
      // Every second kill comes before the texts of its step go out, whatever runs beside; the
      // others at another moment each time, in the middle of or after what is under way.
      if (outages.length % 2 === 1) await pause(outages.length % 8);
      const began = performance.now();
      await ground.injectFault(each);
      outages.push(performance.now() - began);
    };
    const played = await playRehearsal(parsed, {
      urls: ground.urls,
      organiser,
      injectFault: fault,
    });
    expect(played.ok, textReport(played)).toBe(true);
    expect(outages).toHaveLength(kills);
    expect(played.totals).toEqual({
      acked: words,
      lost: 0,
      twice: 0,
      outOfOrder: 0,
      orders: 1,
      refused: 0,
    });
    // The kills take effect: in half of them at least a message waited for the server to come back.
    const asked = played.steps.filter(({ do: what }) => what === 'say');
    const eachTime = words / kills;
    const interrupted = outages.filter((outage, n) =>
      asked.slice(n * eachTime, (n + 1) * eachTime).some(({ ms }) => ms > outage / 2),
    );
    expect(interrupted.length).toBeGreaterThanOrEqual(kills / 2);
    for (const { seen } of Object.values(played.people)) expect(seen).toBe(words);
  });
});
