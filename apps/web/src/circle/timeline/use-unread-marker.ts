/**
 * The last message before the person looked away. The line stays while they read, and ends when
 * they write or look away again.
 */
import type { MessageId } from '@holdspace/protocol';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTimelineSource } from '../model/circle-view.ts';

export interface UnreadMarker {
  readonly lastSeen: MessageId | null;
  readonly clear: () => void;
}

export function useUnreadMarker(): UnreadMarker {
  const { getTimeline } = useTimelineSource();
  const [seen, setSeen] = useState<MessageId | null>(null);
  const away = useRef(false);

  useEffect(() => {
    const change = () => {
      const isAway = document.hidden || !document.hasFocus();
      if (isAway === away.current) return;
      away.current = isAway;
      const last = getTimeline().at(-1)?.id ?? null;
      // Back, and nothing came meanwhile: no line, now or later.
      setSeen((before) => (isAway || before === last ? (isAway ? last : null) : before));
    };
    document.addEventListener('visibilitychange', change);
    window.addEventListener('blur', change);
    window.addEventListener('focus', change);
    return () => {
      document.removeEventListener('visibilitychange', change);
      window.removeEventListener('blur', change);
      window.removeEventListener('focus', change);
    };
  }, [getTimeline]);

  const clear = useCallback(() => setSeen(null), []);
  return useMemo(() => ({ lastSeen: seen, clear }), [seen, clear]);
}
