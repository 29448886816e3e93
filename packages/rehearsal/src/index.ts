/**
 * The rehearsal format, its runner, and the environment of nodes that rehearsals are played
 * on. The demo is an entry of its own (`./demo`), as only its command needs it.
 */

export type { EnvironmentOptions, InjectedFault } from './format/fault-steps.ts';
export type { FormatError } from './format/format-checker.ts';
export { isFormatErrors, parseRehearsal } from './format/parse-rehearsal.ts';
export type { Rehearsal } from './format/rehearsal.ts';
export { RehearsalEnvironment } from './runner/environment.ts';
export {
  type OpenedRehearsal,
  openRehearsalCircle,
  organiserApi,
  organiserByLink,
  type RehearsalHost,
  signInOrganiser,
} from './runner/host.ts';
export { playRehearsal } from './runner/play-rehearsal.ts';
export { Player } from './runner/player.ts';
export type { PlayerEntrance } from './runner/player-entrance.ts';
export { formatErrorLine, jsonReport, textReport } from './runner/report.ts';
export type { RehearsalResult } from './runner/result.ts';
