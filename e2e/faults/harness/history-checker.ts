/**
 * Compares the history of a run with the ledgers. Everything has a number in one order, so no
 * search is needed. The eight rules are:
 *   1 every command with the answer ok is in a ledger, unchanged    (lost)
 *   2 no command is in a ledger twice, no message in a view twice   (twice)
 *   3 ledgers have no gap and their chains hold                     (gap)
 *   4 every connection received consecutive changes in order        (order)
 *   5 a command answered before another was sent precedes it        (time)
 *   6 no refused command and no unsent command is in a ledger       (ghost)
 *   7 every commit is allowed at its position                       (allowed)
 *   8 every snapshot equals the view of the ledger at its number    (view)
 */
import type { CommitCodec } from '@holdspace/server/storage';
import { ExpectedChanges, type FullViewEntry, orderViolations } from './expected-views.ts';
import type { HistoryEntry } from './history.ts';
import type { LedgerContents } from './ledger-reader.ts';
import {
  commandKey,
  type InvokedCommand,
  type OpenedLedger,
  openLedgerContents,
  replayMeeting,
} from './ledger-replay.ts';

export const checkerRules = [
  'lost',
  'twice',
  'gap',
  'order',
  'time',
  'ghost',
  'allowed',
  'view',
] as const;
export type CheckerRule = (typeof checkerRules)[number];

export interface RuleViolation {
  readonly rule: CheckerRule;
  readonly what: string;
}

export interface Verdict {
  readonly faults: readonly RuleViolation[];
  readonly asked: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** The number of commands without a final answer at the end of the run. */
  readonly open: number;
  /** The number of changes that all clients accepted. */
  readonly applied: number;
  /** Commits in all ledgers. */
  readonly commits: number;
}

/** One command in one ledger. */
interface LedgerPosition {
  readonly ledger: string;
  readonly version: number;
}

/** These commands always write a commit; others can find that nothing has to change. */
const alwaysRecorded: ReadonlySet<string> = new Set(['say']);

export function checkHistory(
  lines: readonly HistoryEntry[],
  ledgers: readonly LedgerContents[],
  sealer: CommitCodec,
): Verdict {
  const faults: RuleViolation[] = [];
  const fault = (rule: CheckerRule, what: string) => void faults.push({ rule, what });

  const named = lines.flatMap((line) =>
    line.step === 'invoke' ? [{ by: line.person, id: line.id }] : [],
  );
  const held = new Map<string, OpenedLedger>();
  for (const read of ledgers) {
    const ledger = openLedgerContents(read, sealer, named);
    if (typeof ledger === 'string') fault('gap', `${read.ledger}: ${ledger}`);
    else held.set(read.ledger, ledger);
  }

  const commands = commandsOf(lines, fault);
  const places = positionsOf(held, commands, fault);
  for (const { asked, answer } of commands.values()) {
    const place = places.get(commandKey(asked.person, asked.id));
    const what = `${asked.client}: ${asked.command.do} ${asked.id}`;
    if (answer === 'ok' && !place && alwaysRecorded.has(asked.command.do)) fault('lost', what);
    if (answer === 'fail' && place) fault('ghost', `${what} was refused, and is there`);
  }
  checkRealTimeOrder(lines, commands, places, fault);
  compareScreens(lines, held, commands, fault);

  const count = (answer: CommandOutcome) =>
    [...commands.values()].filter((command) => command.answer === answer).length;
  return {
    faults,
    asked: commands.size,
    acknowledged: count('ok'),
    refused: count('fail'),
    open: count(null),
    applied: lines.filter(({ step }) => step === 'apply').length,
    commits: [...held.values()].reduce((sum, { commits }) => sum + commits.length, 0),
  };
}

type CommandOutcome = 'ok' | 'fail' | null;
interface CheckedCommand {
  readonly asked: InvokedCommand;
  answer: CommandOutcome;
}
type ReportViolation = (rule: CheckerRule, what: string) => void;

function commandsOf(
  lines: readonly HistoryEntry[],
  fault: ReportViolation,
): Map<string, CheckedCommand> {
  const commands = new Map<string, CheckedCommand>();
  for (const line of lines) {
    if (line.step === 'invoke') commands.set(line.id, { asked: line, answer: null });
    if (line.step !== 'ok' && line.step !== 'fail') continue;
    const command = commands.get(line.id);
    if (!command) fault('ghost', `${line.client}: an answer to ${line.id}, which nobody asked`);
    else if (command.answer === null) command.answer = line.step;
    else if (command.answer !== line.step) {
      fault('ghost', `${line.client}: ${line.id} was answered with yes and with no`);
    }
  }
  return commands;
}

