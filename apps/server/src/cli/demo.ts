/**
 * `holdspace demo`: a filled circle to look at within a minute, on a server of its own whose
 * data are deleted at the end. Exit codes: 0 ok, 1 the server did not start, 2 bad use.
 */
import { parseArgs } from 'node:util';
import { NodeProcess } from '@holdspace/cluster';
import { playDemo } from '@holdspace/rehearsal/demo';
import { onStopSignal } from './stop-signals.ts';
import { usage, wantsHelp } from './usage.ts';

const minute = 60_000;

export async function demo(args: readonly string[]): Promise<number> {
  if (wantsHelp(args)) {
    console.log(usage.demo.help);
    return 0;
  }
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\nholdspace demo ${usage.demo.line}`);
    return 2;
  }
  const stop = new AbortController();
  const listened = onStopSignal(() => stop.abort());
  const server = await NodeProcess.start({
    port: options.port,
    env: { HOLDSPACE_LOG: 'warn' },
  }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    return null;
  });
  if (!server) return 1;
  try {
    await playDemo({
      server,
      pace: options.pace,
      lasts: options.minutes * minute,
      stop: stop.signal,
      opened: (links) => {
        console.log(
          `A circle is meeting. Open one of these in a browser, and the other in a private window:\n\n` +
            `  look in as a participant:  ${links.participant}\n` +
            `  look in as a facilitator:  ${links.facilitator}\n\n` +
            `It lasts ${options.minutes} min. Ctrl-C ends it before; nothing of it is kept.`,
        );
      },
    });
    return 0;
  } finally {
    await server.stop();
    listened();
  }
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string', default: '60' },
        pace: { type: 'string', default: '1' },
      },
    });
    const minutes = Number(values.minutes);
    const pace = Number(values.pace);
    const port = Number(process.env.PORT || 3000);
    if (!(minutes > 0 && minutes <= 460)) return '--minutes needs a number from 1 to 460.';
    if (!(pace > 0 && pace <= 100)) return '--pace needs a number above 0, for example 0.5.';
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      return `PORT is ${process.env.PORT}: needs a port, for example 3000.`;
    }
    return { minutes, pace, port };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
