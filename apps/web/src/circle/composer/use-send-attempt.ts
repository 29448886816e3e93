/** Whether a message may be sent now, and what a press shows when it may not. */
import type { RefusalCode } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { announceRefusal } from '../../lib/speech/page-rules.ts';
import { useCircle } from '../model/circle-context.ts';
import { refusalText } from '../model/refusal-text.ts';
import { isTooLong, type WrittenMessage } from './message-content.ts';
import { useMaySendInSlowMode } from './use-slow-mode.ts';

export interface SendPermission {
  /** This person has a voice now, whatever is written. */
  readonly maySend: boolean;
  /** Why the draft cannot be sent now; null when it can. */
  readonly refusal: RefusalCode | null;
}

export function useSendPermission(written: WrittenMessage): SendPermission {
  const { view } = useCircle();
  const maySendSlowly = useMaySendInSlowMode(view);
  const { canSay } = view.mine;
  const maySend = canSay === true || maySendSlowly;
  const refusal = (): RefusalCode | null => {
    if (canSay !== true && !maySend) return canSay;
    if (written.text.trim() === '') return 'empty';
    return isTooLong(written) ? 'too-long' : null;
  };
  return { maySend, refusal: refusal() };
}

interface SendAttemptOptions {
  readonly written: WrittenMessage;
  readonly refusal: RefusalCode | null;
  readonly send: () => Promise<boolean>;
}

export interface SendAttempt {
  /** The reason that the last press met, as long as it holds. */
  readonly shownRefusal: RefusalCode | null;
  /** Sends, or shows and speaks why not. */
  readonly trySend: () => void;
}

export function useSendAttempt({ written, refusal, send }: SendAttemptOptions): SendAttempt {
  const { view } = useCircle();
  const { i18n } = useLingui();
  const [pressed, setPressed] = useState<RefusalCode | null>(null);
  // A reason that ended is not shown again when it comes back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each change of the reason alone
  useEffect(() => setPressed(null), [refusal, written.text === '']);
  const trySend = () => {
    setPressed(refusal);
    if (refusal) announceRefusal(i18n._(refusalText(view, refusal)));
    else void send();
  };
  return { shownRefusal: pressed === refusal ? pressed : null, trySend };
}
