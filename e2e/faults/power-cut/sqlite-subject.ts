/** SQLite under a power cut: the writer runs in a process of its own (sqlite-writer.ts). */
import { fileURLToPath } from 'node:url';
import { ManagedProcess } from '@holdspace/cluster';
import type { CommitObserver } from './commit-writer.ts';
import { killRunning, type PowerCutSubject, rejectOnExit } from './subject.ts';

/** One line of the writer: a message to the observer. */
export type WriterMessage = {
  [What in keyof CommitObserver]: readonly [What, ...Parameters<CommitObserver[What]>];
}[keyof CommitObserver];

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const sqliteSubject = (sync: 'full' | 'normal'): PowerCutSubject => ({
  async start(disk, witness, again) {
    const weaker = sync === 'normal' ? ['--import', file('sqlite-normal.ts')] : [];
    const first = Promise.withResolvers<void>();
    const hear = (line: string) => {
      // The kill can end the output in the middle of a line.
      if (!line.startsWith('["') || !line.endsWith(']')) return;
      const message = JSON.parse(line) as WriterMessage;
      if (message[0] === 'found') witness.found(message[1]);
      else if (message[0] === 'asked') witness.asked(message[1], message[2]);
      else {
        witness.acked(message[1], message[2], message[3], message[4]);
        first.resolve();
      }
    };
    const writer = new ManagedProcess(
      process.execPath,
      [...weaker, file('sqlite-writer.ts'), disk.folder, JSON.stringify(again)],
      { env: { ...process.env, ...disk.mount() }, onLine: hear },
    );
    return {
      writing: Promise.race([first.promise, rejectOnExit(writer)]),
      cut: () => killRunning(writer),
      async cleanUp() {
        await writer.kill();
        await writer.closed;
      },
    };
  },
});
