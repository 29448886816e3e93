/**
 * All commands, and those of facilitators, from the catalogue of commands in core. The build of
 * the screens treats it as it treats command-lists.ts.
 */
import {
  type ClientCommandName,
  commandNamesFor,
  commandNames as every,
} from '@holdspace/core/commands';

export const commandNames: readonly ClientCommandName[] = every;
/** Refused to participants as `not-facilitator`. */
export const facilitatorCommandNames: readonly ClientCommandName[] = commandNamesFor('facilitator');
