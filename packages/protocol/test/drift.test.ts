/**
 * The catalogue of commands and everything that follows from it cannot drift apart: the compiler
 * refuses each change that is made in one place only. The test makes such changes in a copy of
 * the sources and compiles it.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Copy, type Edit, refusalsIn } from './drift-compiler.ts';

const file = (name: string) => `packages/core/src/commands/${name}.ts`;

interface Drift extends Edit {
  readonly does: string;
  /** What the compiler has to say: where, and about what. */
  readonly refused: RegExp;
}

/** Entries that do not fit the catalogue itself, and kinds of fields without a schema. */
const wrongEntries: readonly Drift[] = [
  {
    does: 'a command about the floor that does not carry what was seen of it (RND-18)',
    path: file('floor'),
    from: "'end-round': { by: 'facilitator', rate: 'plain', late: 'drop', fields: { ...seen } }",
    to: "'end-round': { by: 'facilitator', rate: 'plain', late: 'drop', fields: {} }",
    refused: /core\/src\/commands\/floor.*seen: OptionalField/,
  },
  {
    does: 'a command of one’s own turn that does not carry the turn (TXT-5)',
    path: file('floor'),
    from: "later: { by: 'member', rate: 'move', late: 'drop', fields: { ...ofTurn } }",
    to: "later: { by: 'member', rate: 'move', late: 'drop', fields: {} }",
    refused: /core\/src\/commands\/floor.*turn: OptionalField/,
  },
  {
    does: 'a command without the limit that it counts against',
    path: file('meeting'),
    from: "begin: { by: 'facilitator', rate: 'plain', ",
    to: "begin: { by: 'facilitator', ",
    refused: /core\/src\/commands\/meeting.*'rate' is missing/,
  },
  {
    does: 'a kind of id without a schema on the wire',
    path: file('fields'),
    from: '  readonly reportId: ReportId;',
    to: "  readonly reportId: ReportId;\n  readonly roundId: import('../vocabulary.ts').RoundId;",
    refused: /protocol\/src\/commands.*'roundId' is missing/,
  },
];

/** Entries that something else does not follow. Each is another command: no refusal hides another. */
const drifts: readonly Drift[] = [
  {
    does: 'a meeting command without a rule',
    path: file('meeting'),
    from: '  leave: {',
    to: "  hum: { by: 'member', rate: 'move', late: 'drop', fields: {} },\n  leave: {",
    refused: /core\/src\/meeting\/.*'hum' is missing/,
  },
  {
    does: 'a desk command without a rule',
    path: file('desk'),
    from: '  note: {',
    to: "  whistle: { by: 'member', rate: 'desk', late: 'drop', fields: {} },\n  note: {",
    refused: /core\/src\/desk\/.*'whistle' is missing/,
  },
  {
    does: 'a command to the circle that the circle does not take',
    path: file('own'),
    from: '  intend: {',
    to: "  recall: { by: 'member', rate: 'move', late: 'drop', fields: {} },\n  intend: {",
    refused: /core\/src\/circle\//,
  },
  {
    does: 'a renamed field that a rule reads',
    path: file('meeting'),
    from: "'take-back': { by: 'member', rate: 'move', late: 'send', fields: { message: messageId } }",
    to: "'take-back': { by: 'member', rate: 'move', late: 'send', fields: { words: messageId } }",
    refused: /core\/src\/meeting\/.*'message' does not exist/,
  },
  {
    does: 'a removed field that a rule reads',
    path: file('meeting'),
    from: 'fields: { minutes } }',
    to: 'fields: {} }',
    refused: /core\/src\/meeting\/.*'minutes' does not exist/,
  },
  {
    does: 'an id of another kind than a rule takes',
    path: file('moderation'),
    from: "  hide: { by: 'member', rate: 'move', late: 'send', fields: { who: personId } }",
    to: "  hide: { by: 'member', rate: 'move', late: 'send', fields: { who: messageId } }",
    refused: /core\/src\/meeting\/.*'MessageId' is not assignable to .*'PersonId'/,
  },
  {
    does: 'a kind of value whose type on the wire is another one than its schema',
    path: file('fields'),
    from: '  readonly flag: boolean;',
    to: '  readonly flag: number;',
    refused: /protocol\/src\/commands.*ZodBoolean/,
  },
  {
    does: 'an event with an end that no deadline brings',
    path: 'packages/core/src/meeting/events.ts',
    from: "  | MeetingEventOf<'HandRaised',",
    to: "  | MeetingEventOf<'Hummed', { readonly until: Millis }>\n  | MeetingEventOf<'HandRaised',",
    refused: /core\/src\/meeting\/deadlines.*'Hummed' is missing/,
  },
  {
    does: 'a kind of deadline without an entry in the table of deadlines',
    path: 'packages/core/src/meeting/system-commands.ts',
    from: "  | 'pause-ends';",
    to: "  | 'pause-ends'\n  | 'hum-ends';",
    refused: /core\/src\/meeting\/deadlines.*'"hum-ends"' is missing/,
  },
  {
    does: 'a list of people in the view that says nothing of hidden people (VOI-9)',
    path: 'packages/core/src/public-state.ts',
    from: '  readonly hands: readonly PersonId[];',
    to: '  readonly hands: readonly PersonId[];\n  readonly humming: readonly PersonId[];',
    refused: /core\/src\/public-state.*'humming' is missing in type '\{ next: false/,
  },
  {
    does: 'a field of the view that the projection does not fill',
    path: 'packages/core/src/public-state.ts',
    from: '  readonly frozen: boolean;',
    to: '  readonly frozen: boolean;\n  readonly thawing: boolean;',
    refused: /core\/src\/projection\/public-state.*('thawing' is missing|thawing)/,
  },
  {
    does: 'a new field that no client sends',
    path: file('meeting'),
    from: "'hand-over': { by: 'facilitator', rate: 'plain', late: 'drop', fields: { who: personId } }",
    to: "'hand-over': { by: 'facilitator', rate: 'plain', late: 'drop', fields: { who: personId, note: text } }",
    refused: /^sender/,
  },
  {
    does: 'an alert of the live inbox with a field that `GET /inbox` does not have (ALR-6)',
    path: 'packages/protocol/src/wire.ts',
    from: '  readonly yours: boolean;',
    to: '  readonly yours: boolean;\n  readonly urgent: boolean;',
    refused: /protocol\/src\/inbox-http/,
  },
];

