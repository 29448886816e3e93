/**
 * Loaded before a program: kills its process at the nth step with a database file or a name of one
 * (KILL_AT; 0: never), and prints how many there were. Threads of the program load it as well.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';

const at = Number(process.env['KILL_AT']);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === at) process.kill(process.pid, 'SIGKILL');
}

/** Counts the call and the return as a step each. */
const counted = <Work extends (...args: never[]) => unknown>(work: Work): Work =>
  new Proxy(work, {
    apply(target, self, args) {
      step();
      const result = Reflect.apply(target, self, args);
      step();
      return result;
    },
  });

if (!isMainThread) {
  DatabaseSync.prototype.exec = counted(DatabaseSync.prototype.exec);
  StatementSync.prototype.run = counted(StatementSync.prototype.run);
  fs.renameSync = counted(fs.renameSync);
  syncBuiltinESMExports();
  process.on('exit', () => fs.writeSync(1, `${steps}`));
}
