/**
 * Sends what a person writes in a circle, keeps it for afterwards, or returns it to the draft.
 * Text, note and ask stay together (TXT-1); what follows a message waits for its answer (TXT-2).
 */
import type { MessageContent, PendingMessage, PendingMessages } from '@holdspace/client';
import { useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { useCircle } from '../model/circle-context.ts';
import { useTimelineSource } from '../model/circle-view.ts';
import { useMessageDraft } from './draft.ts';
import { isTooLong } from './message-content.ts';
import type { MessageDraft } from './message-draft.ts';
import { maySaveReply, type SavedReplyState, useSavedReply } from './saved-reply.ts';

export interface MessageSender {
  readonly draft: MessageDraft;
  /** Sends the draft; true when the circle has it. */
  readonly send: () => Promise<boolean>;
  /** Sends the draft and waits for all pending messages; true when the circle has all of them. */
  readonly sendAll: () => Promise<boolean>;
  /** Sends another text, for instance a saved reply. */
  readonly sendContent: (content: MessageContent) => Promise<boolean>;
  readonly savedReply: SavedReplyState;
  /** Saves the draft as a reply for after the turn; null when that is not possible. */
  readonly saveAsReply: (() => void) | null;
  /** Sends a message again that was not sent. */
  readonly retry: (id: string) => void;
  /** Returns a pending message to the draft. */
  readonly moveToDraft: (id: string) => void;
  /** Why the last text is back in the draft, where no refusal explains it. */
  readonly failure: 'line' | 'unknown' | null;
}

interface MessageSenderOptions {
  readonly pending: PendingMessages;
  /** Removes a pending message: its text is back in the draft. */
  readonly discardPending: (id: string) => void;
}

const contentOf = ({ text, note, ask }: PendingMessage): MessageContent => ({
  text,
  ...(note !== undefined && { note }),
  ...(ask !== undefined && { ask }),
});

export function useSendMessage({ pending, discardPending }: MessageSenderOptions): MessageSender {
  const { t } = useLingui();
  const { circle, view } = useCircle();
  const { getTimeline } = useTimelineSource();
  const draft = useMessageDraft({ circle, me: view.mine.person, getTimeline, pending });
  const { failure, setFailure, sendContent, allSent } = useSayCommand();
  const takeFitting = useTakeFitting(draft);
  useRestoreUnsent({ draft, pending, discardPending, onRestore: setFailure });
  useResetAsk(draft);

  const savedReply = useSavedReply(circle, view);
  const saveAsReply = () => {
    const content = draft.take();
    if (!content) return;
    savedReply.save(content);
    announce(t`Saved for later. Only you can see it.`);
  };
  const takePending = (id: string, use: (content: MessageContent) => void) => {
    const message = pending.find((each) => each.id === id);
    if (!message) return;
    discardPending(id);
    use(contentOf(message));
  };
  return {
    ...{ draft, sendContent, savedReply, failure },
    send: async () => {
      const content = takeFitting();
      return content !== null && content !== 'too-long' && sendContent(content);
    },
    sendAll: async () => {
      const content = takeFitting();
      if (content === 'too-long') return false;
      if (content) void sendContent(content);
      return allSent();
    },
    saveAsReply: savedReply.reply === null && maySaveReply(view) ? saveAsReply : null,
    retry: (id) => takePending(id, (content) => void sendContent(content)),
    moveToDraft: (id) => takePending(id, draft.prepend),
  };
}

/** Sends `say`, and knows whether all that is under way arrived. */
function useSayCommand() {
  const { run } = useCircle().command;
  const [failure, setFailure] = useState<MessageSender['failure']>(null);
  const underWay = useRef(new Set<Promise<boolean>>());
  const sendContent = useCallback(
    async (content: MessageContent) => {
      setFailure(null);
      const sent = run({ do: 'say', ...content });
      underWay.current.add(sent);
      const done = await sent;
      underWay.current.delete(sent);
      return done;
    },
    [run],
  );
  const allSent = async () => (await Promise.all(underWay.current)).every(Boolean);
  return { failure, setFailure, sendContent, allSent };
}

/** Takes the draft, unless it is too long: then it stays and the refusal is shown (TXT-3). */
function useTakeFitting(draft: MessageDraft): () => MessageContent | 'too-long' | null {
  const { command } = useCircle();
  return () => {
    if (!isTooLong(draft.getWritten())) return draft.take();
    command.refuse('too-long');
    return 'too-long';
  };
}

interface RestoreOptions extends MessageSenderOptions {
  readonly draft: MessageDraft;
  readonly onRestore: (failure: MessageSender['failure']) => void;
}

/** FLR-3: what was not sent returns to the draft, unless something newer is written there. */
function useRestoreUnsent({ draft, pending, discardPending, onRestore }: RestoreOptions): void {
  useEffect(() => {
    const unsent = new Set(pending.filter((each) => each.state === 'not-sent'));
    const restore = () => {
      if (draft.getWritten().text !== '') return;
      for (const message of unsent) {
        // Before `prepend`, which calls this function again.
        unsent.delete(message);
        draft.prepend(contentOf(message));
        if (message.why === 'line' || message.why === 'unknown') onRestore(message.why);
        discardPending(message.id);
      }
    };
    restore();
    return draft.subscribe(restore);
  }, [pending, draft, discardPending, onRestore]);
}

/** The ask of a turn ends with it, unless a written text waits for the next turn. */
function useResetAsk(draft: MessageDraft): void {
  const { view } = useCircle();
  const isHolder = view.holder === view.mine.person;
  useEffect(() => {
    if (isHolder) return;
    const reset = () => {
      if (draft.getWritten().text === '') draft.setAsk(null);
    };
    reset();
    return draft.subscribe(reset);
  }, [isHolder, draft]);
}
