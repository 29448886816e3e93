/** The supply chain: the pnpm that installs, licences of components, digests of images. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAllowed, licenceFaults } from '../licences.mjs';
import { inRoot } from '../paths.mjs';
import { imagesIn, pinned } from '../pin-images.mjs';
import { fingerprints, unexpectedPackages, version } from '../pnpm.mjs';

describe('pnpm', () => {
  const fetched = {
    packages: {
      'node_modules/pnpm': { version, integrity: fingerprints.pnpm },
      'node_modules/@pnpm/exe.linux-x64': {
        version,
        integrity: fingerprints['@pnpm/exe.linux-x64'],
      },
    },
  };
  const changed = (path: keyof (typeof fetched)['packages'], to: object) => ({
    packages: { ...fetched.packages, [path]: { ...fetched.packages[path], ...to } },
  });

  it('has one exact version in every file that names it', () => {
    const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
    expect(manifest.packageManager).toBe(`pnpm@${version}`);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    for (const file of ['Dockerfile', 'scripts/install.mjs', 'scripts/tasks.mjs', '.ci/run']) {
      expect(readFileSync(inRoot(file), 'utf8')).not.toMatch(/pnpm@|npx/);
    }
  });

  it('refuses another version, another fingerprint and an unexpected package', () => {
    expect(unexpectedPackages(fetched)).toEqual([]);
    expect(unexpectedPackages({})).toEqual(['pnpm was not fetched.']);
    const odd = { integrity: 'sha512-AAAA' };
    expect(unexpectedPackages(changed('node_modules/pnpm', odd))).toHaveLength(1);
    expect(unexpectedPackages(changed('node_modules/@pnpm/exe.linux-x64', odd))).toHaveLength(1);
    expect(unexpectedPackages(changed('node_modules/pnpm', { version: '12.21.1' }))).toHaveLength(
      1,
    );
    const more = { packages: { ...fetched.packages, 'node_modules/helper': { version: '1.0.0' } } };
    expect(unexpectedPackages(more)).toEqual(['helper does not belong here.']);
  });

  it('accepts a program without a known fingerprint by its version', () => {
    const mac = { 'node_modules/@pnpm/exe.darwin-arm64': { version, integrity: 'sha512-x' } };
    expect(unexpectedPackages({ packages: { ...fetched.packages, ...mac } })).toEqual([]);
  });
});

describe('licences', () => {
  it('allows by name: one licence of an OR, every licence of an AND', () => {
    expect(isAllowed('MIT')).toBe(true);
    expect(isAllowed('(MIT OR GPL-3.0-only)')).toBe(true);
    expect(isAllowed('MIT AND GPL-3.0-only')).toBe(false);
    expect(isAllowed('AGPL-3.0-only')).toBe(false);
    expect(isAllowed('')).toBe(false);
  });

  it('reports a component without a licence or with one that is not allowed', () => {
    const [mit, none, gpl] = [
      { name: 'a', version: '1.0.0', licenses: [{ license: { id: 'MIT' } }] },
      { group: '@g', name: 'b', version: '2.0.0' },
      { name: 'c', version: '3.0.0', licenses: [{ expression: 'GPL-3.0-or-later' }] },
    ];
    expect(licenceFaults([mit, none, gpl])).toEqual([
      '@g/b@2.0.0 does not say under which licence it is.',
      'c@3.0.0 is under GPL-3.0-or-later.',
    ]);
  });
});

describe('images', () => {
  const digest = `sha256:${'a'.repeat(64)}`;

  it('finds every image with a tag, and not our own', () => {
    const found = ['Dockerfile', 'docker-compose.yml'].flatMap((file) =>
      imagesIn(readFileSync(inRoot(file), 'utf8')),
    );
    expect(found.map(({ name }) => name)).toEqual([
      'node:26-slim',
      'node:26-slim',
      'redis:7.4',
      'caddy:2',
    ]);
  });

  it('adds digests to images, and replaces them when it runs again', () => {
    const text = 'FROM node:26-slim AS build\n    image: redis:7.4\n  image: holdspace\n';
    const once = pinned(text, new Map([['node:26-slim', digest]]));
    expect(once).toBe(
      `FROM node:26-slim@${digest} AS build\n    image: redis:7.4\n  image: holdspace\n`,
    );
    const other = `sha256:${'b'.repeat(64)}`;
    expect(pinned(once, new Map([['node:26-slim', other]]))).toContain(`node:26-slim@${other} AS`);
    expect(imagesIn(once)[0]).toEqual({ name: 'node:26-slim', digest });
  });
});
