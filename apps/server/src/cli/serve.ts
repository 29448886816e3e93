/** `holdspace serve`: runs until it is asked to stop, then lets everybody go in peace. */

import { pino } from 'pino';
import { createLog } from '../log.ts';
import { type Server, startServer } from '../server.ts';
import type { Settings } from '../settings.ts';
import { closeWithGrace } from './grace.ts';
import { Failure, settingsFrom, type Terminal } from './terminal.ts';

export async function serve(
  terminal: Terminal,
  { json, untilInputEnds }: { readonly json: boolean; readonly untilInputEnds: boolean },
): Promise<void> {
  const settings = settingsFrom(terminal);
  const log = createLog(settings.log, pino.destination(2));
  const server = await startServer(settings, log).catch((fault) => {
    throw inWords(fault, settings);
  });
  const stop = closeWithGrace(server, log);
  if (untilInputEnds) process.stdin.once('close', stop).resume();
  const organiserLink = await firstLink(server);
  if (json) {
    terminal.print(JSON.stringify({ url: server.url, organiserLink }));
    return;
  }
  terminal.print(`Holdspace is open at ${server.url}`);
  if (organiserLink !== null) terminal.print(`organiser link: ${organiserLink}`);
}

/** Until somebody has come in by one, every start prints another. */
async function firstLink({ app, keeping }: Server): Promise<string | null> {
  const { state } = await app.ledgers.house();
  const cameIn = [...state.links.values()].some(({ used }) => used !== null);
  return cameIn ? null : (await keeping['organiser-link']()).url;
}

function inWords(fault: unknown, { host, port }: Settings): unknown {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new Failure(`Port ${port} is in use already. Choose another one: PORT=${port + 1}`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Failure(`HOST is ${host}, which is no address of this machine.`);
    case 'EACCES':
      return new Failure(`Port ${port} may not be opened here. Choose one above 1024.`);
    default:
      return fault;
  }
}
