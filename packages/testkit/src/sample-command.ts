/** A sample of every command, made from its description in the catalogue. */
import type { ClientCommandName, CommandField, ScalarKind, WireCommand } from '@holdspace/core';
import { entryOf } from '@holdspace/core';

/** A value as a client writes it, and as the server reads it. */
type Sample = readonly [written: unknown, read: unknown];

const scalars: Readonly<Record<ScalarKind, Sample>> = {
  personId: ['p_1', 'p_1'],
  messageId: ['m_1', 'm_1'],
  turnId: ['t_1', 't_1'],
  threadId: ['th_1', 'th_1'],
  receiptId: ['r_1', 'r_1'],
  reportId: ['rp_1', 'rp_1'],
  personIdOrAll: ['all', 'all'],
  text: ['Good evening.', 'Good evening.'],
  resonanceKind: ['heard', 'heard'],
  flag: [true, true],
  count: [0, 0],
  minutes: [10, 10],
  seconds: [30, 30],
  duration: ['5m', 300_000],
  moment: ['2026-05-20T18:00:00+02:00', Date.UTC(2026, 4, 20, 16)],
};

function sampleOf(field: CommandField): Sample {
  switch (field.kind) {
    case 'scalar':
      return scalars[field.of];
    case 'choice':
      return [field.values[0], field.values[0]];
    case 'list': {
      const [written, read] = sampleOf(field.item);
      return [[written], [read]];
    }
    case 'either':
      return field.alternatives.map(sampleOf).at(-1) ?? [undefined, undefined];
    case 'object': {
      const of = (side: 0 | 1) =>
        Object.fromEntries(
          Object.entries(field.fields).map(([name, inner]) => [name, sampleOf(inner)[side]]),
        );
      return [of(0), of(1)];
    }
    case 'optional':
      return sampleOf(field.of);
  }
}

/**
 * A command as a client writes it and as the server reads it, with all fields or with those
 * alone that it needs. Its ids are of nothing that exists.
 */
export function sampleCommand(
  name: ClientCommandName,
  which: 'all' | 'needed',
): { readonly written: WireCommand; readonly read: object } {
  const fields = Object.entries(entryOf(name).fields).filter(
    ([, { kind }]) => which === 'all' || kind !== 'optional',
  );
  const of = (side: 0 | 1) => ({
    do: name,
    ...Object.fromEntries(fields.map(([key, field]) => [key, sampleOf(field)[side]])),
  });
  return { written: of(0) as WireCommand, read: of(1) };
}
