/**
 * Focus and keys of the options of a message: one stop for the Tab key, arrow keys inside, Escape
 * and Back close them and return the focus to the message.
 */
import type { Message } from '@holdspace/protocol';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useBackCloses } from '../ui/back-button.ts';

/** The action that waits for a confirmation. */
export type MessageQuestion = 'take-back' | 'hide';

interface MessageToolbarOptions {
  readonly message: Message;
  /** Nothing can be done with the message any more: the options close. */
  readonly isEmpty: boolean;
  readonly question: MessageQuestion | null;
  readonly onClose: () => void;
}

interface MessageToolbar {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Closes and focuses the message. */
  readonly close: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function useMessageToolbar(options: MessageToolbarOptions): MessageToolbar {
  const { message, isEmpty, question, onClose } = options;
  const ref = useRef<HTMLDivElement>(null);
  const close = () => {
    const bubble = ref.current?.parentElement?.querySelector<HTMLElement>(
      `[data-message="${CSS.escape(message.id)}"]`,
    );
    onClose();
    bubble?.focus();
  };
  useBackCloses(true, () => close());

  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons change with the question
  useEffect(() => {
    ref.current?.querySelector('button')?.focus();
  }, [question]);
  // The person who removed the message returns to it; the focus of others does not move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when nothing is left to do
  useEffect(() => {
    if (!isEmpty) return;
    const focused = document.activeElement;
    if (focused === document.body || ref.current?.contains(focused)) close();
    else onClose();
  }, [isEmpty]);

  const onKeyDown = (event: KeyboardEvent) => {
    // A dialog that a facilitator opened from here has its own keys.
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...(ref.current?.querySelectorAll('button') ?? [])];
    const current = buttons.findIndex((button) => button.isSameNode(document.activeElement));
    buttons.at((current + step) % buttons.length)?.focus();
  };
  return { ref, close, onKeyDown };
}
