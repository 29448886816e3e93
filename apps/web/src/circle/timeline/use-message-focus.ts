/**
 * The message list is one stop for the Tab key: one message can be focused. Arrow keys, Home and
 * End move the focus between messages, Escape returns to the composer.
 */
import type { Message } from '@holdspace/protocol';
import { type KeyboardEvent, type RefObject, useState } from 'react';

/** The message that the Tab key reaches. */
export const focusableMessageIn = (list: HTMLElement): HTMLElement | null =>
  list.querySelector<HTMLElement>('[data-message][tabindex="0"]');

export interface MessageFocus {
  readonly focusableId: string | undefined;
  readonly onFocusMessage: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

export function useMessageFocus(
  list: RefObject<HTMLElement | null>,
  timeline: readonly Message[],
  focusComposer: () => void,
): MessageFocus {
  const [focused, setFocused] = useState<string | null>(null);
  const latest = timeline.at(-1)?.id;
  // At the latest message the stop moves on with each new one.
  const onFocusMessage = (id: string) => setFocused(id === latest ? null : id);
  const isThere = focused !== null && timeline.some(({ id }) => id === focused);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const messages = [...(list.current?.querySelectorAll<HTMLElement>('[data-message]') ?? [])];
    const { target } = event;
    const index = target instanceof HTMLElement ? messages.indexOf(target) : -1;
    if (index < 0) return;
    if (event.key === 'Escape') return focusComposer();
    const next = {
      ArrowUp: messages[index - 1],
      ArrowDown: messages[index + 1],
      Home: messages[0],
      End: messages.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    onFocusMessage(next.dataset.message ?? '');
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  return { focusableId: isThere ? focused : latest, onFocusMessage, onKeyDown };
}
