/**
 * Lists of commands that the client library uses, taken from the catalogue of commands in core. The build
 * of the screens puts the lists into the bundle as plain constants, so that no browser loads
 * the catalogue (apps/web/vite-command-lists.ts). Export nothing but JSON values here.
 */
import {
  type ClientCommandName,
  entryOf,
  commandNames as every,
  type FloorCommandName,
  isFloorCommand,
  isTurnCommand,
  type TurnCommandName,
} from '@holdspace/core/commands';

export const floorCommandNames: readonly FloorCommandName[] = every.filter(isFloorCommand);
export const turnCommandNames: readonly TurnCommandName[] = every.filter(isTurnCommand);
/** Kept by a client and asked again when the answer is `too-soon` (DSK-5, DSK-9). */
export const keptCommandNames: readonly ClientCommandName[] = every.filter(
  (name) => entryOf(name).kept,
);
/** Sent without a time limit (TXT-5). */
export const sentLateCommandNames: readonly ClientCommandName[] = every.filter(
  (name) => entryOf(name).late === 'send',
);
/** Asked about when late: they carry words (TXT-5). */
export const askedLateCommandNames: readonly ClientCommandName[] = every.filter(
  (name) => entryOf(name).late === 'ask',
);
