/** SQLite under a power cut: the writer runs in a process of its own (sqlite-writer.ts). */
import { fileURLToPath } from 'node:url';
import { OwnProcess } from '../../../apps/server/src/cluster/own-process.ts';
import type { Witness } from './commits.ts';
import { cutOff, type Subject, untimely } from './subject.ts';

/** One line of the writer: what it tells the witness. */
export type Told = {
  [What in keyof Witness]: readonly [What, ...Parameters<Witness[What]>];
}[keyof Witness];

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const sqlite = (sync: 'full' | 'normal'): Subject => ({
  async start(disk, witness, again) {
    const weaker = sync === 'normal' ? ['--import', file('sqlite-normal.ts')] : [];
    const first = Promise.withResolvers<void>();
    const hear = (line: string) => {
      // The kill may have come in the middle of a line.
      if (!line.startsWith('["') || !line.endsWith(']')) return;
      const told = JSON.parse(line) as Told;
      if (told[0] === 'found') witness.found(told[1]);
      else if (told[0] === 'asked') witness.asked(told[1], told[2]);
      else {
        witness.acked(told[1], told[2], told[3], told[4]);
        first.resolve();
      }
    };
    const writer = new OwnProcess(
      process.execPath,
      [...weaker, file('sqlite-writer.ts'), disk.folder, JSON.stringify(again)],
      { env: { ...process.env, ...disk.mount() }, hear },
    );
    return {
      writing: Promise.race([first.promise, untimely(writer)]),
      cut: () => cutOff(writer),
      async gone() {
        await writer.kill();
        await writer.gone;
      },
    };
  },
});
