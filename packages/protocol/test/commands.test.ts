/** The schemas on the wire against the catalogue of commands, and the catalogue against docs/spec.md. */
import { readFileSync } from 'node:fs';
import { commandNames, entryOf } from '@holdspace/core';
import { sampleCommand } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../src/commands.ts';

describe('WIRE-4 the schema of a command follows from the catalogue', () => {
  it.each(commandNames)('WIRE-4 %s is read with its fields, and refused without one', (name) => {
    const whole = sampleCommand(name, 'all');
    expect(parseCommand(whole.written)).toEqual({ success: true, data: whole.read });
    const { written, read } = sampleCommand(name, 'needed');
    expect(parseCommand(written)).toEqual({ success: true, data: read });
    expect(parseCommand({ ...whole.written, misspelt: 1 }).success).toBe(false);
    for (const key of Object.keys(whole.written)) {
      const wrong = parseCommand({ ...whole.written, [key]: Symbol('of no type') });
      expect(wrong.error?.issues[0]?.path[0], key).toBe(key);
    }
    for (const key of Object.keys(written)) {
      expect(parseCommand({ ...written, [key]: undefined }).error?.issues[0]?.path[0], key).toBe(
        key,
      );
    }
  });

  it('WIRE-4 ids are strings of 1 to 64 characters, whether or not the object exists', () => {
    const takesBack = (message: unknown) => parseCommand({ do: 'take-back', message }).success;
    expect(['x', 'x'.repeat(64)].map(takesBack)).toEqual([true, true]);
    expect(['', 'x'.repeat(65), 7, null].map(takesBack)).toEqual([false, false, false, false]);
  });

  it('WIRE-4 a list of people holds 200 at most, and one at least where it is turned away', () => {
    const people = (count: number) => Array.from({ length: count }, (_, n) => `p_${n}`);
    const reorders = (count: number) =>
      parseCommand({ do: 'reorder', order: people(count) }).success;
    expect([0, 200, 201].map(reorders)).toEqual([true, true, false]);
    const turnsAway = (count: number) =>
      parseCommand({ do: 'turn-away', who: people(count), reason: 'other' }).success;
    expect([0, 1, 200, 201].map(turnsAway)).toEqual([false, true, true, false]);
  });

  it('WIRE-4 an unknown command is answered with the list of commands', () => {
    const message = parseCommand({ do: 'dance' }).error?.issues[0]?.message ?? '';
    expect(commandNames.filter((name) => !message.includes(`'${name}'`))).toEqual([]);
  });
});

const page = readFileSync(new URL('../../../docs/spec.md', import.meta.url), 'utf8');

/** The commands of docs/spec.md: `name{field, field?}`, those after `F:` for facilitators. */
function commandsOfSpec(): Map<
  string,
  { readonly fields: string[]; readonly isFacilitators: boolean }
> {
  const section = page.split('\n## Commands\n')[1]?.split('\n\nFacilitators’ commands')[0] ?? '';
  const table = section.split('\n| value |')[0] ?? '';
  const commands = new Map();
  for (const row of table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)) {
    let isFacilitators = false;
    for (const part of (row.split('|')[2] ?? '').split(' · ')) {
      if (part.includes('F: ')) isFacilitators = true;
      else if (/(everybody|beforehand): /.test(part)) isFacilitators = false;
      const [, name = '', , fields = ''] = /`([a-z-]+)(\{([^}]*)\})?`/.exec(part) ?? [];
      commands.set(name, { fields: fields.split(', ').filter(Boolean).sort(), isFacilitators });
    }
  }
  return commands;
}

it('WIRE-4 docs/spec.md lists the commands of the catalogue with their fields, and whose they are', () => {
  const expected = commandNames.map((name) => {
    const { by, fields } = entryOf(name);
    const written = Object.entries(fields)
      // It is said once, for all commands that carry it.
      .filter(([field]) => field !== 'seen')
      .map(([field, { kind }]) => (kind === 'optional' ? `${field}?` : field));
    return [name, { fields: written.sort(), isFacilitators: by === 'facilitator' }];
  });
  expect(Object.fromEntries(commandsOfSpec())).toEqual(Object.fromEntries(expected));
});
