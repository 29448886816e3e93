/**
 * Finds the ids in a command by its description in the catalogue. The rehearsals use it: their
 * files name people, and write `last` for the newest message, turn or thread.
 */
import type { ClientCommandName } from './catalogue.ts';
import { entryOf } from './catalogue.ts';
import type { CommandField, IdKind, ScalarKind } from './fields.ts';

type Path = readonly (string | number)[];
/** Gives the id that takes the place of `value`; `path` leads to it inside the command. */
export type ReplaceId = (kind: IdKind, value: string, path: Path) => string;

/**
 * The command with every id replaced. What does not fit the description stays as it is, and so
 * does `all` where it stands for everyone.
 */
export function replaceCommandIds<Command extends { readonly do: ClientCommandName }>(
  command: Command,
  replace: ReplaceId,
): Command {
  const { fields } = entryOf(command.do);
  const replaced = Object.entries(command).map(([name, value]) => {
    const field = fields[name];
    return [name, field ? replaceIn(field, value, replace, [name]) : value];
  });
  return Object.fromEntries(replaced);
}

function replaceIn(field: CommandField, value: unknown, replace: ReplaceId, path: Path): unknown {
  switch (field.kind) {
    case 'scalar': {
      const kind = idKindOf(field.of);
      const isEverybody = field.of === 'personIdOrAll' && value === 'all';
      return kind && typeof value === 'string' && !isEverybody ? replace(kind, value, path) : value;
    }
    case 'choice':
      return value;
    case 'list':
      return Array.isArray(value)
        ? value.map((each, index) => replaceIn(field.item, each, replace, [...path, index]))
        : value;
    case 'either': {
      const fitting = field.alternatives.find((each) => hasFormOf(each, value));
      return fitting ? replaceIn(fitting, value, replace, path) : value;
    }
    case 'object':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, each]) => {
              const inner = field.fields[name];
              return [name, inner ? replaceIn(inner, each, replace, [...path, name]) : each];
            }),
          )
        : value;
    case 'optional':
      return replaceIn(field.of, value, replace, path);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Which alternative a value was written as; whether it is valid is not asked here. */
function hasFormOf(field: CommandField, value: unknown): boolean {
  if (field.kind === 'list') return Array.isArray(value);
  if (field.kind === 'object')
    return isObject(value) && Object.keys(value).every((name) => Object.hasOwn(field.fields, name));
  return typeof value === 'string' && (field.kind !== 'choice' || field.values.includes(value));
}

const idKinds: Readonly<Record<IdKind | 'personIdOrAll', IdKind>> = {
  personId: 'personId',
  messageId: 'messageId',
  turnId: 'turnId',
  threadId: 'threadId',
  receiptId: 'receiptId',
  reportId: 'reportId',
  personIdOrAll: 'personId',
};

const isIdKind = (kind: ScalarKind): kind is keyof typeof idKinds => Object.hasOwn(idKinds, kind);
const idKindOf = (kind: ScalarKind): IdKind | null => (isIdKind(kind) ? idKinds[kind] : null);
