/**
 * The last message before the person looked away. The line stays while they read, and ends when
 * they write or look away again.
 */
import type { Message, MessageId } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface UnreadMarker {
  readonly lastSeen: MessageId | null;
  readonly clear: () => void;
}

export function useUnreadMarker(timeline: readonly Message[]): UnreadMarker {
  const [seen, setSeen] = useState<MessageId | null>(null);
  const last = useRef<MessageId | null>(null);
  last.current = timeline.at(-1)?.id ?? null;
  const away = useRef(false);

  useEffect(() => {
    const change = () => {
      const isAway = document.hidden || !document.hasFocus();
      if (isAway === away.current) return;
      away.current = isAway;
      // Back, and nothing came meanwhile: no line, now or later.
      setSeen((before) =>
        isAway || before === last.current ? (isAway ? last.current : null) : before,
      );
    };
    document.addEventListener('visibilitychange', change);
    window.addEventListener('blur', change);
    window.addEventListener('focus', change);
    return () => {
      document.removeEventListener('visibilitychange', change);
      window.removeEventListener('blur', change);
      window.removeEventListener('focus', change);
    };
  }, []);

  const clear = useCallback(() => setSeen(null), []);
  return { lastSeen: seen, clear };
}
