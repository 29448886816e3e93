import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeSettings, readSettings, variables } from '../src/settings.ts';

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
      store: 'sqlite',
      limits: true,
      secret: null,
      trustProxy: [],
    });
  });

  it('an empty variable is an absent one', () => {
    expect(settingsOf({ PORT: '', PUBLIC_URL: '' })).toEqual(settingsOf({}));
  });

  it('tell all faults at once, each with the variable, what it was and an example', () => {
    const wrong = {
      PORT: 'eighty',
      PUBLIC_URL: 'circle.example',
      HOLDSPACE_STORE: 'postgres',
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

  it('say plainly that Redis is not there yet, without its password', () => {
    for (const scheme of ['redis', 'rediss', 'redis-cluster']) {
      const [fault] = faultsOf({ HOLDSPACE_STORE: `${scheme}://user:canary@db:6379` });
      expect(fault?.message).toMatch(/Redis.*does not have yet/);
      expect(fault?.message).not.toContain('canary');
    }
  });

  it('take a public address as an origin', () => {
    expect(settingsOf({ PUBLIC_URL: 'https://Circle.example.org:443/' }).publicUrl).toBe(
      'https://circle.example.org',
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
});
