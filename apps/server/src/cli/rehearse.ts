/**
 * `holdspace rehearse FILE…`. Exit codes: 0 all held, 1 something did
 * not, 2 bad use or a file that is not valid, with nothing started.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { storeKinds } from '@holdspace/cluster';
import {
  type EnvironmentOptions,
  type FormatError,
  formatErrorLine,
  isFormatErrors,
  jsonReport,
  organiserApi,
  organiserByLink,
  parseRehearsal,
  playRehearsal,
  type Rehearsal,
  RehearsalEnvironment,
  type RehearsalHost,
  type RehearsalResult,
  textReport,
} from '@holdspace/rehearsal';
import { readSmallFile } from '../config/small-file.ts';
import { onStopSignal } from './stop-signals.ts';
import { usage, wantsHelp } from './usage.ts';

/** Each is a process; more than these say nothing new. */
const maxNodes = 9;

interface RehearseOptions {
  readonly files: readonly string[];
  readonly json: boolean;
  /** A server that is given, or what to start of our own. */
  readonly on: { readonly url: string; readonly key: string } | OwnServer;
}

interface OwnServer extends EnvironmentOptions {
  /** Settings of the server, by the names of their variables. */
  readonly env: Readonly<Record<string, string>>;
}

export async function rehearse(args: readonly string[]): Promise<number> {
  if (wantsHelp(args)) {
    console.log(usage.rehearse.help);
    return 0;
  }
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\nholdspace rehearse ${usage.rehearse.line}`);
    return 2;
  }
  const rehearsals: Rehearsal[] = [];
  const faults: FormatError[] = [];
  for (const file of options.files) {
    const parsed = readRehearsal(file, 'url' in options.on ? null : options.on);
    if (isFormatErrors(parsed)) faults.push(...parsed);
    else rehearsals.push(parsed);
  }
  if (faults.length > 0) {
    for (const fault of faults) console.error(formatErrorLine(fault));
    return 2;
  }
  const played = await playAll(rehearsals, options);
  if (options.json) console.log(jsonReport(played));
  return played.every(({ ok }) => ok) ? 0 : 1;
}

async function playAll(
  rehearsals: readonly Rehearsal[],
  { on, json }: RehearseOptions,
): Promise<readonly RehearsalResult[]> {
  let own: RehearsalEnvironment | null = null;
  const listened = onStopSignal(
    () => void (own?.stop() ?? Promise.resolve()).finally(() => process.exit(1)),
  );
  try {
    if (!('url' in on)) own = await RehearsalEnvironment.start(on, on.env);
    let host = await hostOf(own, on);
    const played: RehearsalResult[] = [];
    for (const rehearsal of rehearsals) {
      if (own?.isAhead && !('url' in on)) {
        // Each rehearsal begins now.
        await own.stop();
        own = await RehearsalEnvironment.start(on, on.env);
        host = await hostOf(own, on);
      }
      await own?.heal();
      const result = await playRehearsal(rehearsal, host);
      played.push(result);
      if (!json) console.log(textReport(result));
    }
    return played;
  } finally {
    await own?.stop();
    listened();
  }
}

async function hostOf(
  own: RehearsalEnvironment | null,
  on: RehearseOptions['on'],
): Promise<RehearsalHost> {
  if (own) {
    const { urls, now, organiserLink, injectFault: fault } = own;
    return {
      ...{ urls, now },
      organiser: await organiserByLink(urls[0] ?? '', organiserLink),
      injectFault: fault,
    };
  }
  if ('url' in on)
    return { urls: [on.url], organiser: organiserApi(on.url, on.key), injectFault: null };
  throw new Error('There is neither a server of our own nor one that was given.');
}

/** Bytes of a rehearsal. */
const maxFileBytes = 4 * 1024 * 1024;

function readRehearsal(
  file: string,
  footing: EnvironmentOptions | null,
): Rehearsal | readonly FormatError[] {
  // npm runs its scripts in the project's folder; INIT_CWD is where the person stands.
  const path = existsSync(file) ? file : resolve(process.env.INIT_CWD ?? '.', file);
  try {
    return parseRehearsal(file, readSmallFile(path, maxFileBytes), footing);
  } catch {
    // Not there, far too long, or YAML that unfolds without end.
    return [{ file, line: 1, column: 1, key: '', message: 'This file cannot be read.' }];
  }
}

function readOptions(args: readonly string[]): RehearseOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: 'string' },
        key: { type: 'string' },
        store: { type: 'string', default: 'sqlite' },
        nodes: { type: 'string', default: '1' },
        'sleep-after': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { server, key, store, nodes, json, 'sleep-after': sleepAfter } = values;
    if (positionals.length === 0) return 'Which rehearsal? Name at least one file.';
    const kind = storeKinds.find((each) => each === store);
    if (!kind) return `--store ${store}: there are ${storeKinds.join(', ')}.`;
    const count = Number(nodes);
    if (!Number.isInteger(count) || count < 1 || count > maxNodes) {
      return `--nodes ${nodes}: needs a number from 1 to ${maxNodes}.`;
    }
    if (count > 1 && kind === 'sqlite') {
      return `--nodes ${nodes} needs --store redis: SQLite belongs to one server alone.`;
    }
    if (sleepAfter !== undefined && !/^\d{1,5}$/.test(sleepAfter)) {
      return `--sleep-after ${sleepAfter}: needs a number of seconds, 0 or more.`;
    }
    if (sleepAfter !== undefined && server !== undefined) {
      return '--sleep-after is a setting of the server: it does not go with --server.';
    }
    if ((server === undefined) !== (key === undefined)) {
      return '--server and --key go together: where it is, and the API key of an organiser there.';
    }
    if (server === undefined || key === undefined) {
      const env = sleepAfter === undefined ? {} : { HOLDSPACE_SLEEP_AFTER: sleepAfter };
      return { files: positionals, json, on: { store: kind, nodes: count, env } };
    }
    if (!URL.canParse(server))
      return `--server ${server}: needs an address like http://127.0.0.1:3000.`;
    return { files: positionals, json, on: { url: new URL(server).origin, key } };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
