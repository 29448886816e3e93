/**
 * The settings of a server, read from the environment once, at the start. Every fault is found
 * at once, and names the variable, its value, and an example of a valid one. No other file of
 * the server reads the environment.
 */
import type { Millis } from '@holdspace/core';
import type { z } from 'zod';
import type { FsyncPolicy } from '../storage/redis/server-requirements.ts';
import { type logLevels, type Variable, variables } from './setting-variables.ts';
import { FileTooLong, readSmallFile } from './small-file.ts';
import { readMailAddress, type SmtpServer, type SmtpSetting } from './smtp-setting.ts';
import { parseSupport, type Support } from './support.ts';

type VariableName = keyof typeof variables;
type ParsedVariables = { [Name in VariableName]: z.output<(typeof variables)[Name]['schema']> };

export type StoreSetting =
  | { readonly kind: 'sqlite' }
  | { readonly kind: 'memory' }
  /** The address contains the password: it is never printed or logged. */
  | { readonly kind: 'redis'; readonly url: string; readonly fsync: FsyncPolicy };

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** An origin without a slash at its end; null: the Host header of each request. */
  readonly publicUrl: string | null;
  readonly data: string;
  readonly store: StoreSetting;
  /** A node that is silent for so long counts as gone, with all its connections. */
  readonly lease: Millis;
  /** A circle without anybody, and with nothing due, leaves the memory after this. */
  readonly sleepAfter: Millis;
  /** Null: generated, and stored in the data folder (see secrets.ts). */
  readonly secret: string | null;
  /** The first signs cookies. Null: stored in the data folder, or derived (see secrets.ts). */
  readonly cookieSecrets: readonly string[] | null;
  /** The file in the data folder that contains them; null when they come from elsewhere. */
  readonly cookieFile: string | null;
  /** The store's clock is ahead of the time by this; 0 outside of rehearsals. */
  readonly clockAhead: Millis;
  readonly limits: boolean;
  readonly requestsPerMinute: number;
  readonly knocksPerMinute: number;
  readonly metricsToken: string | null;
  readonly trustProxy: readonly string[];
  /** Null: no e-mail can be sent. */
  readonly smtp: SmtpSetting | null;
  /** Hosts that messages may go to though they are in a private network (ALR-5). */
  readonly outboundAllow: readonly string[];
  readonly leaveTo: string;
  /** Null: the built-in sheet, which fits any country. */
  readonly support: Support | null;
  readonly log: (typeof logLevels)[number];
}

