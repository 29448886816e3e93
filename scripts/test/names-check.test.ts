/** The check of names, on small sources with one planted clash each. */
import { expect, it } from 'vitest';
import { declarationsIn } from '../declarations.mjs';
import { clashes, nameFaults } from '../names-check.mjs';

const clashesOf = (sources: Record<string, string>) =>
  clashes(
    new Map(Object.entries(sources).map(([path, text]) => [path, declarationsIn(path, text)])),
  );
const namesOf = (sources: Record<string, string>) => clashesOf(sources).map(({ name }) => name);

it.for([
  ['two types', 'export type Line = 1;', 'export type Line = 2;'],
  ['an interface and a class', 'export interface Line {}', 'export class Line {}'],
  ['a component and a type', 'export function Line() {}', 'export type Line = 1;'],
  ['a constant component', 'export const Line = () => 1;', 'export type Line = 1;'],
  ['a default export', 'export default function Line() {}', 'export type Line = 1;'],
  ['a list of exports', 'type Line = 1;\nexport { Line };', 'export type Line = 1;'],
  ['a new name by a list', 'type A = 1;\nexport type { A as Line };', 'export type Line = 1;'],
  ['a re-export by a new name', "export { A as Line } from './a.ts';", 'export type Line = 1;'],
  ['a type that is not exported', 'type Line = 1;', 'export type Line = 2;'],
  ['a component that is not exported', 'function Line() {}', 'export type Line = 2;'],
] as const)('finds one name for two things: %s', ([, one, other]) => {
  expect(namesOf({ 'src/one.ts': one, 'src/other.ts': other })).toEqual(['Line']);
});

it.for([
  ['no exported one', 'type Line = 1;', 'type Line = 2;'],
  ['a re-export', "export type { Line } from './other.ts';", 'export type Line = 1;'],
  ['a re-export of all', "export * from './other.ts';", 'export type Line = 1;'],
  ['an import', "import type { Line } from './other.ts';", 'export type Line = 1;'],
  ['an export of an import', "import { Line } from 'x';\nexport { Line };", 'export class Line {}'],
  ['values', 'export const line = 1;', 'export const line = 2;'],
  ['inside a function', 'export const f = () => { type Line = 1; };', 'export type Line = 2;'],
] as const)('accepts one name for one thing: %s', ([, one, other]) => {
  expect(namesOf({ 'src/one.ts': one, 'src/other.ts': other })).toEqual([]);
});

it('takes a type and a value of one name in one file as one thing', () => {
  const schema = 'export const Line = schema;\nexport type Line = typeof Line;';
  expect(namesOf({ 'src/one.ts': schema })).toEqual([]);
});

it('takes a lazy wrapper and the component that it loads as one thing', () => {
  const component = { 'src/call/card.tsx': 'export const Card = () => <p />;' };
  const wrapper = "export const Card = lazy(() => import('./call/card.tsx'));";
  expect(namesOf({ ...component, 'src/card.lazy.tsx': wrapper })).toEqual([]);
  expect(namesOf({ ...component, 'src/card.tsx': wrapper })).toEqual(['Card']);
  const ofAnother = wrapper.replace('call/card', 'other/card');
  expect(namesOf({ ...component, 'src/card.lazy.tsx': ofAnother })).toEqual(['Card']);
});

it('follows a lazy wrapper through the bundle that it is loaded with', () => {
  const bundle = {
    'src/call/card.tsx': 'export const Card = () => <p />;',
    'src/call/index.ts': "export { Card } from './card.tsx';",
    'src/call/call.lazy.ts': "export const lazyCall = bundle(() => import('./index.ts'));",
  };
  const wrapper =
    "import { lazyCall } from './call/call.lazy.ts';\nexport const Card = lazyCall((call) => call.Card);";
  expect(namesOf({ ...bundle, 'src/card.lazy.tsx': wrapper })).toEqual([]);
  expect(namesOf({ ...bundle, 'src/page.tsx': wrapper })).toEqual([]);
  expect(
    namesOf({ ...bundle, 'src/page.tsx': wrapper.replace('call.Card', 'call.Other') }),
  ).toEqual(['Card']);
  const without = { ...bundle, 'src/call/index.ts': "export { Other } from './card.tsx';" };
  expect(namesOf({ ...without, 'src/card.lazy.tsx': wrapper })).toEqual(['Card']);
});

it('names both places, with their lines', () => {
  const found = clashesOf({
    'src/one.ts': 'type Line = 1;',
    'src/two.ts': '\nexport type Line = 2;',
  });
  expect(nameFaults(found, {})).toEqual([
    'Line is declared for 2 things:\n  src/two.ts:2\n  src/one.ts:1 (not exported)',
  ]);
});

it('needs a reason for an exception, and a clash that it excuses', () => {
  const found = clashesOf({ 'src/one.ts': 'export class Line {}', 'src/two.ts': 'class Line {}' });
  expect(nameFaults(found, { Line: 'the two are the same line' })).toEqual([]);
  expect(nameFaults(found, { Line: ' ' })).toEqual(['The exception for Line has no reason.']);
  expect(nameFaults([], { Line: 'once needed' })).toEqual([
    'The exception for Line is not needed: remove it.',
  ]);
});
