/**
 * A reply that was written while somebody else had the piece (TRN-4). It stays on its
 * writer's side for this tab, is offered to them for sending when replies are asked for,
 * and is given back when they are not. Nobody learns that it was written. A content note stays
 * with it (TXT-1).
 */
import type { Words } from '@holdspace/client';
import type { PersonId, TurnId, View } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { tabStorage } from '../lib/storage.ts';

export interface Reply extends Words {
  readonly to: PersonId;
  readonly turn: TurnId;
  /** Replies were asked for while it was kept. */
  readonly asked: boolean;
}

/** `late`: asked for and over; `unasked`: the turn ended without asking for any. */
export type ReplyStanding = 'kept' | 'offered' | 'late' | 'unasked';

type Shown = Pick<View, 'mode' | 'turn' | 'respondTo'> & {
  readonly mine: Pick<View['mine'], 'canSay'>;
};

export function standingOf(reply: Reply, { mode, turn, respondTo, mine }: Shown): ReplyStanding {
  if (mode === 'responses' && respondTo === reply.to) {
    return mine.canSay === true ? 'offered' : 'late';
  }
  // A quiet or a hold ends into what was before: the turn goes on then (FLR-2).
  if (turn === reply.turn || mode === 'quiet' || mode === 'hold') return 'kept';
  return reply.asked ? 'late' : 'unasked';
}

/** Whether what is written now could be kept as a reply to whoever has the piece. */
export const mayKeep = ({ mode, holder, turn, mine }: View): boolean =>
  (mode === 'round' || mode === 'hands' || mode === 'centre') &&
  holder !== null &&
  turn !== null &&
  holder !== mine.person &&
  mine.canSay === 'not-your-turn';

export interface KeptReply {
  readonly reply: Reply | null;
  readonly standing: ReplyStanding | null;
  readonly keep: (words: Words) => void;
  readonly drop: () => void;
}

export function useReply(circle: string, view: View): KeptReply {
  const key = `reply.${circle}`;
  const [reply, setReply] = useState(() => tabStorage.read<Reply>(key));
  const set = (next: Reply | null) => {
    tabStorage.write(key, next);
    setReply(next);
  };
  const standing = reply && standingOf(reply, view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it comes to be asked for
  useEffect(() => {
    if (reply && standing === 'offered' && !reply.asked) set({ ...reply, asked: true });
  }, [standing]);
  return {
    reply,
    standing,
    keep: (words) => {
      const { holder: to, turn } = view;
      if (to && turn) set({ ...words, to, turn, asked: false });
    },
    drop: () => set(null),
  };
}
