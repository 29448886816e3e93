/**
 * Copies of the core, each with one fault planted. A copy has no files: Node loads it from
 * addresses that exist nowhere, with the types stripped once for all copies. A copy in a folder
 * costs thirty times the processor time, and stays in the caches of vitest.
 */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { CoreUnderTest } from '@holdspace/testkit';
import { expect } from 'vitest';
import type { PlantedCoreFault } from './planted-faults.ts';

const source = new URL('../../src/', import.meta.url);
/** The addresses of copy 3 begin with `…/core/with-fault-3/`. */
const copies = new URL('../../with-fault-', import.meta.url).href;
const faults: PlantedCoreFault[] = [];
const require = createRequire(import.meta.url);
const javaScript = new Map<string, string>();

function codeOf(path: string): string {
  const code = javaScript.get(path) ?? stripTypeScriptTypes(sourceOf(path));
  javaScript.set(path, code);
  return code;
}

const sourceOf = (path: string): string =>
  readFileSync(fileURLToPath(new URL(path, source)), 'utf8');

function plantFault({ file, from, to }: PlantedCoreFault): string {
  const text = sourceOf(file);
  expect(text.split(from), `${file} no longer says: ${from}`).toHaveLength(2);
  return stripTypeScriptTypes(text.replace(from, () => to));
}

registerHooks({
  resolve(specifier, context, next) {
    const inCopy = specifier.startsWith(copies) || context.parentURL?.startsWith(copies);
    if (!inCopy) return next(specifier, context);
    // The core imports its own files alone.
    const url = new URL(specifier, context.parentURL).href;
    return { url, format: 'module', shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.startsWith(copies)) return next(url, context);
    const [, copy = '', path = ''] = /^(\d+)\/(.+)$/.exec(url.slice(copies.length)) ?? [];
    const fault = faults[Number(copy)];
    const code = path === fault?.file ? plantFault(fault) : codeOf(path);
    return { format: 'module', source: code, shortCircuit: true };
  },
});

/** Fails when the text of the fault is not in its file, or is there twice. */
export function coreWithFault(fault: PlantedCoreFault): CoreUnderTest {
  const copy = faults.push(fault) - 1;
  return require(`${copies}${copy}/index.ts`) as CoreUnderTest;
}
