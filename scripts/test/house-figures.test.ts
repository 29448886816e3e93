/** What `npm run house` counts, on small sources. */
import { expect, it } from 'vitest';
import { figuresOf, lineCount } from '../house-figures.mjs';

const lines = (count: number) => 'step();\n'.repeat(count);
const texts = (path: string, source: string) => {
  const figures = figuresOf(path, source);
  return Object.fromEntries(
    Object.entries(figures).map(([name, findings]) => [name, findings.map(({ text }) => text)]),
  );
};

it('counts casts, but not `as const` and `satisfies`', () => {
  const source = [
    'const a = x as string;',
    'const b = <number>y;',
    'const c = [1] as const;',
    'const d = { a } satisfies object;',
    'import { e as f } from "e";',
  ].join('\n');
  expect(figuresOf('a.ts', source).cast).toEqual([
    { line: 1, text: 'const a = x as string;' },
    { line: 2, text: 'const b = <number>y;' },
  ]);
});

it('counts every kind of function by the lines of its node, with its name and line', () => {
  const long = lines(60);
  const source = `// é: bytes are not characters
function one() {\n${long}}
const two = () => {\n${long}};
const three = memo(function () {\n${long}});
class Four {
  method() {\n${long}}
  #five = () => {\n${long}};
}
it('six', () => {\n${long}});
const short = () => {\n${lines(58)}};`;
  const { longFunction } = figuresOf('a.ts', source);
  expect(longFunction.map(({ text }) => text)).toEqual(
    ['one', 'two', 'three', 'method', 'five', "it('six')"].map((name) => `${name}: 62 lines`),
  );
  expect(longFunction.map(({ line }) => line).slice(0, 2)).toEqual([2, 64]);
});

it('leaves a group of tests out, but not the tests in it', () => {
  const source = `describe('a', () => {\n it('b', () => {\n${lines(60)}});\n});`;
  expect(texts('a.ts', source).longFunction).toEqual(["it('b'): 62 lines"]);
});

it('measures components by a limit of their own', () => {
  const component = (name: string, count: number) =>
    `const ${name} = memo(() => {\n${lines(count)}return <p />;\n});\n`;
  const source = component('Card', 117) + component('Wide', 118) + component('useCard', 58);
  expect(texts('a.tsx', source)).toMatchObject({
    longComponent: ['Wide: 121 lines'],
    longFunction: ['useCard: 61 lines'],
  });
});

it('finds a file of more than 300 lines', () => {
  expect(lineCount('a\nb\n')).toBe(2);
  expect(texts('a.ts', lines(300)).longFile).toEqual([]);
  expect(texts('a.ts', lines(301)).longFile).toEqual(['301 lines']);
});
