/**
 * The command line. Every command works by itself; those that need the data work while the
 * server runs and when it does not. Exit codes: 0 ok, 1 failed, 2 bad use.
 */
import { keyScopes } from '@holdspace/core';
import { Command, CommanderError, Option } from 'commander';
import { addressForBrowsers, serverUrl } from '../config/addresses.ts';
import { describeSettings, readSettings } from '../config/settings.ts';
import { setupHints } from '../config/setup-hints.ts';
import { unknownSettings } from '../config/unknown-settings.ts';
import type { BackupCounts } from '../storage/backup/backup-file.ts';
import { describeLoss } from '../storage/heads/head-losses.ts';
import { acceptLoss } from './accept-loss.ts';
import { exportTo, importFrom, secretToKeep } from './backup.ts';
import { runOperatorTask } from './run-operator-task.ts';
import { serve } from './serve.ts';
import { CliError, describeFaults, type ExitCode, type Terminal } from './terminal.ts';
import { usage } from './usage.ts';

export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command('holdspace')
    .description('Live text circles with real turn-taking, for people who support one another.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    });
  const json = ['--json', 'print data as JSON'] as const;
  const lines = Object.entries(usage).map(([name, { line }]) => `  holdspace ${name} ${line}`);
  program.addHelpText('after', ['', 'With processes of their own:', ...lines].join('\n'));

  program
    .command('serve')
    .description('open the house: serve circles until stopped')
    .option(...json)
    .option('--until-input-ends', 'stop when the program that started it is gone')
    .action((options) =>
      serve(terminal, {
        json: options.json === true,
        untilInputEnds: options.untilInputEnds === true,
      }),
    );

  program
    .command('organiser-link')
    .description('make a one-time link that lets an organiser in')
    .option(...json)
    .action(async (options) => {
      const { url } = await runOperatorTask(terminal, 'organiser-link');
      const shown = addressForBrowsers(url, terminal.environment);
      terminal.print(options.json ? JSON.stringify({ url }) : `organiser link: ${shown}`);
    });

  program
    .command('staff-link')
    .description(
      'make a one-time link that lets somebody of the staff in, again or for the first time',
    )
    .argument('<id>')
    .option(...json)
    .action(async (id: string, options) => {
      const { url } = await runOperatorTask(terminal, 'staff-link', id);
      const shown = addressForBrowsers(url, terminal.environment);
      terminal.print(options.json ? JSON.stringify({ url }) : `staff link: ${shown}`);
    });

  program
    .command('staff')
    .description('list the staff: since when, their roles and names')
    .option(...json)
    .action(async (options) => {
      const done = await runOperatorTask(terminal, 'staff');
      if (options.json) return terminal.print(JSON.stringify(done));
      for (const each of done.staff) {
        terminal.print(`${dated(each)}  ${each.roles.join(', ')}  ${each.name}`.trim());
      }
    });

  program
    .command('api-key')
    .description('make an API key: a program with it can do everything an organiser can, or read')
    .addOption(new Option('--scope <scope>', 'what it may').choices(keyScopes).default('organise'))
    .option(...json)
    .action(async (options) => {
      const { key } = await runOperatorTask(terminal, 'api-key', options.scope);
      terminal.print(options.json ? JSON.stringify({ key }) : key);
    });

  const dated = ({ id, since }: { readonly id: string; readonly since: number | null }) =>
    `${id}  ${since === null ? '' : new Date(since).toISOString().slice(0, 10)}`.trim();

  program
    .command('organisers')
    .description('list the organisers, and since when')
    .option(...json)
    .action(async (options) => {
      const done = await runOperatorTask(terminal, 'organisers');
      if (options.json) return terminal.print(JSON.stringify(done));
      for (const each of done.organisers) terminal.print(dated(each));
    });

  program
    .command('dismiss')
    .description('remove somebody of the staff: their sign-ins and the keys they made end at once')
    .argument('<id>')
    .option(...json)
    .action(async (id: string, options) => {
      const done = await runOperatorTask(terminal, 'dismiss', id);
      terminal.print(options.json ? JSON.stringify(done) : `${id} dismissed`);
    });

  program
    .command('keys')
    .description('list the API keys, and since when')
    .option(...json)
    .action(async (options) => {
      const done = await runOperatorTask(terminal, 'keys');
      if (options.json) return terminal.print(JSON.stringify(done));
      for (const each of done.keys) terminal.print(dated(each));
    });

  program
    .command('revoke')
    .description('revoke an API key, at once')
    .argument('<id>')
    .option(...json)
    .action(async (id: string, options) => {
      const done = await runOperatorTask(terminal, 'revoke', id);
      terminal.print(options.json ? JSON.stringify(done) : `${id} revoked`);
    });

  program
    .command('rotate-cookies')
    .description('sign cookies with a new secret; those signed before are accepted for 90 days')
    .option(...json)
    .action(async (options) => {
      const done = await runOperatorTask(terminal, 'rotate-cookies');
      terminal.print(
        options.json ? JSON.stringify(done) : `${done.accepted} secrets of cookies are accepted`,
      );
    });

  program
    .command('purge')
    .description('destroy the words whose promised time is up, at once')
    .option(...json)
    .action(async (options) => {
      const { purged } = await runOperatorTask(terminal, 'purge');
      terminal.print(options.json ? JSON.stringify({ purged }) : `${purged} texts destroyed`);
    });

  program
    .command('export')
    .description('write everything to one file; the server may run meanwhile')
    .argument('<file>')
    .option(...json)
    .action(async (file: string, options) => {
      const counts = await exportTo(terminal, file);
      if (options.json) return terminal.print(JSON.stringify(counts));
      terminal.print(`${describeCounts(counts)} written to ${file}`);
      terminal.print(
        'The secret is not in it, and without the secret it cannot be imported. ' +
          `Keep ${secretToKeep(terminal)} with it, in a place of its own.`,
      );
    });

  program
    .command('import')
    .description('read such a file into an empty place, or go on with one that stopped half-way')
    .argument('<file>')
    .option('--dry-run', 'only look whether it is whole, and change nothing')
    .option(...json)
    .action(async (file: string, options) => {
      const dryRun = options.dryRun === true;
      const { already, ...counts } = await importFrom(terminal, file, dryRun);
      const how = dryRun ? 'would be imported' : 'imported';
      const all = already > 0 ? { ...counts, already } : counts;
      if (options.json) return terminal.print(JSON.stringify(all));
      const before = already > 0 ? `; ${already} of the commits were there` : '';
      terminal.print(`${describeCounts(counts)} ${how}${before}`);
    });

  program
    .command('accept-loss')
    .description('go on with ledgers whose end is missing; without names it only lists them')
    .argument('[ledgers...]')
    .option('--all', 'of all ledgers')
    .option(...json)
    .action(async (ledgers: string[], options) => {
      const { lost, accepted } = await acceptLoss(terminal, options.all === true ? 'all' : ledgers);
      if (options.json) return terminal.print(JSON.stringify({ lost, accepted }));
      for (const loss of lost) {
        const how = accepted.includes(loss) ? 'Accepted.' : 'It is set aside.';
        terminal.print(`${describeLoss(loss)} ${how}`);
      }
      if (lost.length === 0) terminal.print('Nothing is known to be lost.');
    });

  program
    .command('check-config')
    .description('check every setting, and print what is in force')
    .option(...json)
    .action((options) => {
      exitCode = checkConfig(terminal, options.json === true);
    });

  for (const [name, { is, load }] of Object.entries(processCommands)) {
    program
      .command(name)
      .description(is)
      .helpOption(false)
      .argument('[args...]')
      .usage(usage[name as keyof typeof processCommands].line)
      .allowUnknownOption()
      .action(async () => {
        // The command parses the arguments after its name.
        const start = await load();
        exitCode = (await start(args.slice(1))) as ExitCode;
      });
  }

  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (fault) {
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : 2;
    terminal.complain(fault instanceof Error ? fault.message : String(fault));
    return fault instanceof CliError ? fault.exitCode : 1;
  }
}

