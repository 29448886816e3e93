/**
 * Text on the screen that is also spoken when it appears and when it changes: the result of a press
 * or a refusal. It is no live region of its own; the speech table has its rows.
 */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { commandRefused, commandSucceeded } from '../lib/speech/page-rules.ts';
import { speak } from '../lib/speech/speech-queue.ts';

/** Speaks what an element says; `no`: a press was refused. */
export function useSpokenText(
  element: RefObject<HTMLElement | null>,
  how: 'answer' | 'no' | null,
): void {
  const said = useRef('');
  useEffect(() => {
    const words = element.current?.textContent?.trim() ?? '';
    if (how === null || words === said.current) return;
    said.current = words;
    if (words !== '') speak((how === 'no' ? commandRefused : commandSucceeded).of(words));
  });
}

interface SpokenTextProps {
  readonly kind?: 'answer' | 'no';
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

export function SpokenText({ kind: how = 'answer', className, children }: SpokenTextProps) {
  const element = useRef<HTMLParagraphElement>(null);
  useSpokenText(element, how);
  return (
    <p ref={element} className={className}>
      {children}
    </p>
  );
}