const send = (command: string) =>
  `import type { PersonId, TurnId, WireCommand } from '@holdspace/protocol';
  declare const person: PersonId;
  declare const turn: TurnId;
  export const command: WireCommand = ${command};
  export const ids = { person, turn };
  `;

/** What clients write, and what the compiler refuses of it, by the name of a file. */
const wrongCommands: Readonly<Record<string, string>> = {
  'unknown-command.ts': "{ do: 'hum' }",
  'misspelt-field.ts': "{ do: 'hand-over', whom: person }",
  'missing-field.ts': "{ do: 'hand-over' }",
  'one-field-more.ts': "{ do: 'hand-over', who: person, note: 'Please.' }",
  'other-kind-of-id.ts': "{ do: 'take-back', message: turn }",
  'other-type.ts': "{ do: 'set-floor', mode: 'open', slow: '30' }",
  'number-for-a-duration.ts':
    "{ do: 'mute', who: person, for: 300_000, reason: 'pace', note: 'Ah.' }",
  'unknown-choice.ts': "{ do: 'join', seat: 'standing' }",
};

const good = "{ do: 'hand-over', who: person }";
const copies: readonly Copy[] = [
  {
    beside: {
      'sender.ts': send(good),
      'plain-id.ts': send("{ do: 'hand-over', who: 'p_1' }"),
      ...Object.fromEntries(
        Object.entries(wrongCommands).map(([name, command]) => [name, send(command)]),
      ),
    },
  },
  { edits: wrongEntries },
  { edits: drifts, beside: { 'sender.ts': send(good) } },
];

describe('WIRE-4 the compiler refuses', () => {
  let [unchanged, misfits, drifted]: readonly (readonly string[])[] = [];
  beforeAll(async () => {
    [unchanged, misfits, drifted] = await refusalsIn(copies);
  }, 120_000);

  it('WIRE-4 nothing without a change', () => {
    const isWrong = (line: string) => Object.hasOwn(wrongCommands, line.split('(')[0] ?? '');
    expect(unchanged?.filter((line) => !isWrong(line))).toEqual([]);
  });

  it.each(Object.keys(wrongCommands))('WIRE-4 what a client sends wrongly: %s', (name) => {
    expect(unchanged?.filter((line) => line.startsWith(`${name}(4,`))).not.toEqual([]);
  });

  it.each(wrongEntries)('WIRE-4 $does', ({ refused }) => {
    expect(misfits?.filter((line) => refused.test(line))).not.toEqual([]);
  });

  it.each(drifts)('WIRE-4 $does', ({ refused }) => {
    expect(drifted?.filter((line) => refused.test(line))).not.toEqual([]);
  });
});
