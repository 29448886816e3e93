/** Names a message or a turn as a rehearsal can: `last of KEY`, the newest that the actor sees. */
import type { IdKind, MeetingView } from '@holdspace/core';
import type { RehearsalKeys } from './rehearsal-keys.ts';

/** Null when it is not the newest of its person, or of a kind that a meeting does not make. */
export function referenceTo(
  kind: IdKind,
  id: string,
  { timeline, holder, turn }: MeetingView,
  keys: RehearsalKeys,
): string | null {
  if (kind === 'messageId') {
    const by = timeline.find((each) => each.id === id)?.by;
    const newest = timeline.findLast((each) => each.by === by)?.id;
    return by !== undefined && newest === id ? `last of ${keys.of(by)}` : null;
  }
  if (kind !== 'turnId') return null;
  if (turn === id && holder !== null) return `last of ${keys.of(holder)}`;
  const by = timeline.find((each) => each.turn === id)?.by;
  // What the holder said before is not the newest turn of theirs.
  if (by === undefined || by === holder) return null;
  const newest = timeline.findLast((each) => each.turn !== null && each.by === by)?.turn;
  return newest === id ? `last of ${keys.of(by)}` : null;
}
