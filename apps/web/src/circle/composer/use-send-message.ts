/**
 * What becomes of what one writes in a circle: it is sent, kept for afterwards, asked about, or
 * comes back to the draft. Text, note and ask go together all the way (TXT-1), and whoever goes
 * on after sending waits for the answer (TXT-2).
 */
import type { MessageContent, PendingMessage, PendingMessages } from '@holdspace/client';
import { useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { useCircle } from '../model/circle-context.ts';
import { type MessageDraft, useMessageDraft } from './draft.ts';
import { isTooLong } from './message-content.ts';
import { maySaveReply, type SavedReplyState, useSavedReply } from './saved-reply.ts';

export interface MessageSender {
  readonly draft: MessageDraft;
  /** Sends what is written; true when the circle has it. */
  readonly say: () => Promise<boolean>;
  /** Sends what is written and waits for all that is on its way; true when all of it is there. */
  readonly sayAll: () => Promise<boolean>;
  /** Sends other words, for instance a reply that was kept. */
  readonly sayWords: (words: MessageContent) => Promise<boolean>;
  readonly kept: SavedReplyState;
  /** Keeps what is written as a reply for after the turn; null when that is not possible. */
  readonly keep: (() => void) | null;
  /** What was not sent is sent again. */
  readonly again: (id: string) => void;
  /** What was not sent, or is asked about, goes back to the draft. */
  readonly back: (id: string) => void;
  /** Why the last words are back in the draft, where no refusal says it. */
  readonly trouble: 'line' | 'unknown' | null;
}

interface MessageSenderOptions {
  readonly pending: PendingMessages;
  /** Forgets a message on its way: its words are back in the draft. */
  readonly discardPending: (id: string) => void;
}

const contentOf = ({ text, note, ask }: PendingMessage): MessageContent => ({
  text,
  ...(note !== undefined && { note }),
  ...(ask !== undefined && { ask }),
});

export function useSendMessage({
  pending,
  discardPending: collect,
}: MessageSenderOptions): MessageSender {
  const { t } = useLingui();
  const { circle, view, command } = useCircle();
  const { run } = command;
  const draft = useMessageDraft({ circle, me: view.mine.person, timeline: view.timeline, pending });
  const [trouble, setTrouble] = useState<MessageSender['trouble']>(null);
  const underWay = useRef(new Set<ReturnType<typeof run>>());

  const sayWords = useCallback(
    async (words: MessageContent) => {
      setTrouble(null);
      const sent = run({ do: 'say', ...words });
      underWay.current.add(sent);
      const done = await sent;
      underWay.current.delete(sent);
      return done;
    },
    [run],
  );
  // TXT-3: what is too long stays where it is, and is said to be so.
  const fits = () => {
    if (!isTooLong(draft)) return true;
    command.refuse('too-long');
    return false;
  };
  const say = async () => {
    const words = fits() ? draft.take() : null;
    return words !== null && sayWords(words);
  };
  const sayAll = async () => {
    if (!fits()) return false;
    const words = draft.take();
    if (words) void sayWords(words);
    const answers = await Promise.all(underWay.current);
    return answers.every(Boolean);
  };

  const kept = useSavedReply(circle, view);
  const keep = () => {
    const words = draft.take();
    if (!words) return;
    kept.save(words);
    announce(t`Saved for later. Only you can see it.`);
  };

  // FLR-3: what was refused is back in the draft, unless something newer is there.
  const { text: written, prepend: add, setAsk } = draft;
  useEffect(() => {
    if (written !== '') return;
    for (const message of pending.filter((each) => each.state === 'not-sent')) {
      add(contentOf(message));
      if (message.why === 'line' || message.why === 'unknown') setTrouble(message.why);
      collect(message.id);
    }
  }, [pending, written, add, collect]);

  // What was asked of the others belongs to the turn, or to words that wait for the next one.
  const holds = view.holder === view.mine.person;
  useEffect(() => {
    if (!holds && written === '') setAsk(null);
  }, [holds, written, setAsk]);

  const take = (id: string, use: (words: MessageContent) => void) => {
    const message = pending.find((each) => each.id === id);
    if (!message) return;
    collect(id);
    use(contentOf(message));
  };
  return {
    ...{ draft, say, sayAll, sayWords, kept, trouble },
    keep: kept.reply === null && maySaveReply(view) ? keep : null,
    again: (id) => take(id, (words) => void sayWords(words)),
    back: (id) => take(id, add),
  };
}
