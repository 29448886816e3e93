/**
 * `holdspace rehearse FILE…` and `holdspace demo`. Exit codes: 0 all held, 1 something did
 * not, 2 bad use or a file that is not valid, with nothing started.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { api } from '@holdspace/client';
import { storeKinds } from '../cluster/index.ts';
import { readSmallFile } from '../small-file.ts';
import { whenToldToStop } from '../stopping.ts';
import type { Fault } from './checking.ts';
import type { Footing } from './faults.ts';
import { Ground } from './ground.ts';
import { type Host, signIn } from './host.ts';
import { isFaults, parseRehearsal } from './parse.ts';
import { play } from './play.ts';
import { faultLine, forPeople, forPrograms } from './report.ts';
import type { Played } from './result.ts';
import type { Rehearsal } from './script.ts';
import { asksForHelp, usage } from './usage.ts';

export { demo } from './demo.ts';

/** Each is a process; more than these say nothing new. */
const mostNodes = 9;

interface Wish {
  readonly files: readonly string[];
  readonly json: boolean;
  /** A server that is given, or what to start of our own. */
  readonly on: { readonly url: string; readonly key: string } | Footing;
}

export async function rehearse(args: readonly string[]): Promise<number> {
  if (asksForHelp(args)) {
    console.log(usage.rehearse.help);
    return 0;
  }
  const wish = read(args);
  if (typeof wish === 'string') {
    console.error(`${wish}\nholdspace rehearse ${usage.rehearse.line}`);
    return 2;
  }
  const rehearsals: Rehearsal[] = [];
  const faults: Fault[] = [];
  for (const file of wish.files) {
    const parsed = readRehearsal(file, 'url' in wish.on ? null : wish.on);
    if (isFaults(parsed)) faults.push(...parsed);
    else rehearsals.push(parsed);
  }
  if (faults.length > 0) {
    for (const fault of faults) console.error(faultLine(fault));
    return 2;
  }
  const played = await playAll(rehearsals, wish);
  if (wish.json) console.log(forPrograms(played));
  return played.every(({ ok }) => ok) ? 0 : 1;
}

async function playAll(
  rehearsals: readonly Rehearsal[],
  { on, json }: Wish,
): Promise<readonly Played[]> {
  let own: Ground | null = null;
  const listened = whenToldToStop(
    () => void (own?.stop() ?? Promise.resolve()).finally(() => process.exit(1)),
  );
  try {
    if (!('url' in on)) own = await Ground.start(on);
    const host = await hostOf(own, on);
    const played: Played[] = [];
    for (const rehearsal of rehearsals) {
      await own?.heal();
      const result = await play(rehearsal, host);
      played.push(result);
      if (!json) console.log(forPeople(result));
    }
    return played;
  } finally {
    await own?.stop();
    listened();
  }
}

async function hostOf(own: Ground | null, on: Wish['on']): Promise<Host> {
  if (own) {
    const { urls, organiserLink, fault } = own;
    return { urls, organiser: await signIn(urls[0] ?? '', organiserLink), fault };
  }
  if ('url' in on) return { urls: [on.url], organiser: api(on), fault: null };
  throw new Error('There is neither a server of our own nor one that was given.');
}

/** Bytes of a rehearsal. */
const mostInFile = 4 * 1024 * 1024;

function readRehearsal(file: string, footing: Footing | null): Rehearsal | readonly Fault[] {
  // npm runs its scripts in the project's folder; INIT_CWD is where the person stands.
  const path = existsSync(file) ? file : resolve(process.env.INIT_CWD ?? '.', file);
  try {
    return parseRehearsal(file, readSmallFile(path, mostInFile), footing);
  } catch {
    // Not there, far too long, or YAML that unfolds without end.
    return [{ file, line: 1, column: 1, key: '', message: 'This file cannot be read.' }];
  }
}

function read(args: readonly string[]): Wish | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: 'string' },
        key: { type: 'string' },
        store: { type: 'string', default: 'sqlite' },
        nodes: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    });
    const { server, key, store, nodes, json } = values;
    if (positionals.length === 0) return 'Which rehearsal? Name at least one file.';
    const kind = storeKinds.find((each) => each === store);
    if (!kind) return `--store ${store}: there are ${storeKinds.join(', ')}.`;
    const count = Number(nodes);
    if (!Number.isInteger(count) || count < 1 || count > mostNodes) {
      return `--nodes ${nodes}: needs a number from 1 to ${mostNodes}.`;
    }
    if (count > 1 && kind === 'sqlite') {
      return `--nodes ${nodes} needs --store redis: SQLite belongs to one server alone.`;
    }
    if ((server === undefined) !== (key === undefined)) {
      return '--server and --key go together: where it is, and the API key of an organiser there.';
    }
    if (server === undefined || key === undefined)
      return { files: positionals, json, on: { store: kind, nodes: count } };
    if (!URL.canParse(server))
      return `--server ${server}: needs an address like http://127.0.0.1:3000.`;
    return { files: positionals, json, on: { url: new URL(server).origin, key } };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
