/**
 * Names in a command as the server knows them: people by their ids, and `last` or
 * `last of NAME` by what the one who acts has seen.
 */
import type { View, WireCommand } from '@holdspace/protocol';

interface Seeing {
  readonly id: string | null;
  view(): View | null;
}

const newest = {
  message: ({ timeline }: View, by: string | null) =>
    timeline.findLast((each) => by === null || each.by === by)?.id,
  turn: ({ holder, turn, timeline }: View, by: string | null) => {
    if (holder !== null && (by === null || holder === by)) return turn ?? undefined;
    return (
      timeline.findLast((each) => each.turn !== null && (by === null || each.by === by))?.turn ??
      undefined
    );
  },
  thread: ({ desk, mine }: View, by: string | null) =>
    (desk?.threads ?? mine.threads).findLast((each) => by === null || each.by === by)?.id,
} as const;
const kinds = ['message', 'turn', 'thread'] as const;

export function referred(
  command: WireCommand,
  actor: Seeing,
  people: ReadonlyMap<string, Seeing>,
): WireCommand {
  const fields: Record<string, unknown> = { ...command };
  const id = (key: unknown) => people.get(String(key))?.id ?? key;
  if ('who' in fields && fields.who !== 'all') fields.who = id(fields.who);
  if (Array.isArray(fields.order)) fields.order = fields.order.map(id);
  for (const kind of kinds) {
    if (!(kind in fields)) continue;
    const of = /^last of (\S+)$/.exec(String(fields[kind]))?.[1];
    const by = of === undefined ? null : (people.get(of)?.id ?? 'nobody');
    // Who has not seen it names it all the same: the server must refuse, not the runner.
    const found = [actor, ...people.values()]
      .map((each) => each.view())
      .map((view) => (view ? newest[kind](view, by) : undefined))
      .find((each) => each !== undefined);
    fields[kind] = found ?? 'none';
  }
  return fields as WireCommand;
}
