/** `holdspace serve`: runs until it is asked to stop, then lets everyone go in peace. */

import { pino } from 'pino';
import { addressForBrowsers } from '../config/addresses.ts';
import type { Settings } from '../config/settings.ts';
import { setupHints } from '../config/setup-hints.ts';
import { unknownSettings } from '../config/unknown-settings.ts';
import { startIdleCollection } from '../ops/idle-collection.ts';
import { createLog } from '../ops/log.ts';
import { type RunningServer, startServer } from '../server.ts';
import { closeOnSignals } from './graceful-shutdown.ts';
import { CliError, settingsFrom, type Terminal } from './terminal.ts';

export async function serve(
  terminal: Terminal,
  { json, untilInputEnds }: { readonly json: boolean; readonly untilInputEnds: boolean },
): Promise<void> {
  for (const warning of unknownSettings(terminal.environment)) terminal.complain(warning);
  const settings = settingsFrom(terminal);
  for (const hint of setupHints(settings)) terminal.complain(hint);
  const log = createLog(settings.log, pino.destination(2));
  const server = await startServer(settings, log).catch((fault) => {
    throw explainFault(fault, settings);
  });
  startIdleCollection();
  const stop = closeOnSignals(server, log);
  if (untilInputEnds) process.stdin.once('close', stop).resume();
  const organiserLink = await firstOrganiserLink(server);
  if (json) {
    terminal.print(JSON.stringify({ url: server.url, organiserLink }));
    return;
  }
  const shown = (url: string) => addressForBrowsers(url, terminal.environment);
  const opened = { url: shown(server.url), others: server.others };
  const link = organiserLink === null ? null : shown(organiserLink);
  for (const line of openingLines(opened, link)) terminal.print(line);
}

/** What is said at the start: where it is, and how an organiser gets in. */
export function openingLines(
  { url, others }: Pick<RunningServer, 'url' | 'others'>,
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

/** Prints a new link at each start until one has been used. */
async function firstOrganiserLink({
  app,
  operatorTasks: keeping,
}: RunningServer): Promise<string | null> {
  const { state } = await app.ledgers.house();
  const cameIn = [...state.links.values()].some(({ used }) => used !== null);
  return cameIn ? null : (await keeping['organiser-link']()).url;
}

/** A Failure for what has a plain sentence, else the fault as it was. */
export function explainFault(fault: unknown, { host, port }: Settings): unknown {
  const { code, syscall } = fault as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return new CliError(`Port ${port} is in use already. Choose another one: PORT=${port + 1}`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CliError(`HOST is ${host}, which isn’t an address of this machine.`);
    case 'EACCES':
      if (syscall !== 'listen') return fault;
      return new CliError(`Port ${port} can’t be opened here. Choose one above 1024.`);
    default:
      return fault;
  }
}
