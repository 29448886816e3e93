/**
 * Publishes one record per finished command on a diagnostics channel of Node: ids, the name of the
 * command, its outcome and its duration. A record contains no words and no names (PRV-5). A server
 * in production has no subscriber, so nothing is built and nothing is printed; `npm run dev` loads
 * a subscriber that prints each record (packages/inspector).
 */
import { createHash } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import type { CircleId, MeetingId, Millis, PersonId } from '@holdspace/core';
import { isCommandName } from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';

export const commandTraceChannel = 'holdspace.command';

export interface CommandTrace {
  /** When the server answered. */
  readonly at: Millis;
  readonly circle: CircleId | null;
  /** The current meeting of the circle; null when it has none. */
  readonly meeting: MeetingId | null;
  readonly person: PersonId;
  /** A digest of six characters: clients choose device ids, so an id can contain words. */
  readonly device: string;
  /** A name of the catalogue; null for anything else. */
  readonly command: string | null;
  /** `ok`, a refusal code, `invalid` or `unknown`. */
  readonly outcome: string;
  /** Milliseconds from the arrival of the command to its answer. */
  readonly duration: number;
}

export interface CommandOrigin extends Pick<CommandTrace, 'circle' | 'meeting' | 'person'> {
  readonly device: string;
}

const records = channel(commandTraceChannel);

/**
 * Starts the clock for one command; the returned function publishes the record. `origin` is read
 * when the answer is there. `input` is the packet as it came in, of any shape.
 */
export function traceCommand(
  input: unknown,
  origin: () => CommandOrigin,
): (answer: CommandAnswer) => void {
  if (!records.hasSubscribers) return () => {};
  const begun = performance.now();
  return (answer) => {
    const { device, ...ids } = origin();
    const trace: CommandTrace = {
      ...ids,
      at: Date.now(),
      device: createHash('sha256').update(device).digest('hex').slice(0, 6),
      command: nameOf(input),
      outcome: outcomeOf(answer),
      duration: performance.now() - begun,
    };
    records.publish(trace);
  };
}

/** `ok`, the refusal code, `invalid` or `unknown`. */
export const outcomeOf = (answer: CommandAnswer): string =>
  'refused' in answer ? answer.refused : (Object.keys(answer)[0] ?? 'unknown');

function nameOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('do' in input)) return null;
  return typeof input.do === 'string' && isCommandName(input.do) ? input.do : null;
}
