/**
 * The order of the unit test files: those that take a minute or more begin first, and no worker is
 * left alone with one of them at the end. vitest knows their times only where it has run before.
 */
import { BaseSequencer } from 'vitest/node';

export const slowFiles = [
  'packages/rehearsal/test/process-kills.test.ts',
  'apps/server/test/simulation/even-seeds.test.ts',
  'apps/server/test/simulation/odd-seeds.test.ts',
  'apps/server/test/cli/command-line.test.ts',
  'apps/server/test/realtime/over-https.test.ts',
  'apps/server/test/storage/contract.test.ts',
  'apps/server/test/storage/sqlite.test.ts',
  'packages/cluster/test/nodes.test.ts',
  'packages/inspector/test/save-rehearsal.test.ts',
  'apps/server/test/cli/stop-signals.test.ts',
];

export class SlowFilesFirst extends BaseSequencer {
  /** @override */
  async sort(/** @type {import('vitest/node').TestSpecification[]} */ files) {
    const rank = (/** @type {import('vitest/node').TestSpecification} */ { moduleId }) => {
      const at = slowFiles.findIndex((slow) => moduleId.endsWith(`/${slow}`));
      return at === -1 ? slowFiles.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
