/** The rehearsal runner as people start it: exit codes, and what it prints. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rehearse as asked } from '../../src/cli/rehearse.ts';

const bin = fileURLToPath(new URL('../../bin/holdspace.mjs', import.meta.url));
const head = `title: A test
circle: {admit: everyone}
people:
  ada: {role: facilitator}
  ben: {seat: sharer}
play:
  - {by: ada, do: open-doors}
  - {by: ada, do: begin}
  - {by: ben, do: say, text: Good evening.}
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rehearse-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface ProgramOutput {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function rehearse(...args: readonly string[]): Promise<ProgramOutput> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'rehearse', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}
async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('holdspace rehearse', () => {
  it('ends with 0 and says what came of it when all held', async () => {
    const good = await file(
      'good.yaml',
      `${head}  - {by: ben, do: close, refused: not-facilitator}\n`,
    );
    const { code, out } = await rehearse(good, '--json');
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({
      title: 'A test',
      ok: true,
      people: { ben: { said: 1, acked: 1, seen: 1, view: { lead: 'ada' } }, ada: { seen: 1 } },
      totals: { acked: 1, lost: 0, twice: 0, outOfOrder: 0, orders: 1, refused: 1 },
    });
    expect(result.steps[0]).toMatchObject({ n: 1, by: 'ada', do: 'open-doors', answer: 'ok' });
    expect(result.steps.at(-1)).toMatchObject({ n: 4, answer: 'not-facilitator' });
  });

  it('ends with 1 and names file, step, expected and seen when something did not hold', async () => {
    const cases = [
      ['  - {expect: {as: ben, mine: {canSay: quiet}}, within: 100ms}\n', 'mine.canSay'],
      ['  - {by: ben, do: close}\n', 'not-facilitator'],
      ['  - {by: ben, do: say, text: hello, refused: quiet}\n', '"quiet"'],
      ['  - {never: {as: ben, phase: opening}, for: 100ms}\n', 'never'],
    ] as const;
    const names = await Promise.all(cases.map(([step], i) => file(`bad-${i}.yaml`, head + step)));
    const { code, out } = await rehearse(...names);
    expect(code).toBe(1);
    for (const [i, [, says]] of cases.entries()) {
      const output = out
        .slice(out.indexOf(`bad-${i}.yaml:10, step 4`))
        .split('\n')
        .slice(0, 3);
      expect(output.join(' ')).toContain(says);
      expect(output[1]).toMatch(/expected/);
      expect(output[2]).toMatch(/seen/);
    }
  });

  it('says with 0 what it can be asked, and names every option', async () => {
    for (const ask of ['--help', '-h']) {
      const { code, out, err } = await rehearse(ask);
      expect([code, err]).toEqual([0, '']);
      for (const option of ['--server', '--key', '--store', '--nodes', '--sleep-after', '--json']) {
        expect(out).toContain(option);
      }
    }
  });

  it('ends with 2 and starts nothing when a file or an option is wrong', async () => {
    const broken = await file('broken.yaml', `${head}  - {by: eve, do: take}\n`);
    const good = await file('fine.yaml', head);
    const cut = await file('cut.yaml', `${head}  - {fault: restart-redis}\n`);
    const { code, err, out } = await rehearse(good, broken);
    expect(code).toBe(2);
    expect(err).toMatch(/broken\.yaml:10:6 play\[3\]\.by: .*eve.*ada, ben/);
    expect(out).toBe('');
    // Nothing is started for these, so they need no process of their own.
    const output = vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const args of [
      [],
      [join(folder, 'none.yaml')],
      [good, '--store', 'etcd'],
      [cut],
      [good, '--store', 'redis', '--nodes', 'many'],
      [good, '--nodes', '3'],
      [good, '--sleep-after', 'soon'],
      [good, '--server', 'http://127.0.0.1:1'],
      [good, '--fast'],
    ]) {
      output.mockClear();
      expect([args, await asked(args)]).toEqual([args, 2]);
      expect(output).toHaveBeenCalled();
    }
    output.mockRestore();
  });
});
