/**
 * `npm run sbom -- [FILE]`: lists the packages that are distributed with Holdspace, with their
 * licences, as CycloneDX: those that the server runs and those that the screens are built from.
 * pnpm makes the list from what is installed, without the network.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { licenceFaults } from './licences.mjs';
import { artefacts, inRoot, root } from './paths.mjs';
import { ensurePnpm, pnpmQuietly } from './pnpm.mjs';

/** @typedef {import('./licences.mjs').Component} Component */

/** @returns {Promise<{ components: Component[] }>} */
export async function sbom() {
  const problem = await ensurePnpm();
  if (problem !== null) throw new Error(problem);
  const file = join(inRoot('node_modules', '.cache', 'holdspace'), 'sbom.json');
  mkdirSync(dirname(file), { recursive: true });
  const whole = ['@holdspace/server...', '@holdspace/web...'].flatMap((one) => ['--filter', one]);
  const options = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--prod'];
  const args = [...whole, 'sbom', ...options, '--out', file];
  const { code, output } = await pnpmQuietly(args, { cwd: root });
  if (code !== 0) throw new Error(output);
  const list = JSON.parse(readFileSync(file, 'utf8'));
  list.components = list.components
    .filter(({ group = '' }) => group !== '@holdspace')
    .map(completed);
  return list;
}

/** Adds the licences of older packages, which have a list that pnpm does not read. */
function completed(/** @type {Component} */ component) {
  if (component.licenses !== undefined) return component;
  const { group, name, version } = component;
  const title = group === undefined ? name : `${group}/${name}`;
  const folder = `${title.replace('/', '+')}@${version}`;
  const [found] = globSync(`node_modules/.pnpm/${folder}*/node_modules/${title}/package.json`, {
    cwd: root,
  });
  if (found === undefined || !existsSync(inRoot(found))) return component;
  const { licenses } = JSON.parse(readFileSync(inRoot(found), 'utf8'));
  if (!Array.isArray(licenses)) return component;
  return { ...component, licenses: licenses.map(({ type }) => ({ license: { id: type } })) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = resolve(process.argv[2] ?? join(artefacts, 'sbom.cdx.json'));
  const list = await sbom();
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(list, null, 2)}\n`);
  console.log(`${list.components.length} components are listed in ${target}`);
  const faults = licenceFaults(list.components);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
