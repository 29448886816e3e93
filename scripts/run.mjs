/**
 * The front door of every npm script: `node scripts/run.mjs start|dev|test …`.
 * It needs nothing but Node 20 and npm: it sees to it that everything is installed, then runs
 * the wanted task on the Node this project pins, passes signals on and keeps the exit code.
 * What a task does lies in tasks.mjs. This file stays readable for an old Node, so that the
 * sentence about the version can be printed at all.
 */
const oldest = 20;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  console.error(
    `Holdspace needs Node ${oldest} or newer to begin with; this is Node ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org and run the same command again.',
  );
  process.exitCode = 1;
} else {
  const { run } = await import('./tasks.mjs');
  process.exitCode = await run(process.argv[2], process.argv.slice(3));
}
