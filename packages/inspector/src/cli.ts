/** Starts the inspector and prints its address. Exit codes: 1 failed, 2 bad use. */
import { readArguments } from './arguments.ts';
import { startInspector } from './http/inspector-server.ts';
import { InspectionError } from './source/inspection-error.ts';
import { openSource } from './source/ledger-source.ts';

try {
  const { path, host, port } = readArguments(process.argv.slice(2));
  const source = openSource(path, process.env);
  const { url, close } = await startInspector(source, {
    ...{ host, port, key: process.env.INSPECTOR_KEY },
  });
  console.log(`The inspector of ${source.title} is open at ${url}`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, close);
} catch (cause) {
  if (!(cause instanceof InspectionError)) throw cause;
  console.error(cause.message);
  process.exitCode = 2;
}
