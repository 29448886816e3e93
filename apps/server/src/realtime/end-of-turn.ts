/**
 * Work for the end of the running callback of the event loop, before the next callback begins:
 * what is sent to a connection meanwhile leaves in one write.
 */

export interface TurnTask {
  /** Called once for each call of `atEndOfTurn`. Must not throw. */
  endTurn(): void;
}

let tasks: TurnTask[] = [];

export function atEndOfTurn(task: TurnTask): void {
  if (tasks.push(task) === 1) process.nextTick(runTasks);
}

function runTasks(): void {
  const ending = tasks;
  tasks = [];
  for (const each of ending) each.endTurn();
}
