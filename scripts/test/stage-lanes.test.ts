/** Which stages run side by side, and that what they print does not mix. */
import { expect, it } from 'vitest';
import { runInLanes } from '../stage-lanes.mjs';
import { stages } from '../stages/index.mjs';

const passed = { passed: 1, failed: 0, skipped: 0 };
const filter = { files: [] };

/** Stages that the test ends by hand; a name in capitals runs beside others. */
function stagesOf(...names: string[]) {
  const ends = new Map<string, () => void>();
  const printed: string[] = [];
  const chosen = names.map((name) => ({
    name,
    filter,
    stage: { beside: name === name.toUpperCase(), run: async () => passed },
  }));
  const interruption = new AbortController();
  const start = (processors: number) =>
    runInLanes(
      chosen,
      async ({ name }, print) => {
        print(`${name} begins`);
        await new Promise<void>((end) => ends.set(name, end));
        ends.delete(name);
        print(`${name} ends`);
        return passed;
      },
      interruption.signal,
      { processors, print: (line) => printed.push(line.trim()) },
    );
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { start, end, printed, interruption, running: () => [...ends.keys()].sort() };
}

it('runs a stage beside those after it, and prints its lines together', async () => {
  const { start, end, printed, running } = stagesOf('first', 'BESIDE', 'LATER', 'second', 'third');
  const done = start(2);
  expect(running()).toEqual(['first']);
  await end('first');
  expect(running()).toEqual(['BESIDE', 'second']);
  await end('BESIDE');
  expect(running()).toEqual(['LATER', 'second']);
  await end('second');
  expect(running()).toEqual(['LATER', 'third']);
  await end('third');
  // Nothing else prints any more.
  expect(printed.at(-1)).toBe('LATER begins');
  await end('LATER');
  expect((await done).map(({ name }) => name)).toEqual([
    ...['first', 'BESIDE', 'LATER', 'second', 'third'],
  ]);
  expect(printed).toEqual(
    ['first', 'second', 'BESIDE', 'third', 'LATER'].flatMap((name) => [
      ...[`── ${name}`, `${name} begins`, `${name} ends`],
    ]),
  );
});

it.for([
  [1, ['BESIDE', 'second']],
  [2, ['BESIDE', 'LATER']],
] as const)('runs one after another on %i processors: %j', async ([processors, names]) => {
  const { start, end, running } = stagesOf(...names);
  const done = start(processors);
  for (const name of names) {
    await new Promise(setImmediate);
    expect(running()).toEqual([name]);
    await end(name);
  }
  expect(await done).toHaveLength(2);
});

it('starts no further stage after an interruption', async () => {
  const { start, end, interruption } = stagesOf('BESIDE', 'LATER', 'second', 'third');
  const done = start(2);
  await new Promise(setImmediate);
  interruption.abort();
  await end('second');
  await end('BESIDE');
  expect((await done).map(({ name }) => name)).toEqual(['BESIDE', 'second']);
});

it('lets only stages run beside others that wait for timers', () => {
  const beside = Object.entries(stages).filter(([, stage]) => stage.beside);
  expect(beside.map(([name]) => name)).toEqual(['faults', 'rehearsals']);
});
