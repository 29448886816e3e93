/**
 * The schema of every command a client may send, built from the catalogue of commands in core.
 * Durations are strings like `90s` or `5m` on the wire and milliseconds inside. Unknown keys
 * are refused: a misspelt field must not be silently ignored.
 */
import {
  type ClientCommand,
  type ClientCommandName,
  type CommandField,
  type CommandFields,
  commandNames,
  entryOf,
  perCommand,
  type ScalarKind,
  type ScalarTypes,
  type WireScalarTypes,
} from '@holdspace/core';
import { z } from 'zod';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `500ms`, `2s`, `90s`, `5m`, `24h`, `30d`: a whole number and its unit. */
export const duration = z
  .string()
  .regex(/^\d{1,6}(ms|s|m|h|d)$/, 'needs a number and a unit, for example 90s or 5m')
  .transform((text) => {
    const unit = /[a-z]+$/.exec(text)?.[0] as keyof typeof units;
    return Number.parseInt(text, 10) * units[unit];
  });

/** Any string of 1 to 64 characters: whether there is such a thing is for the deciders to say. */
const idString = z.string().min(1).max(64);
/** The only place where a string from a client becomes an id. */
const id = <Id extends string>() => idString.transform((value) => value as Id);

/** One schema for each kind of value; the compiler asks for a new one with a new kind. */
const scalars: {
  readonly [Kind in ScalarKind]: z.ZodType<ScalarTypes[Kind], WireScalarTypes[Kind]>;
} = {
  personId: id<ScalarTypes['personId']>(),
  messageId: id<ScalarTypes['messageId']>(),
  turnId: id<ScalarTypes['turnId']>(),
  threadId: id<ScalarTypes['threadId']>(),
  receiptId: id<ScalarTypes['receiptId']>(),
  reportId: id<ScalarTypes['reportId']>(),
  personIdOrAll: id<ScalarTypes['personIdOrAll']>(),
  // The deciders judge the length (`empty`, `too-long`); this bound only keeps packets small.
  text: z.string().max(16_384),
  resonanceKind: z.string().min(1).max(60),
  flag: z.boolean(),
  count: z.number().int().min(0),
  minutes: z.number().int().min(1).max(240),
  seconds: z.number().int().min(1).max(86_400),
  duration,
  moment: z.iso.datetime({ offset: true }).transform((written) => Date.parse(written)),
};

function fieldSchema(field: CommandField): z.ZodType {
  switch (field.kind) {
    case 'scalar':
      return scalars[field.of];
    case 'choice':
      return z.enum(field.values);
    case 'list':
      return z.array(fieldSchema(field.item)).min(field.least).max(field.most);
    case 'either':
      return z.union(field.alternatives.map(fieldSchema));
    case 'object':
      return z.strictObject(fieldSchemas(field.fields));
    case 'optional':
      return fieldSchema(field.of).optional();
  }
}

const fieldSchemas = (fields: CommandFields): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]));

const commandSchema = (name: ClientCommandName) =>
  z.strictObject({ do: z.literal(name), ...fieldSchemas(entryOf(name).fields) });

/** The schema of each command by its name. */
export const commandSchemas = perCommand(commandNames, commandSchema);

const [firstName, ...otherNames] = commandNames;
const anyCommand = z.discriminatedUnion('do', [
  commandSchemas[firstName],
  ...otherNames.map((name) => commandSchemas[name]),
]);

/** Reads what came in over the wire. The schemas above and the type follow from one catalogue. */
export const parseCommand = (input: unknown): z.ZodSafeParseResult<ClientCommand> =>
  anyCommand.safeParse(input) as z.ZodSafeParseResult<ClientCommand>;

/** The id is made once per intent and kept through retries. */
export const commandId = z.string().regex(/^[\w-]{8,64}$/);
