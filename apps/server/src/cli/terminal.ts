/** How commands speak: data to one stream, everything else to the other, and an exit code. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, type SettingFault, type Settings } from '../config/settings.ts';

/** 0 ok, 1 failed, 2 bad use. */
export type ExitCode = 0 | 1 | 2;

export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  print(line: string): void;
  complain(line: string): void;
  /** Replaces the current line when the output is a terminal; '' clears it. */
  show?(line: string): void;
}

/** A failure that is reported as one plain sentence. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  constructor(message: string, exitCode: ExitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const describeFaults = (faults: readonly SettingFault[]): string =>
  [
    faults.length === 1 ? 'One setting is not right:' : `${faults.length} settings are not right:`,
    ...faults.map(({ message }) => `  ${message}`),
  ].join('\n');

/** Fails with all faults at once. */
export function settingsFrom({ environment }: Pick<Terminal, 'environment'>): Settings {
  const read = readSettings(environment);
  if ('faults' in read) throw new CliError(describeFaults(read.faults), 2);
  return read.settings;
}

/** Whether anything was ever kept there: what `serve` and `import` begin. */
export const hasDatabase = ({ data }: Settings): boolean => existsSync(join(data, 'holdspace.db'));

/** Fails, having made nothing, where there is nothing to work on. */
export function requireData(settings: Settings): void {
  switch (settings.store.kind) {
    case 'memory':
      throw new CliError('With HOLDSPACE_STORE=memory there is nothing to work on.', 2);
    case 'sqlite':
      if (hasDatabase(settings)) return;
      throw new CliError(
        `There is no Holdspace in ${settings.data}. Set HOLDSPACE_DATA to the folder of yours, ` +
          'or begin one with: npm start',
      );
    case 'redis':
      return;
    default:
      settings.store satisfies never;
  }
}
