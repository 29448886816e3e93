/**
 * Runs every npm script: `node scripts/run.mjs start|dev|test …`. It needs Node 20 and npm only:
 * it installs what is missing, then runs the task of tasks.mjs on the Node that this project
 * pins, passes signals on and returns the exit code. The syntax of this file is old enough for
 * an old Node, which then can print the sentence about its version.
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
