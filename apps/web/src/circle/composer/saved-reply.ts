/**
 * A reply that was written during the turn of another person (TRN-4). This tab keeps it, offers it
 * for sending when replies are asked for, and returns it to the draft when they are not. No other
 * person learns that it was written. A content note stays with it (TXT-1).
 */
import type { MessageContent } from '@holdspace/client';
import type { PersonId, TurnId } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import type { CircleView } from '../model/circle-view.ts';

export interface SavedReply extends MessageContent {
  readonly to: PersonId;
  readonly turn: TurnId;
  /** Replies were asked for while it was kept. */
  readonly asked: boolean;
}

/** `late`: the time for replies is over; `unasked`: the turn ended without asking for replies. */
export type SavedReplyStatus = 'kept' | 'offered' | 'late' | 'unasked';

type ReplyContext = Pick<CircleView, 'mode' | 'turn' | 'respondTo'> & {
  readonly mine: Pick<CircleView['mine'], 'canSay'>;
};

export function savedReplyStatus(
  reply: SavedReply,
  { mode, turn, respondTo, mine }: ReplyContext,
): SavedReplyStatus {
  if (mode === 'responses' && respondTo === reply.to) {
    return mine.canSay === true ? 'offered' : 'late';
  }
  // A quiet or a hold ends into what was before: the turn goes on then (FLR-2).
  if (turn === reply.turn || mode === 'quiet' || mode === 'hold') return 'kept';
  return reply.asked ? 'late' : 'unasked';
}

/** Whether the draft can be saved as a reply to the holder. */
export const maySaveReply = ({ mode, holder, turn, mine }: CircleView): boolean =>
  (mode === 'round' || mode === 'hands' || mode === 'centre') &&
  holder !== null &&
  turn !== null &&
  holder !== mine.person &&
  mine.canSay === 'not-your-turn';

export interface SavedReplyState {
  readonly reply: SavedReply | null;
  readonly status: SavedReplyStatus | null;
  readonly save: (words: MessageContent) => void;
  readonly discard: () => void;
}

export function useSavedReply(circle: string, view: CircleView): SavedReplyState {
  const key = `reply.${circle}`;
  const [reply, setReply] = useState(() => tabStorage.read<SavedReply>(key));
  const set = (next: SavedReply | null) => {
    tabStorage.write(key, next);
    setReply(next);
  };
  const standing = reply && savedReplyStatus(reply, view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the request begins
  useEffect(() => {
    if (reply && standing === 'offered' && !reply.asked) set({ ...reply, asked: true });
  }, [standing]);
  return {
    reply,
    status: standing,
    save: (words) => {
      const { holder: to, turn } = view;
      if (to && turn) set({ ...words, to, turn, asked: false });
    },
    discard: () => set(null),
  };
}
