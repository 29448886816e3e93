/**
 * The environment variables of a server: the schema, an example and a description of each.
 * settings.ts reads them.
 */
import { isIP } from 'node:net';
import { z } from 'zod';
import { readRedisAddress } from '../storage/redis/address.ts';
import { fsyncPolicies } from '../storage/redis/server-requirements.ts';
import { readMailAddress, smtpServerSchema } from './smtp-setting.ts';

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
  // In the form that a header can carry: ASCII only.
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

/** The minimum length of a secret, in characters. */
export const secretLength = 32;
const secretSchema = z.string().min(secretLength, `needs at least ${secretLength} characters`);

/** New cookies are signed with the first secret; all secrets are accepted. */
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

/** Hosts by name or number, with or without a port; no patterns and no networks. */
const hostNamesSchema = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim().toLowerCase()))
  .refine((all) => all.every((each) => /^([a-z0-9._-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(each)), {
    message: 'needs to be exact names of hosts, with commas between them, without https://',
  });

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export interface Variable {
  readonly schema: z.ZodType<unknown, string | undefined>;
  readonly example: string;
  readonly is: string;
  /** The value is never printed, not even in a fault. */
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
  HOLDSPACE_SLEEP_AFTER: {
    schema: wholeNumber(0, 86_400).default(60),
    example: '60',
    is: 'seconds without anybody after which a circle leaves the memory until somebody comes or something is due',
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
  HOLDSPACE_CLOCK_AHEAD: {
    schema: wholeNumber(0, 999_999_999).default(0),
    example: '604800',
    is: 'seconds by which this server is ahead of the time, the same on every node; only for rehearsals of weeks: what has happened at a time stays there',
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
  SMTP_URL: {
    schema: smtpServerSchema.optional(),
    example: 'smtps://user:password@mail.example.org:465',
    is: 'the mail server for alerts to staff; without it there is no e-mail',
    secret: true,
  },
  SMTP_URL_FILE: {
    schema: z.string().min(1, 'needs to be a file').optional(),
    example: '/run/secrets/smtp',
    is: 'a file that holds it, instead of SMTP_URL: an address can carry a password',
  },
  SMTP_FROM: {
    schema: z
      .string()
      .refine((text) => readMailAddress(text) !== null, {
        message: 'needs to be an e-mail address, or a name and the address in <>',
      })
      .optional(),
    example: 'Our circles <circles@example.org>',
    is: 'the sender of these e-mails; required with SMTP_URL',
  },
  HOLDSPACE_OUTBOUND_ALLOW: {
    schema: hostNamesSchema.default([]),
    example: 'hooks.internal:8080',
    is: 'hosts of webhooks and push services that may be in a private network, or without TLS',
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
