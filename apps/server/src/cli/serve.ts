/** `holdspace serve`: runs until it is asked to stop, then lets everybody go in peace. */

import { pino } from 'pino';
import { hintsOf } from '../hints.ts';
import { createLog } from '../log.ts';
import { misspelt } from '../misspelt.ts';
import { type Server, startServer } from '../server.ts';
import type { Settings } from '../settings.ts';
import { closeWithGrace } from './grace.ts';
import { Failure, settingsFrom, type Terminal } from './terminal.ts';

export async function serve(
  terminal: Terminal,
  { json, untilInputEnds }: { readonly json: boolean; readonly untilInputEnds: boolean },
): Promise<void> {
  for (const warning of misspelt(terminal.environment)) terminal.complain(warning);
  const settings = settingsFrom(terminal);
  for (const hint of hintsOf(settings)) terminal.complain(hint);
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
  for (const line of opening(server, organiserLink)) terminal.print(line);
}

/** What is said at the start: where it is, and how an organiser gets in. */
export function opening(
  { url, others }: Pick<Server, 'url' | 'others'>,
  organiserLink: string | null,
): readonly string[] {
  const way =
    organiserLink === null
      ? 'To let an organiser in again: npx holdspace organiser-link'
      : `organiser link: ${organiserLink}`;
  if (others === null) return [`Holdspace is open at ${url}`, way];
  return [
    `Holdspace is open, on this machine under ${url}`,
    ...others.map((address) => `others in this network: PUBLIC_URL=${address}`),
    ...(others.length === 0 ? ['No address of this machine in a network was found.'] : []),
    'Until PUBLIC_URL is set, links made here work only on this machine.',
    way,
  ];
}

/** Until somebody has come in by one, every start prints another. */
async function firstLink({ app, keeping }: Server): Promise<string | null> {
  const { state } = await app.ledgers.house();
  const cameIn = [...state.links.values()].some(({ used }) => used !== null);
  return cameIn ? null : (await keeping['organiser-link']()).url;
}

/** A Failure for what has a plain sentence, else the fault as it was. */
export function inWords(fault: unknown, { host, port }: Settings): unknown {
  const { code, syscall } = fault as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return new Failure(`Port ${port} is in use already. Choose another one: PORT=${port + 1}`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Failure(`HOST is ${host}, which isn’t an address of this machine.`);
    case 'EACCES':
      if (syscall !== 'listen') return fault;
      return new Failure(`Port ${port} can’t be opened here. Choose one above 1024.`);
    default:
      return fault;
  }
}