/** The position of each command of the history; reports ghosts and doubles. */
function positionsOf(
  held: ReadonlyMap<string, OpenedLedger>,
  commands: ReadonlyMap<string, CheckedCommand>,
  fault: ReportViolation,
): Map<string, LedgerPosition> {
  const places = new Map<string, LedgerPosition>();
  for (const [ledger, { commits }] of held) {
    // HTTP routes and organisers write to the other ledgers; the history has only socket commands.
    const isMeeting = ledger.startsWith('meeting:');
    for (const { version, command } of commits) {
      if (!command) continue;
      const key = commandKey(command.by, command.id);
      const known = places.get(key);
      const asked = commands.get(command.id)?.asked;
      const what = `${ledger} version ${version}: ${command.id}`;
      if (isMeeting && asked?.person !== command.by) fault('ghost', `${what} of ${command.by}`);
      // `forget-me` reaches every meeting, each of them once.
      if (known?.ledger === ledger) fault('twice', `${what}, and at ${known.version}`);
      else places.set(key, { ledger, version });
    }
  }
  return places;
}

function checkRealTimeOrder(
  lines: readonly HistoryEntry[],
  commands: ReadonlyMap<string, CheckedCommand>,
  places: ReadonlyMap<string, LedgerPosition>,
  fault: ReportViolation,
): void {
  const acknowledged = new Map<string, number>();
  const placeOf = (id: string) => {
    const asked = commands.get(id)?.asked;
    return asked && places.get(commandKey(asked.person, id));
  };
  for (const line of lines) {
    if (line.step !== 'invoke' && line.step !== 'ok') continue;
    const place = placeOf(line.id);
    if (!place) continue;
    const { ledger, version } = place;
    const latest = acknowledged.get(ledger) ?? 0;
    if (line.step === 'ok') acknowledged.set(ledger, Math.max(latest, version));
    else if (version <= latest) {
      fault('time', `${ledger}: ${line.id} has ${version}, asked after ${latest} was answered`);
    }
  }
}

function compareScreens(
  lines: readonly HistoryEntry[],
  held: ReadonlyMap<string, OpenedLedger>,
  commands: ReadonlyMap<string, CheckedCommand>,
  fault: ReportViolation,
): void {
  const asked = new Map(
    [...commands.values()].map((command) => [
      commandKey(command.asked.person, command.asked.id),
      command.asked,
    ]),
  );
  const byLog = new Map<string, ExpectedChanges>();
  const isWhole = (line: HistoryEntry): line is FullViewEntry =>
    (line.step === 'reset' || line.step === 'end') && line.shown.inside;
  const wholes = Map.groupBy(lines.filter(isWhole), ({ log }) => log);
  for (const [name, ledger] of held) {
    if (!name.startsWith('meeting:')) continue;
    const { log } = ledger.read;
    const expected = new ExpectedChanges(ledger.words);
    byLog.set(log, expected);
    const shown = Map.groupBy(wholes.get(log) ?? [], ({ at }) => at);
    const { changes, faults } = replayMeeting(ledger, {
      ...{ asked, circles: held },
      reached(at, state) {
        for (const whole of shown.get(at) ?? []) {
          const what = expected.viewDifference(whole.shown, whole.person, state);
          if (what) fault('view', `${whole.client}, ${whole.step} at ${at}: ${what}`);
        }
        shown.delete(at);
      },
    });
    for (const change of changes) expected.add(change);
    for (const what of faults) fault('allowed', what);
    // No snapshot can have a number at which no commit ends.
    for (const { client, at } of [...shown.values()].flat()) {
      fault('view', `${client}: a whole view at ${at}, which there is not`);
    }
    for (const line of wholes.get(log) ?? []) {
      if (line.step === 'end' && line.at !== expected.count) {
        fault('order', `${line.client} ended at ${line.at} of ${expected.count}`);
      }
    }
    wholes.delete(log);
  }
  for (const { client, log } of [...wholes.values()].flat()) {
    fault('order', `${client} was shown log ${log}, which is in no ledger`);
  }
  for (const what of orderViolations(lines, (log) => byLog.get(log))) fault('order', what);
  for (const what of duplicatedMessages(lines)) fault('twice', what);
}

/** One message shown twice on one screen. */
function duplicatedMessages(lines: readonly HistoryEntry[]): string[] {
  return lines
    .filter((line) => line.step === 'end')
    .flatMap(({ client, shown }) => {
      const ids = shown.timeline.map((text) => (JSON.parse(text) as { readonly id: string }).id);
      const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
      return twice.map((id) => `${client} shows message ${id} twice`);
    });
}