export interface SettingFault {
  readonly variable: string;
  /** A full sentence, with an example. */
  readonly message: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const variableNames = Object.keys(variables) as VariableName[];

function settingFault(name: VariableName, was: string | undefined, what: string): SettingFault {
  const variable: Variable = variables[name];
  const given = variable.secret
    ? 'is set, but'
    : `is ${JSON.stringify(maskCredentials(was ?? ''))}:`;
  const shown = was === undefined ? 'is not set:' : given;
  return { variable: name, message: `${name} ${shown} ${what} (example: ${variable.example})` };
}

/** Hides the user name and the password of an address. */
const maskCredentials = (text: string) => text.replace(/\/\/.*@/, '//********@');

/** The maximum size of a file that a setting names, in bytes. */
const maxFileBytes = 64 * 1024;

const fileProblem = (cause: unknown): string =>
  cause instanceof FileTooLong ? 'the file is far too long' : 'the file cannot be read';

/** The value of the variable, or the content of the file that the `_FILE` variable names. */
function readSecretVariable<Value = string>(
  read: ParsedVariables,
  direct: Value | undefined,
  name: VariableName,
  faults: SettingFault[],
): Value | null {
  const file = read[name] as string | undefined;
  const instead = name.replace(/_FILE$/, '') as VariableName;
  if (file === undefined) return direct ?? null;
  if (direct !== undefined) {
    faults.push(settingFault(name, file, `${instead} is set too; one of the two is needed`));
    return null;
  }
  try {
    const parsed = variables[instead].schema.safeParse(readSmallFile(file, maxFileBytes).trim());
    if (parsed.success) return parsed.data as Value;
    faults.push(settingFault(name, file, `what it holds ${parsed.error.issues[0]?.message}`));
  } catch (cause) {
    faults.push(settingFault(name, file, fileProblem(cause)));
  }
  return null;
}

/** The store of a valid HOLDSPACE_STORE; undefined, after a fault, gives SQLite. */
function storeSettingOf(store: string | undefined, fsync: FsyncPolicy = 'always'): StoreSetting {
  if (!store?.startsWith('redis')) return { kind: store === 'memory' ? store : 'sqlite' };
  return { kind: 'redis', url: store, fsync };
}

function smtpSettingOf(read: ParsedVariables, faults: SettingFault[]): SmtpSetting | null {
  const server = readSecretVariable<SmtpServer>(read, read.SMTP_URL, 'SMTP_URL_FILE', faults);
  if (server === null) return null;
  const from = read.SMTP_FROM === undefined ? null : readMailAddress(read.SMTP_FROM);
  if (from !== null) return { ...server, from };
  // A sender that cannot be read is a fault already.
  if (faults.every(({ variable }) => variable !== 'SMTP_FROM')) {
    faults.push(settingFault('SMTP_FROM', undefined, 'with SMTP_URL every e-mail needs a sender'));
  }
  return null;
}

function readSupportFile(file: string | undefined, faults: SettingFault[]): Support | null {
  if (file === undefined) return null;
  const wrong = (what: string) => settingFault('HOLDSPACE_SUPPORT_FILE', file, what);
  try {
    const read = parseSupport(readSmallFile(file, maxFileBytes));
    if ('support' in read) return read.support;
    faults.push(...read.faults.map(wrong));
  } catch (cause) {
    faults.push(wrong(fileProblem(cause)));
  }
  return null;
}

/**
 * Reads all settings, or reports every fault at once. An empty variable counts as absent, because
 * compose files pass unset variables on as empty ones.
 */
export function readSettings(
  environment: Environment,
): { readonly settings: Settings } | { readonly faults: readonly SettingFault[] } {
  const faults: SettingFault[] = [];
  const read: Partial<Record<VariableName, unknown>> = {};
  for (const name of variableNames) {
    const was = environment[name] === '' ? undefined : environment[name];
    const parsed = variables[name].schema.safeParse(was);
    if (parsed.success) read[name] = parsed.data;
    else faults.push(settingFault(name, was, parsed.error.issues[0]?.message ?? 'cannot be read'));
  }
  const all = read as ParsedVariables;
  const secret = readSecretVariable(all, all.HOLDSPACE_SECRET, 'HOLDSPACE_SECRET_FILE', faults);
  const cookieSecrets = readSecretVariable(
    all,
    all.HOLDSPACE_COOKIE_SECRET,
    'HOLDSPACE_COOKIE_SECRET_FILE',
    faults,
  );
  const stored = environment['HOLDSPACE_STORE'] ? all.HOLDSPACE_STORE : undefined;
  const store =
    readSecretVariable(all, stored, 'HOLDSPACE_STORE_FILE', faults) ?? all.HOLDSPACE_STORE;
  const kept = storeSettingOf(store, all.HOLDSPACE_REDIS_FSYNC);
  const secretSet = [environment['HOLDSPACE_SECRET'], environment['HOLDSPACE_SECRET_FILE']];
  if (kept.kind === 'redis' && !secretSet.some(Boolean)) {
    const why = 'with Redis every node needs the same one';
    faults.push(settingFault('HOLDSPACE_SECRET', undefined, why));
  }
  const token = readSecretVariable(
    all,
    all.HOLDSPACE_METRICS_TOKEN,
    'HOLDSPACE_METRICS_TOKEN_FILE',
    faults,
  );
  const smtp = smtpSettingOf(all, faults);
  const support = readSupportFile(all.HOLDSPACE_SUPPORT_FILE, faults);
  if (faults.length > 0) return { faults };
  return {
    settings: {
      host: all.HOST,
      port: all.PORT,
      publicUrl: all.PUBLIC_URL ?? null,
      data: all.HOLDSPACE_DATA,
      store: kept,
      lease: all.HOLDSPACE_LEASE * 1000,
      sleepAfter: all.HOLDSPACE_SLEEP_AFTER * 1000,
      secret,
      cookieSecrets,
      cookieFile: null,
      clockAhead: all.HOLDSPACE_CLOCK_AHEAD * 1000,
      limits: all.HOLDSPACE_LIMITS === 'on',
      requestsPerMinute: all.HOLDSPACE_REQUESTS,
      knocksPerMinute: all.HOLDSPACE_KNOCKS,
      metricsToken: token,
      trustProxy: all.HOLDSPACE_TRUST_PROXY,
      smtp,
      outboundAllow: all.HOLDSPACE_OUTBOUND_ALLOW,
      leaveTo: all.HOLDSPACE_LEAVE_TO,
      support,
      log: all.HOLDSPACE_LOG,
    },
  };
}

/** The settings in force, for `check-config`: secrets masked, defaults marked. */
export function describeSettings(
  environment: Environment,
): { readonly variable: string; readonly value: string; readonly set: boolean }[] {
  return variableNames.map((name) => {
    const variable: Variable = variables[name];
    const set = environment[name] !== undefined && environment[name] !== '';
    if (variable.secret) return { variable: name, value: set ? '********' : '', set };
    const parsed = variable.schema.safeParse(set ? environment[name] : undefined);
    const value = parsed.success ? maskCredentials(String(parsed.data ?? '')) : '';
    return { variable: name, value, set };
  });
}
