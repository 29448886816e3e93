/** In which order the unit test files begin. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createVitest } from 'vitest/node';
import { inRoot } from '../paths.mjs';
import { SlowFilesFirst, slowFiles } from '../test-sequencer.mjs';

it('begins with the slow files, which are there', async () => {
  expect(slowFiles.filter((file) => !existsSync(inRoot(file)))).toEqual([]);
  const vitest = await createVitest('test', { root: inRoot(), config: false, watch: false });
  const project = vitest.getRootProject();
  const specifications = ['scripts/test/clock.test.ts', ...slowFiles.toReversed()].map((file) =>
    project.createSpecification(inRoot(file)),
  );
  const sorted = await new SlowFilesFirst(vitest).sort(specifications);
  await vitest.close();
  expect(sorted.map(({ moduleId }) => moduleId)).toEqual(
    [...slowFiles, 'scripts/test/clock.test.ts'].map((file) => inRoot(file)),
  );
});
