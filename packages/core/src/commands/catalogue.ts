/**
 * The catalogue of commands: every command that a person may send, once. Deciders, the view's
 * `can`, wire schemas, rate limits, the client library, the screens and the rehearsals take
 * their lists from here. What the server itself asks of a ledger, when a deadline is due or
 * presence changed, is not in it and cannot be sent by anyone.
 *
 * A new command needs an entry here, a rule in the decider of its ledger (the compiler names the
 * table that misses it) and its place in docs/spec.md (packages/protocol/test/commands.test.ts
 * names it). The schema, its limit, `can`, the client's lists and random meetings follow.
 */
import { deskCommands } from './desk.ts';
import type { CommandEntry, CommandRole } from './entry.ts';
import type { CommandOf, WireCommandOf } from './fields.ts';
import { floorCommands, turnCommands } from './floor.ts';
import {
  attendanceCommands,
  handCommands,
  leadCommands,
  phaseCommands,
  speechCommands,
} from './meeting.ts';
import { moderationCommands } from './moderation.ts';
import { deviceCommands, exportCommands, ownCommands } from './own.ts';

const meetingCommands = {
  ...attendanceCommands,
  ...phaseCommands,
  ...floorCommands,
  ...turnCommands,
  ...handCommands,
  ...speechCommands,
  ...moderationCommands,
  ...leadCommands,
} as const;

/** Which part of the server takes a command. */
export const commandsByLedger = {
  meeting: meetingCommands,
  desk: deskCommands,
  circle: ownCommands,
  device: deviceCommands,
  export: exportCommands,
} as const;

type ByLedger = typeof commandsByLedger;
export type CommandLedger = keyof ByLedger;

type CommandsOf<Entries extends Record<string, CommandEntry>> = {
  [Name in keyof Entries]: CommandOf<Name, Entries[Name]['fields']>;
}[keyof Entries];
/** A person's command to one ledger. */
export type CommandTo<Ledger extends CommandLedger> = {
  [Each in Ledger]: CommandsOf<ByLedger[Each]>;
}[Ledger];

export type MeetingCommand = CommandTo<'meeting'>;
export type DeskCommand = CommandTo<'desk'>;
/** A person's command to the circle, about what is their own. */
export type OwnCommand = CommandTo<'circle'>;
export type ClientCommand = CommandTo<CommandLedger>;
export type ClientCommandName = ClientCommand['do'];

/** Facilitators' commands about the floor: each carries what was seen of it (RND-18). */
export type FloorCommandName = keyof typeof floorCommands;
/** What a person does with their own turn: each carries the turn (TXT-5). */
export type TurnCommandName = keyof typeof turnCommands;

/** All commands by name. */
export const commandCatalogue = {
  ...meetingCommands,
  ...deskCommands,
  ...ownCommands,
  ...deviceCommands,
  ...exportCommands,
} as const;

type Catalogue = typeof commandCatalogue;
/** The same commands as a client writes them. */
export type WireCommand = {
  [Name in ClientCommandName]: WireCommandOf<Name, Catalogue[Name]['fields']>;
}[ClientCommandName];

const namesOf = <Name extends string>(entries: Readonly<Record<Name, CommandEntry>>) =>
  Object.keys(entries) as [Name, ...Name[]];

export const commandNames: readonly [ClientCommandName, ...ClientCommandName[]] =
  namesOf(commandCatalogue);
export const meetingCommandNames: readonly MeetingCommand['do'][] = namesOf(meetingCommands);
export const deskCommandNames: readonly DeskCommand['do'][] = namesOf(deskCommands);

/** A record with one value for each of these commands. */
export function perCommand<Name extends ClientCommandName, Value>(
  names: readonly Name[],
  valueFor: (name: Name) => Value,
): Record<Name, Value> {
  const values: Partial<Record<Name, Value>> = {};
  for (const name of names) values[name] = valueFor(name);
  return values as Record<Name, Value>;
}

/** What every member of a circle may ask at any time: no rule closes it (PRV-4, RND-16). */
export const alwaysAllowed = perCommand(
  [...namesOf(ownCommands), ...namesOf(deviceCommands), ...namesOf(exportCommands)],
  () => true as const,
);

export const isCommandName = (name: string): name is ClientCommandName =>
  Object.hasOwn(commandCatalogue, name);

export const entryOf = (name: ClientCommandName): CommandEntry => commandCatalogue[name];

export const isFloorCommand = (name: string): name is FloorCommandName =>
  Object.hasOwn(floorCommands, name);

export const isTurnCommand = (name: string): name is TurnCommandName =>
  Object.hasOwn(turnCommands, name);

/** Whether this part of the server takes the command. */
export const isFor = <Ledger extends CommandLedger>(
  ledger: Ledger,
  command: ClientCommand,
): command is Extract<ClientCommand, { do: keyof ByLedger[Ledger] }> =>
  Object.hasOwn(commandsByLedger[ledger], command.do);

/** Names of the commands of one role, in the order of the catalogue. */
export const commandNamesFor = (role: CommandRole): readonly ClientCommandName[] =>
  commandNames.filter((name) => entryOf(name).by === role);
