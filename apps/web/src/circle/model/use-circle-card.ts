/**
 * The card of a circle: its name, agreements, resonance words and resources. The card that the
 * join page stored is shown at once, while the current one is loaded.
 */
import type { CircleCardBody, Phase } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { storeCard, storedCard } from '../../lib/storage/circle-storage.ts';

/** Loads it again after each change of `phase`: at the end it names the next meeting. */
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
        // Not reached: the stored card stays; the connection notice says why.
      });
    return () => gone.abort();
  }, [circle, phase]);
  return card;
}
