/**
 * The card of a circle one belongs to: its name, agreements, resonance words and support.
 * What the join page saw is shown at once; the server's is asked for meanwhile.
 */
import type { CircleCardBody, Phase } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { storeCard, storedCard } from '../../lib/storage/circle-storage.ts';

/** Asked for again whenever `phase` changes: at the end it names the next meeting. */
export function useCircleCard(circle: string, phase: Phase | undefined): CircleCardBody | null {
  const [card, setCard] = useState<CircleCardBody | null>(() => storedCard(circle));
  useEffect(() => {
    // Before there is a view it is not known whether this browser belongs here.
    if (phase === undefined) return;
    const gone = new AbortController();
    fetch(`/api/circles/${encodeURIComponent(circle)}/card`, {
      headers: { accept: 'application/json' },
      signal: gone.signal,
    })
      .then(async (response) => {
        if (!response.ok) return;
        const fresh = (await response.json()) as CircleCardBody;
        storeCard(circle, fresh);
        setCard(fresh);
      })
      .catch(() => {
        // Away: the kept card, or none, is what there is; the connection says so itself.
      });
    return () => gone.abort();
  }, [circle, phase]);
  return card;
}
