/**
 * Every setting of a server, in one schema: read from the environment once, at the start.
 * All faults are found at once, each naming the variable, what it was, and an example of
 * what it should be. Nothing else in the server reads the environment.
 */
import { isIP } from 'node:net';
import type { Millis } from '@holdspace/core';
import { z } from 'zod';
import { readRedisAddress } from '../storage/redis/address.ts';
import { type FsyncPolicy, fsyncPolicies } from '../storage/redis/server-requirements.ts';
import { FileTooLong, readSmallFile } from './small-file.ts';
import { parseSupport, type Support } from './support.ts';

const originSchema = z
  .string()
  .refine((text) => /^https?:\/\/[^/?#\s@]+\/?$/.test(text) && URL.canParse(text), {
    message: 'needs to begin with http:// or https://, and to end after the name',
  })
  .transform((text) => new URL(text).origin);

const webAddressSchema = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
    message: 'needs to be an address that begins with https://',
  })
  // As a header can carry it: letters beyond ASCII would arrive as others.
  .transform((text) => new URL(text).href);

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `needs to be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      message: `needs to be a whole number from ${least} to ${most}`,
    });

const storeSchema = z
  .string()
  .refine(
    (text) => text === 'sqlite' || text === 'memory' || readRedisAddress(text) !== null,
    'needs to be sqlite, or redis://… (rediss://… with TLS), or redis-cluster://… with some of ' +
      'its nodes, as host:port with commas between them; what is odd in a password is written as %40',
  );

/** The least characters of a secret. */
export const secretLength = 32;
const secretSchema = z.string().min(secretLength, `needs at least ${secretLength} characters`);

/** The first signs; all are accepted. */
const cookieSecretsSchema = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .refine((all) => all.every((each) => each.length >= secretLength), {
    message: `needs at least ${secretLength} characters for each secret, with commas between them`,
  });

const exactAddressesSchema = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .refine((all) => all.every((each) => isIP(each) !== 0), {
    message: 'needs to be the exact addresses of your proxies, with commas between them',
  });

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

interface Variable {
  readonly schema: z.ZodType<unknown, string | undefined>;
  readonly example: string;
  readonly is: string;
  /** Never shown, not even in a fault. */
  readonly secret?: true;
}

/** In the order in which they are printed. */
export const variables = {
  HOST: {
    schema: z.string().min(1, 'needs to be an address of this machine').default('127.0.0.1'),
    example: '127.0.0.1',
    is: 'the address to listen on; 0.0.0.0 for a local network',
  },
  PORT: {
    schema: wholeNumber(0, 65_535).default(3000),
    example: '3000',
    is: 'the port to listen on',
  },
  PUBLIC_URL: {
    schema: originSchema.optional(),
    example: 'https://circle.example.org',
    is: 'the address people use, when it is another one than HOST and PORT make',
  },
  HOLDSPACE_DATA: {
    schema: z.string().min(1, 'needs to be a folder').default('./data'),
    example: './data',
    is: 'the folder that holds everything',
  },
  HOLDSPACE_STORE: {
    schema: storeSchema.default('sqlite'),
    example: 'redis://holdspace:password@redis.internal:6379',
    is: 'where ledgers are kept: sqlite for one process; Redis for as many as you like',
  },
  HOLDSPACE_STORE_FILE: {
    schema: z.string().min(1, 'needs to be a file').optional(),
    example: '/run/secrets/store',
    is: 'a file that holds it, instead of HOLDSPACE_STORE: an address can carry a password',
  },
  HOLDSPACE_REDIS_FSYNC: {
    schema: z.enum(fsyncPolicies, `needs to be ${fsyncPolicies.join(' or ')}`).default('always'),
    example: 'always',
    is: 'what Redis must promise; with everysec a power cut loses the last seconds',
  },
  HOLDSPACE_LEASE: {
    schema: wholeNumber(1, 60).default(6),
    example: '6',
    is: 'seconds without a word after which the people of another node count as away',
  },
  HOLDSPACE_SECRET: {
    schema: secretSchema.optional(),
    example: 'the output of: openssl rand -hex 32',
    is: 'key of links, codes and the chain; made and kept in the data folder when absent, but required with Redis',
    secret: true,
  },
  HOLDSPACE_SECRET_FILE: {
    schema: z.string().min(1, 'needs to be a file').optional(),
    example: '/run/secrets/holdspace',
    is: 'a file that holds the secret, instead of HOLDSPACE_SECRET',
  },
  HOLDSPACE_COOKIE_SECRET: {
    schema: cookieSecretsSchema.optional(),
    example: 'the output of: openssl rand -hex 32',
    is: 'secrets of sign-in cookies, with commas between them: the first signs, all are accepted; kept in the data folder when absent; with Redis derived from HOLDSPACE_SECRET',
    secret: true,
  },
  HOLDSPACE_COOKIE_SECRET_FILE: {
    schema: z.string().min(1, 'needs to be a file').optional(),
    example: '/run/secrets/holdspace-cookies',
    is: 'a file that holds them, instead of HOLDSPACE_COOKIE_SECRET',
  },
  HOLDSPACE_LIMITS: {
    schema: z.enum(['on', 'off'], 'needs to be on or off').default('on'),
    example: 'on',
    is: 'limits against floods; off only for rehearsals',
  },
  HOLDSPACE_REQUESTS: {
    schema: wholeNumber(1, 1_000_000).default(1200),
    example: '1200',
    is: 'requests an address may make in a minute; a whole charity can sit behind one',
  },
  HOLDSPACE_KNOCKS: {
    schema: wholeNumber(1, 1_000_000).default(120),
    example: '120',
    is: 'links an address may try in a minute',
  },
  HOLDSPACE_METRICS_TOKEN: {
    schema: z.string().min(16, 'needs at least 16 characters').optional(),
    example: 'the output of: openssl rand -hex 16',
    is: 'lets who sends it as a bearer token read /metrics from another machine',
    secret: true,
  },
  HOLDSPACE_METRICS_TOKEN_FILE: {
    schema: z.string().min(1, 'needs to be a file').optional(),
    example: '/run/secrets/metrics',
    is: 'a file that holds the token, instead of HOLDSPACE_METRICS_TOKEN',
  },
  HOLDSPACE_TRUST_PROXY: {
    schema: exactAddressesSchema.default([]),
    example: '127.0.0.1,10.0.0.2',
    is: 'proxies whose word about the address of a person is believed',
  },
  HOLDSPACE_LEAVE_TO: {
    schema: webAddressSchema.default('https://www.wikipedia.org/'),
    example: 'https://www.wikipedia.org/',
    is: 'the unremarkable page that Leave now opens',
  },
  HOLDSPACE_SUPPORT_FILE: {
    schema: z.string().min(1, 'needs to be a file').optional(),
    example:
      '/etc/holdspace/support.json, holding [{"name": "Helpline", "detail": "Free, day and night.", "contact": "tel:116123"}]',
    is: 'a file with your own sheet of support, instead of the one that holds in any country',
  },
  HOLDSPACE_LOG: {
    schema: z.enum(logLevels, `needs to be one of ${logLevels.join(', ')}`).default('info'),
    example: 'info',
    is: 'how much is logged; never words, names, links or addresses',
  },
} as const satisfies Record<string, Variable>;

type VariableName = keyof typeof variables;
type ParsedVariables = { [Name in VariableName]: z.output<(typeof variables)[Name]['schema']> };

export type StoreSetting =
  | { readonly kind: 'sqlite' }
  | { readonly kind: 'memory' }
  /** The address holds the password: it is never shown or logged. */
  | { readonly kind: 'redis'; readonly url: string; readonly fsync: FsyncPolicy };

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** An origin without a slash at its end; null: whatever name a request came under. */
  readonly publicUrl: string | null;
  readonly data: string;
  readonly store: StoreSetting;
  /** A node that says nothing for so long has nobody connected any more. */
  readonly lease: Millis;
  /** Null: made and kept in the data folder (see secrets.ts). */
  readonly secret: string | null;
  /** Of cookies; the first signs. Null: kept in the data folder, or derived (see secrets.ts). */
  readonly cookieSecrets: readonly string[] | null;
  /** The file in the data folder that holds them; null where they come from elsewhere. */
  readonly cookieFile: string | null;
  readonly limits: boolean;
  readonly requestsPerMinute: number;
  readonly knocksPerMinute: number;
  readonly metricsToken: string | null;
  readonly trustProxy: readonly string[];
  readonly leaveTo: string;
  /** Null: the sheet that holds in any country. */
  readonly support: Support | null;
  readonly log: (typeof logLevels)[number];
}

export interface SettingFault {
  readonly variable: string;
  /** A whole sentence, with an example. */
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

/** An address can carry a password. */
const maskCredentials = (text: string) => text.replace(/\/\/.*@/, '//********@');

/** Bytes of a file that a setting names. */
const maxFileBytes = 64 * 1024;

const fileProblem = (cause: unknown): string =>
  cause instanceof FileTooLong ? 'the file is far too long' : 'the file cannot be read';

/** The secret itself, or what its file holds. */
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

/** Undefined: what was given was refused. */
function storeSettingOf(store: string | undefined, fsync: FsyncPolicy = 'always'): StoreSetting {
  if (!store?.startsWith('redis')) return { kind: store === 'memory' ? store : 'sqlite' };
  return { kind: 'redis', url: store, fsync };
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

/** An empty variable counts as absent, as compose files leave them. */
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
      secret,
      cookieSecrets,
      cookieFile: null,
      limits: all.HOLDSPACE_LIMITS === 'on',
      requestsPerMinute: all.HOLDSPACE_REQUESTS,
      knocksPerMinute: all.HOLDSPACE_KNOCKS,
      metricsToken: token,
      trustProxy: all.HOLDSPACE_TRUST_PROXY,
      leaveTo: all.HOLDSPACE_LEAVE_TO,
      support,
      log: all.HOLDSPACE_LOG,
    },
  };
}

/** What is in force, for people: secrets masked, defaults marked. */
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
