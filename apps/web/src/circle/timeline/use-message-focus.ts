/**
 * The message list is one stop for the Tab key: one message can be focused. Arrow keys, Home and
 * End move the focus between messages, Escape returns to the composer. The stop is an attribute
 * that this file moves from element to element, so a new message draws no other one again.
 */
import type { Message } from '@holdspace/protocol';
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
} from 'react';
import { focusTarget } from '../../ui/focus-table.ts';
import { messageElementIn } from './message-element.ts';

/** The message that the Tab key reaches. */
export const focusableMessageIn = (list: HTMLElement): HTMLElement | null =>
  list.querySelector<HTMLElement>('[data-message][tabindex="0"]');

const messagesIn = (list: HTMLElement): readonly HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>('[data-message]'),
];

function moveTabStop(before: HTMLElement | null, to: HTMLElement | null): void {
  if (before === to) return;
  const marks = Object.entries(focusTarget('messages'));
  if (before) {
    before.tabIndex = -1;
    for (const [name] of marks) before.removeAttribute(name);
  }
  if (!to) return;
  to.tabIndex = 0;
  for (const [name, value] of marks) to.setAttribute(name, value);
}

interface MessageFocusOptions {
  readonly list: RefObject<HTMLElement | null>;
  readonly timeline: readonly Message[];
  /** Changes whenever what is shown does. */
  readonly content: unknown;
  readonly focusComposer: () => void;
}

export interface MessageFocus {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

export function useMessageFocus(options: MessageFocusOptions): MessageFocus {
  const { list, timeline, content, focusComposer } = options;
  /** The message that last had the focus; null: the stop is at the latest one. */
  const focused = useRef<string | null>(null);
  const stop = useRef<HTMLElement | null>(null);
  const latest = timeline.at(-1)?.id;

  const placeTabStop = useCallback(() => {
    const element = list.current;
    if (!element) return;
    const find = (id: string | null | undefined) => (id ? messageElementIn(element, id) : null);
    const next = find(focused.current) ?? find(latest);
    moveTabStop(stop.current, next);
    stop.current = next;
  }, [list, latest]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the content
  useLayoutEffect(placeTabStop, [placeTabStop, content]);

  const onFocusMessage = (element: HTMLElement) => {
    const id = element.dataset.message ?? null;
    // At the latest message the stop moves on with each new one.
    focused.current = id === latest ? null : id;
    placeTabStop();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const messages = list.current ? messagesIn(list.current) : [];
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
    onFocusMessage(next);
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    if (target.dataset.message !== undefined) onFocusMessage(target);
  };
  return { onFocus, onKeyDown };
}
