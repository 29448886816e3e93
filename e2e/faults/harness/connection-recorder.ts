/**
 * Records the history of one connection between the client library and its socket. It accepts
 * and ignores the same packets as the library, by their numbers; the comparison of view and
 * ledger at the end shows that both agree.
 */
import {
  type OpenTransport,
  openWebSocketTransport,
  type Transport,
  type TransportEvents,
} from '@holdspace/client';
import type { CommandAnswer, PersonId, Snapshot, WireCommand } from '@holdspace/protocol';
import type { History } from './history.ts';

export interface ConnectionRecorder {
  readonly open: OpenTransport;
  /** The log and number of the last accepted change; null before the first snapshot. */
  readonly position: () => { readonly log: string; readonly at: number } | null;
  /** How often a change was missing, so that the client asked for a snapshot. */
  readonly gaps: () => number;
  /** The number of commands whose first answer was `unknown`. */
  readonly unknown: () => number;
}

export function recordConnection(
  history: History,
  client: string,
  person: PersonId,
): ConnectionRecorder {
  let position: { log: string; at: number } | null = null;
  let isAnew = false;
  let holes = 0;
  const unknown = new Set<string>();
  const asked = new Set<string>();
  const done = new Set<string>();

  const reset = ({ log, at, view, more }: Snapshot) => {
    isAnew = false;
    position = { log, at };
    history.add({
      ...{ step: 'reset', client, person, log, at },
      shown: history.recordView(view, more),
    });
  };
  const changes: TransportEvents['changes'] = ({ at, list }) => {
    if (!position || isAnew) return;
    const missing = at - position.at;
    if (missing > list.length) {
      isAnew = true;
      holes += 1;
      return;
    }
    const { log } = position;
    for (const change of missing > 0 ? list.slice(list.length - missing) : []) {
      position = { log, at: position.at + 1 };
      history.add({ step: 'apply', client, ...position, change: history.text(change) });
    }
  };
  const answered = (id: string, answer: CommandAnswer) => {
    if ('unknown' in answer) {
      unknown.add(id);
      history.add({ step: 'info', client, id });
      return;
    }
    // Two answers to one intent must agree; recording the first of each kind is enough.
    const kind = 'ok' in answer ? 'ok' : 'fail';
    if (done.has(`${kind} ${id}`)) return;
    done.add(`${kind} ${id}`);
    if ('ok' in answer) history.add({ step: 'ok', client, id });
    else {
      const code = 'refused' in answer ? answer.refused : 'invalid';
      history.add({ step: 'fail', client, id, code });
    }
  };

  const open: OpenTransport = (options) => {
    const hello = () => {
      const said = options.hello();
      // Without a position the library asks for a snapshot, even if it had a position before.
      if (said.at === undefined) position = null;
      return said;
    };
    const wire: Transport = openWebSocketTransport({ ...options, hello });
    wire.on('snapshot', reset);
    wire.on('changes', changes);
    return {
      ...wire,
      command: (input, answer) => {
        const { id, ...command } = input as { id: string } & WireCommand;
        if (asked.has(id)) unknown.add(id);
        else {
          asked.add(id);
          history.add({
            ...{ step: 'invoke', client, person, id },
            command: command as WireCommand,
          });
        }
        wire.command(input, (given) => {
          answered(id, given);
          answer(given);
        });
      },
    };
  };
  return { open, position: () => position, gaps: () => holes, unknown: () => unknown.size };
}