/** Loaded when they are asked for: a server needs none of it. */
const processCommands = {
  rehearse: {
    is: 'play meetings that were written down, with real clients',
    load: async () => (await import('./rehearse.ts')).rehearse,
  },
  demo: {
    is: 'open a filled circle to look at',
    load: async () => (await import('./demo.ts')).demo,
  },
  cluster: {
    is: 'start a Redis, several nodes and one way in',
    load: async () => (await import('./cluster.ts')).cluster,
  },
} as const satisfies Record<keyof typeof usage, unknown>;

const describeCounts = ({ ledgers, entries, words }: BackupCounts) =>
  `${ledgers} ledgers, ${entries} commits, ${words} texts`;

function checkConfig(terminal: Terminal, json: boolean): ExitCode {
  const read = readSettings(terminal.environment);
  const faults = 'faults' in read ? read.faults : [];
  const described = describeSettings(terminal.environment);
  const address =
    'settings' in read
      ? addressForBrowsers(serverUrl(read.settings, read.settings.port), terminal.environment)
      : null;
  const settings = described.map((each) =>
    each.variable === 'PUBLIC_URL' && !each.set && address ? { ...each, value: address } : each,
  );
  const unknown = unknownSettings(terminal.environment);
  const hints = 'settings' in read ? setupHints(read.settings) : [];
  if (json) {
    terminal.print(JSON.stringify({ ok: faults.length === 0, faults, unknown, hints, settings }));
  } else if (faults.length > 0) {
    terminal.complain(describeFaults(faults));
  } else {
    for (const { variable, value, set } of settings) {
      terminal.print(`${variable.padEnd(28)} ${value || '–'}${set ? '' : '  (default)'}`);
    }
  }
  if (!json) for (const warning of [...unknown, ...hints]) terminal.complain(warning);
  return faults.length === 0 ? 0 : 1;
}
