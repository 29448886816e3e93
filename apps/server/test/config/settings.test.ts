import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { variables } from '../../src/config/setting-variables.ts';
import { describeSettings, readSettings } from '../../src/config/settings.ts';
import { setupHints } from '../../src/config/setup-hints.ts';
import { unknownSettings } from '../../src/config/unknown-settings.ts';

const faultsOf = (environment: Record<string, string>) => {
  const read = readSettings(environment);
  return 'faults' in read ? read.faults : [];
};
const settingsOf = (environment: Record<string, string>) => {
  const read = readSettings(environment);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.settings;
};

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(settingsOf({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: null,
      data: './data',
      store: { kind: 'sqlite' },
      lease: 6000,
      sleepAfter: 60_000,
      limits: true,
      secret: null,
      trustProxy: [],
    });
  });

  it('an empty variable is an absent one', () => {
    expect(settingsOf({ PORT: '', PUBLIC_URL: '' })).toEqual(settingsOf({}));
  });

  it('report all faults at once, each with the variable, its value and an example', () => {
    const wrong = {
      PORT: 'eighty',
      PUBLIC_URL: 'circle.example',
      HOLDSPACE_STORE: 'postgres',
      HOLDSPACE_REDIS_FSYNC: 'no',
      HOLDSPACE_LIMITS: 'maybe',
      HOLDSPACE_REQUESTS: '0',
      HOLDSPACE_TRUST_PROXY: 'true',
      HOLDSPACE_LEAVE_TO: 'javascript:alert(1)',
      HOLDSPACE_LOG: 'loud',
    };
    const faults = faultsOf(wrong);
    expect(faults.map(({ variable }) => variable).sort()).toEqual(Object.keys(wrong).sort());
    for (const { variable, message } of faults) {
      expect(message).toContain(variable);
      expect(message).toContain(JSON.stringify(wrong[variable as keyof typeof wrong]));
      expect(message).toContain(variables[variable as keyof typeof variables].example);
    }
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PUBLIC_URL', 'https://circle.example.org/path'],
    ['PUBLIC_URL', 'https://a:b@circle.example.org'],
    ['PUBLIC_URL', 'ftp://circle.example.org'],
    ['HOLDSPACE_TRUST_PROXY', '1'],
    ['HOLDSPACE_TRUST_PROXY', '10.0.0.0/8'],
    ['HOLDSPACE_SECRET', 'short'],
    ['HOLDSPACE_SECRET_FILE', '/nowhere/at/all'],
  ])('refuse %s=%s', (variable, value) => {
    expect(faultsOf({ [variable]: value }).map((fault) => fault.variable)).toEqual([variable]);
  });

  it('take a Redis, with what it must promise', () => {
    const secret = { HOLDSPACE_SECRET: 'x'.repeat(32) };
    for (const url of [
      'redis://db',
      'rediss://user:p%40ss@db.example:6380/2',
      'redis://[::1]:6379',
      'redis-cluster://:pass@a:7001,b:7002,c',
      'rediss-cluster://a:7001',
    ]) {
      const kept = settingsOf({ ...secret, HOLDSPACE_STORE: url }).store;
      expect(kept).toEqual({ kind: 'redis', url, fsync: 'always' });
    }
    const less = { ...secret, HOLDSPACE_STORE: 'redis://db', HOLDSPACE_REDIS_FSYNC: 'everysec' };
    expect(settingsOf(less).store).toMatchObject({ fsync: 'everysec' });
  });

  it('need a secret with Redis, the same for every node', () => {
    expect(faultsOf({ HOLDSPACE_STORE: 'redis://db' })).toEqual([
      {
        variable: 'HOLDSPACE_SECRET',
        message:
          'HOLDSPACE_SECRET is not set: with Redis every node needs the same one (example: ' +
          'the output of: openssl rand -hex 32)',
      },
    ]);
  });

  it.each([
    'redis://user:canary@',
    'redis://user:ca/nary@db',
    'redis://user:canary@a:1,b:2',
    'redis://user:canary@db:99999',
    'redis-cluster://user:canary@a:1/3',
    'redis://user:can%ary@db',
    'redis://user:canary@db?x',
  ])('refuse %s, and never show its password', (url) => {
    const faults = faultsOf({ HOLDSPACE_STORE: url, HOLDSPACE_SECRET: 'x'.repeat(32) });
    expect(faults.map(({ variable }) => variable)).toEqual(['HOLDSPACE_STORE']);
    expect(faults[0]?.message).toContain('HOLDSPACE_STORE is "redis');
    expect(faults[0]?.message).not.toMatch(/can|nary/);
    const good = describeSettings({ HOLDSPACE_STORE: 'redis://user:canary@db:1' });
    expect(good.find(({ variable }) => variable === 'HOLDSPACE_STORE')?.value).toBe(
      'redis://********@db:1',
    );
  });

  it('take a public address as an origin', () => {
    expect(settingsOf({ PUBLIC_URL: 'https://Circle.example.org:443/' }).publicUrl).toBe(
      'https://circle.example.org',
    );
  });

  it('write the page to leave to as a header can carry it', () => {
    expect(settingsOf({ HOLDSPACE_LEAVE_TO: 'https://bücher.example/ö' }).leaveTo).toBe(
      'https://xn--bcher-kva.example/%C3%B6',
    );
  });

  it('read secrets from files, and never show them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdspace-settings-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'secret');
    const secret = 'canary-'.repeat(6);
    writeFileSync(file, `${secret}\n`);
    expect(settingsOf({ HOLDSPACE_SECRET_FILE: file }).secret).toBe(secret);
    const both = faultsOf({ HOLDSPACE_SECRET_FILE: file, HOLDSPACE_SECRET: secret });
    expect(both).toHaveLength(1);
    writeFileSync(file, 'canary');
    const short = faultsOf({ HOLDSPACE_SECRET_FILE: file, HOLDSPACE_SECRET: 'canary' });
    const shown = JSON.stringify([both, short, describeSettings({ HOLDSPACE_SECRET: secret })]);
    expect(shown).not.toContain('canary');
  });

  it('stand in the manual, every one of them, as they are', () => {
    const manual = readFileSync(new URL('../../../../docs/running.md', import.meta.url), 'utf8');
    const rows = manual.split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line));
    const are = describeSettings({}).map(({ variable, value }) => {
      const { is } = variables[variable as keyof typeof variables];
      return `| \`${variable}\` | ${value === '' ? '–' : `\`${value}\``} | ${is} |`;
    });
    expect(rows).toEqual(are);
  });

  it('name what looks like one and is none, with the one that was meant', () => {
    const given = { HOLDSPACE_SECERT: 'canary', HOLDSPACE_COLOUR: 'red', HOLDSPACE_LOG: 'info' };
    expect(unknownSettings({ ...given, HOME: '/home', HOLDSPACE_REHEARSALS: 'x' })).toEqual([
      'HOLDSPACE_SECERT is not a setting; did you mean HOLDSPACE_SECRET?',
      'HOLDSPACE_COLOUR is not a setting.',
    ]);
    expect(unknownSettings({ SMTP_URI: 'smtp://mail', SMTP_PASSWORD: 'canary' })).toEqual([
      'SMTP_URI is not a setting; did you mean SMTP_URL?',
      'SMTP_PASSWORD is not a setting.',
    ]);
  });

  it('ALR-2 take a mail server with a sender, and never show its password', () => {
    const SMTP_URL = 'smtps://ada:canary@mail.example.org';
    const given = { SMTP_URL, SMTP_FROM: 'Our circles <circles@example.org>' };
    expect(settingsOf(given).smtp).toEqual({
      ...{ host: 'mail.example.org', port: 465, tls: 'from-the-start', user: 'ada' },
      ...{ password: 'canary', from: { name: 'Our circles', address: 'circles@example.org' } },
    });
    expect(settingsOf({ ...given, SMTP_FROM: 'a@b.org' }).smtp?.from.name).toBe('');
    expect(settingsOf({ SMTP_FROM: 'a@b.org' }).smtp).toBeNull();
    const wrong = [
      { ...given, SMTP_FROM: '' },
      { ...given, SMTP_FROM: 'circles' },
      { ...given, SMTP_FROM: 'a@b.org, c@d.org' },
      { ...given, SMTP_URL: 'https://ada:canary@mail.example.org' },
      { ...given, SMTP_URL_FILE: '/nowhere/at/all' },
    ];
    const faults = wrong.map(faultsOf);
    expect(faults.map((each) => each.map(({ variable }) => variable))).toEqual([
      ['SMTP_FROM'],
      ['SMTP_FROM'],
      ['SMTP_FROM'],
      ['SMTP_URL'],
      ['SMTP_URL_FILE'],
    ]);
    expect(JSON.stringify([faults, describeSettings(given)])).not.toContain('canary');
    expect(setupHints(settingsOf(given)).join()).toContain('PUBLIC_URL is not');
  });

  it('warn of a clock that is ahead', () => {
    const ahead = settingsOf({ HOLDSPACE_CLOCK_AHEAD: '604800' });
    expect(ahead.clockAhead).toBe(7 * 24 * 60 * 60 * 1000);
    expect(setupHints(ahead).join()).toContain('HOLDSPACE_CLOCK_AHEAD');
    expect(setupHints(settingsOf({}))).toEqual([]);
  });

  it('ALR-5 allow hosts by their exact names alone', () => {
    const allow = (HOLDSPACE_OUTBOUND_ALLOW: string) => ({ HOLDSPACE_OUTBOUND_ALLOW });
    expect(settingsOf(allow('Hooks.internal:8080, 10.0.0.7,[fd00::7]')).outboundAllow).toEqual([
      ...['hooks.internal:8080', '10.0.0.7', '[fd00::7]'],
    ]);
    for (const wrong of ['*', '10.0.0.0/8', 'https://hooks.internal', '*.internal', 'a, ,b']) {
      expect(faultsOf(allow(wrong)), wrong).toHaveLength(1);
    }
  });
});

describe('a sheet of support of one’s own', () => {
  const fileOf = (content: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdspace-settings-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'support.json');
    writeFileSync(file, content);
    return { HOLDSPACE_SUPPORT_FILE: file };
  };

  it('is read as the manual shows it', () => {
    const manual = readFileSync(new URL('../../../../docs/running.md', import.meta.url), 'utf8');
    const shown = /```json\n(.*?)```/s.exec(manual)?.[1] ?? '';
    expect(settingsOf(fileOf(shown)).support).toEqual(JSON.parse(shown));
    expect(settingsOf({}).support).toBeNull();
  });

  it('reports all its faults at once, each with its place and an example', () => {
    const good = { name: 'Helpline', detail: 'Day and night.' };
    const wrong = [good, { ...good, contact: 'javascript:alert(1)' }, { name: '', phone: '1' }];
    const messages = faultsOf(fileOf(JSON.stringify(wrong))).map(({ message }) => message);
    const output = messages.join('\n');
    expect(output).toMatch(/entry 2 contact needs to begin with tel:/);
    expect(output).toMatch(/entry 3 name is empty/);
    expect(output).toMatch(/entry 3 detail needs to be a text/);
    expect(output).toMatch(/entry 3 has phone, which nobody reads/);
    expect(messages).toHaveLength(4);
    for (const message of messages) expect(message).toMatch(/^HOLDSPACE_SUPPORT_FILE .*example: /);
  });

  it.each(['not JSON', '{}', '[]', '["tel:112"]'])('refuses %s', (content) => {
    expect(faultsOf(fileOf(content))).toHaveLength(1);
  });

  it('says when there is no such file', () => {
    const [fault] = faultsOf({ HOLDSPACE_SUPPORT_FILE: '/nowhere/at/all' });
    expect(fault?.message).toContain('cannot be read');
  });
});
