/**
 * Where a Redis is, as HOLDSPACE_STORE says it: `redis://`, `rediss://` (TLS) for one Redis,
 * `redis-cluster://` and `rediss-cluster://` with one or more of its nodes. It is the only
 * place that reads such an address, and `shown` is all that may be logged of it.
 */

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

export interface RedisAddress {
  readonly cluster: boolean;
  readonly tls: boolean;
  /** One, or for a cluster some of them. */
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  readonly username: string | null;
  readonly password: string | null;
  readonly database: number;
  /** Without the sign-in. */
  readonly shown: string;
}

const addressPattern =
  /^(?<scheme>redis|rediss|redis-cluster|rediss-cluster):\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<nodes>[^/@?#]+)(?:\/(?<database>\d{0,3}))?$/;
const nodePattern = /^(?<host>\[[0-9a-f:.]+\]|[\w.-]+)(?::(?<port>\d{1,5}))?$/i;
const defaultPort = 6379;

/** Null for what is no such address. */
export function readRedisAddress(text: string): RedisAddress | null {
  const groups = addressPattern.exec(text)?.groups;
  if (!groups) return null;
  const { scheme = '', user = '', password = '', database = '' } = groups;
  const cluster = scheme.endsWith('-cluster');
  const [first, ...others] = (groups['nodes'] ?? '').split(',').map(readNode);
  if (!first || others.includes(null) || (!cluster && others.length > 0)) return null;
  if (cluster && Number(database) > 0) return null;
  const signIn = [decoded(user), decoded(password)] as const;
  if (signIn.includes(null)) return null;
  return {
    cluster,
    tls: scheme.startsWith('rediss'),
    nodes: [first, ...others.filter((each) => each !== null)],
    username: signIn[0] || null,
    password: signIn[1] || null,
    database: Number(database),
    shown: text.replace(/\/\/[^@/]*@/, '//'),
  };
}

function readNode(text: string): RedisNode | null {
  const groups = nodePattern.exec(text)?.groups;
  const port = Number(groups?.['port'] ?? defaultPort);
  if (!groups?.['host'] || port < 1 || port > 65_535) return null;
  return { host: groups['host'].replace(/^\[|\]$/g, ''), port };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
