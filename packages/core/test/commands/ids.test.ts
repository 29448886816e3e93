/** Ids of a command, found by its description: what the rehearsals name people and messages with. */
import { describe, expect, it } from 'vitest';
import type { ClientCommandName, IdKind } from '../../src/index.ts';
import { replaceCommandIds } from '../../src/index.ts';

/** Every id in the command, as `path kind`. */
function idsIn(command: { readonly do: ClientCommandName }): string[] {
  const found: string[] = [];
  replaceCommandIds(command, (kind, value, path) => {
    found.push(`${path.join('.')} ${kind}`);
    return value;
  });
  return found;
}

describe('ids in a command', () => {
  it.each([
    [{ do: 'give-floor', who: 'ben' }, ['who personId']],
    [
      { do: 'turn-away', who: ['ben', 'cleo'], reason: 'other' },
      ['who.0 personId', 'who.1 personId'],
    ],
    [{ do: 'turn-away', who: 'ben', reason: 'other' }, ['who personId']],
    [{ do: 'admit', who: 'all' }, []],
    [{ do: 'start-round', prompt: 'ben', order: ['ben'] }, ['order.0 personId']],
    [{ do: 'set-floor', mode: 'hands', order: 'first-come' }, []],
    [{ do: 'report', target: { who: 'ben' }, text: 'ben' }, ['target.who personId']],
    [{ do: 'report', target: { message: 'last' }, text: '' }, ['target.message messageId']],
    [{ do: 'resonate', kind: 'heard', turn: 'last' }, ['turn turnId']],
    [{ do: 'answer', thread: 'last', text: 'last' }, ['thread threadId']],
    [{ do: 'appeal', receipt: 'last', text: '' }, ['receipt receiptId']],
    [{ do: 'set-report', report: 'last', state: 'seen' }, ['report reportId']],
    [{ do: 'mute', who: 'ben', for: 'meeting', reason: 'pace', note: '' }, ['who personId']],
    [{ do: 'take' }, []],
  ] as const)('are found: %j', (command, found) => {
    expect(idsIn(command)).toEqual(found);
  });

  it('are replaced, and all else stays as it was', () => {
    const ids: Readonly<Record<IdKind, string>> = {
      ...{ personId: 'p_7', messageId: 'm_7', turnId: 't_7' },
      ...{ threadId: 'th_7', receiptId: 'r_7', reportId: 'rp_7' },
    };
    const report = { do: 'report', target: { who: 'ben' }, text: 'ben was unkind.' } as const;
    expect(replaceCommandIds(report, (kind) => ids[kind])).toEqual({
      ...report,
      target: { who: 'p_7' },
    });
    const order = { do: 'reorder', order: ['ben', 7], misspelt: ['ben'] } as const;
    expect(replaceCommandIds(order, (kind) => ids[kind])).toEqual({ ...order, order: ['p_7', 7] });
  });
});
