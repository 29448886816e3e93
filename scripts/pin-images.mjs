/**
 * `node scripts/pin-images.mjs`: adds to every image of Dockerfile and docker-compose.yml its
 * present digest in the registry (`redis:7.4@sha256:…`). It needs Docker and the registry. Run it
 * again to update the images; `--check` changes nothing and fails when an image has no digest.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runQuietly } from './child-process.mjs';
import { inRoot } from './paths.mjs';

const files = ['Dockerfile', 'docker-compose.yml'];
/** A name with a tag; a name without one is our own image, built here. */
const image = /^(\s*image:\s*|FROM\s+)([\w./-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?(?=\s|$)/gm;

/** @returns {{ name: string, digest: string | null }[]} */
export const imagesIn = (/** @type {string} */ text) =>
  [...text.matchAll(image)].map(([, , name = '', digest]) => ({
    name,
    digest: digest?.slice(1) ?? null,
  }));

/** @returns {string} the text with these digests; the keys are names with tags */
export const pinned = (
  /** @type {string} */ text,
  /** @type {ReadonlyMap<string, string>} */ digests,
) =>
  text.replace(image, (whole, before, name) => {
    const digest = digests.get(name);
    return digest === undefined ? whole : `${before}${name}@${digest}`;
  });

async function digestOf(/** @type {string} */ name) {
  const args = ['buildx', 'imagetools', 'inspect', name, '--format', '{{.Manifest.Digest}}'];
  const { code, output } = await runQuietly('docker', args);
  const digest = output.trim();
  if (code !== 0 || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error(`The registry did not say what ${name} holds: ${digest}`);
  }
  return digest;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const texts = files.map((file) => ({ file, text: readFileSync(inRoot(file), 'utf8') }));
  const images = texts.flatMap(({ text }) => imagesIn(text));
  if (process.argv.includes('--check')) {
    const loose = images.filter(({ digest }) => digest === null);
    for (const { name } of loose) console.error(`${name} is named by its tag alone.`);
    process.exitCode = loose.length > 0 ? 1 : 0;
  } else {
    const digests = new Map();
    for (const { name } of images) digests.set(name, await digestOf(name));
    for (const { file, text } of texts) writeFileSync(inRoot(file), pinned(text, digests));
    for (const [name, digest] of digests) console.log(`${name} ${digest}`);
  }
}
