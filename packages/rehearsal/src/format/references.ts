/**
 * Replaces the names in a command of a rehearsal by ids: people by their ids, and `last` or
 * `last of NAME` by the newest thing that the actor has seen.
 */
import type { IdKind } from '@holdspace/core';
import { replaceCommandIds } from '@holdspace/core';
import type { View, WireCommand } from '@holdspace/protocol';

interface ViewOwner {
  readonly id: string | null;
  view(): View | null;
}

type ReferenceKind = Exclude<IdKind, 'personId'>;
/** The newest thing of each kind in a view, of one person or of all; undefined when there is none. */
const newestIds: {
  readonly [Kind in ReferenceKind]: (view: View, by: string | null) => string | undefined;
} = {
  messageId: ({ timeline }, by) => timeline.findLast((each) => by === null || each.by === by)?.id,
  turnId: ({ holder, turn, timeline }, by) => {
    if (holder !== null && (by === null || holder === by)) return turn ?? undefined;
    return (
      timeline.findLast((each) => each.turn !== null && (by === null || each.by === by))?.turn ??
      undefined
    );
  },
  threadId: ({ desk, mine }, by) =>
    (desk?.threads ?? mine.threads).findLast((each) => by === null || each.by === by)?.id,
  /** No view says who reported: `of NAME` names the person whom the report is about. */
  reportId: ({ desk, mine }, about) =>
    [...mine.reports, ...(desk?.reports ?? [])].findLast(
      (each) => about === null || each.about === about,
    )?.id,
  /** A person's own; no other view has it. */
  receiptId: ({ mine }) => mine.receipts.at(-1)?.id,
};

export function resolveReferences(
  command: WireCommand,
  actor: ViewOwner,
  people: ReadonlyMap<string, ViewOwner>,
): WireCommand {
  return replaceCommandIds(command, (kind, value) =>
    kind === 'personId'
      ? (people.get(value)?.id ?? value)
      : (lastOf(kind, value, actor, people) ?? 'none'),
  );
}

/** What `last` or `last of NAME` means for this actor; undefined when nobody has seen any. */
function lastOf(
  kind: ReferenceKind,
  value: string,
  actor: ViewOwner,
  people: ReadonlyMap<string, ViewOwner>,
): string | undefined {
  const of = /^last of (\S+)$/.exec(value)?.[1];
  const by = of === undefined ? null : (people.get(of)?.id ?? 'nobody');
  // An actor who has not seen it names it all the same: the server must refuse, not the runner.
  const viewers = [
    of === undefined || kind !== 'receiptId' ? actor : people.get(of),
    ...people.values(),
  ];
  return viewers
    .map((each) => each?.view())
    .map((view) => (view ? newestIds[kind](view, by) : undefined))
    .find((each) => each !== undefined);
}
