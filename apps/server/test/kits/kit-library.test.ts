/** The kits that come along (KIT-2): each is whole, reads as it is written, and was played. */
import { readFileSync } from 'node:fs';
import { formatKit, parseKit } from '@holdspace/protocol/kit';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KitLibrary } from '../../src/kits/kit-library.ts';

const root = new URL('../../../../', import.meta.url);
const library = new KitLibrary();
const ids = library.summaries().map(({ id }) => id);

interface PlayedStep {
  readonly do?: string;
  readonly text?: string;
  readonly prompt?: string;
}

const rehearsalOf = (id: string) =>
  parse(readFileSync(new URL(`rehearsals/kit-${id}.yaml`, root), 'utf8')) as {
    readonly circle: { readonly kit: string };
    readonly play: readonly PlayedStep[];
  };

describe.each(ids)('the kit %s', (id) => {
  const kit = library.find(id);
  if (!kit) throw new Error(`${id} is not there`);

  it('KIT-2 is written again as the same kit', () => {
    expect(parseKit(formatKit(kit))).toEqual({ kit });
  });

  it('KIT-2 is played from its opening words to its closing words', () => {
    const { circle, play } = rehearsalOf(id);
    expect(circle.kit).toBe(id);
    const said = play.filter((step) => step.do === 'say').map(({ text }) => text);
    expect(said[0]).toBe(kit.phases?.opening?.words);
    expect(said.at(-1)).toBe(kit.phases?.closing?.words);
    const asked = play.filter((step) => step.do === 'start-round').map(({ prompt }) => prompt);
    const parts = [kit.phases?.opening, kit.phases?.body, kit.phases?.closing];
    for (const part of parts) {
      expect(part?.prompts?.some((prompt) => asked.includes(prompt))).toBe(true);
    }
    const prompts = parts.flatMap((part) => part?.prompts ?? []);
    for (const prompt of asked) expect(prompts).toContain(prompt);
  });
});

it('KIT-2 a kit of ours that cannot be read is a fault of this version, with its place', () => {
  const broken = new KitLibrary(new URL('apps/server/test/kits/broken', root).pathname);
  expect(() => broken.find('kit')).toThrow(/kit\.yaml: Line 2, column 1/);
});

it('KIT-2 the image of a node has them where the server looks for them', () => {
  expect(readFileSync(new URL('Dockerfile', root), 'utf8')).toContain('\nCOPY kits kits\n');
});
