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
  /** Who reported is in no view: `of NAME` is whom it is about. */
  report: ({ desk, mine }: View, about: string | null) =>
    [...mine.reports, ...(desk?.reports ?? [])].findLast(
      (each) => about === null || each.about === about,
    )?.id,
  /** One's own; nobody else sees it. */
  receipt: ({ mine }: View) => mine.receipts.at(-1)?.id,
} as const;
export const references = ['message', 'turn', 'thread', 'report', 'receipt'] as const;

export function referred(
  command: WireCommand,
  actor: Seeing,
  people: ReadonlyMap<string, Seeing>,
): WireCommand {
  const fields: Record<string, unknown> = { ...command };
  const id = (key: unknown) => people.get(String(key))?.id ?? key;
  if (Array.isArray(fields.who)) fields.who = fields.who.map(id);
  else if ('who' in fields && fields.who !== 'all') fields.who = id(fields.who);
  if (Array.isArray(fields.order)) fields.order = fields.order.map(id);
  const last = (kind: (typeof references)[number], value: unknown) => {
    const of = /^last of (\S+)$/.exec(String(value))?.[1];
    const by = of === undefined ? null : (people.get(of)?.id ?? 'nobody');
    // Who has not seen it names it all the same: the server must refuse, not the runner.
    const found = [
      of === undefined || kind !== 'receipt' ? actor : people.get(of),
      ...people.values(),
    ]
      .map((each) => each?.view())
      .map((view) => (view ? newest[kind](view, by) : undefined))
      .find((each) => each !== undefined);
    return found ?? 'none';
  };
  for (const kind of references) if (kind in fields) fields[kind] = last(kind, fields[kind]);
  if (command.do === 'report') {
    const { target } = command as { target: { who?: unknown; message?: unknown } };
    fields.target =
      'who' in target ? { who: id(target.who) } : { message: last('message', target.message) };
  }
  return fields as WireCommand;
}
