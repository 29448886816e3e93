/**
 * The place page of one circle: what the server says of it, asked again every minute and when the
 * doors open; without a connection what this tab knew last (RHY-7).
 */
import { placeApi } from '@holdspace/client';
import type { CircleCardBody, PlaceBody } from '@holdspace/protocol';
import { useEffect, useRef, useState } from 'react';
import { type QueryFailure, useQuery } from '../lib/api/use-query.ts';
import { claimTabStorage, storeCard, storedCard } from '../lib/storage/circle-storage.ts';
import { now } from '../lib/time/now.ts';
import { type KnownPlace, storedPlace, storePlace } from './known-place.ts';
import { announcePlaceChanges } from './place-speech.ts';

/** Milliseconds between two requests while the page is visible. */
const refreshInterval = 60_000;
/** The longest delay that a browser's timer can wait, ms. */
const maxTimer = 2 ** 31 - 1;

export interface PlaceQuery {
  /** Null before the first answer, where this tab knew nothing. */
  readonly known: KnownPlace | null;
  /** The last request brought it. */
  readonly isCurrent: boolean;
  /** Why there is no answer; null when there is one, or when the first is still under way. */
  readonly failure: QueryFailure | null;
  readonly reload: () => void;
}

interface LastAnswer {
  readonly known: KnownPlace | null;
  readonly hasFailed: boolean;
}

export function usePlace(circle: string): PlaceQuery {
  const [{ known, hasFailed }, setAnswer] = useState<LastAnswer>(() => ({
    known: storedPlace(circle),
    hasFailed: false,
  }));
  /** Of this visit: what changed since an earlier one is read, not heard. */
  const last = useRef<PlaceBody | null>(null);
  const [query, reload] = useQuery(
    async () => {
      try {
        const place = await placeApi({}).place(circle);
        // Before anything of this person is stored: the tab can hold what another one left in it.
        claimTabStorage(circle, place.me.member);
        const fresh = { place, at: now() };
        storePlace(circle, fresh);
        if (last.current) announcePlaceChanges(last.current, place);
        last.current = place;
        setAnswer({ known: fresh, hasFailed: false });
      } catch (fault) {
        setAnswer((before) => ({ ...before, hasFailed: true }));
        throw fault;
      }
    },
    circle,
    refreshInterval,
  );
  useReloadAt(known && doorsOpeningOf(known), reload);
  return {
    ...{ known, reload },
    isCurrent: known !== null && !hasFailed && query.state === 'there',
    failure: query.state === 'failed' ? query : null,
  };
}

/** Epoch ms; null when they are open already or nothing is planned. */
const doorsOpeningOf = ({ place: { next } }: KnownPlace): number | null =>
  next === null || next.open ? null : Date.parse(next.doorsAt);

/** Reloads shortly after that moment by the clock of the server, if it is still to come. */
function useReloadAt(moment: number | null, reload: () => void): void {
  useEffect(() => {
    if (moment === null) return;
    const wait = moment - now();
    if (wait <= 0 || wait > maxTimer) return;
    const timer = setTimeout(reload, wait + 500);
    return () => clearTimeout(timer);
  }, [moment, reload]);
}

/**
 * The card of the circle: agreements, promises, and how one could come in now. `isOpen`: the doors
 * are, which changes the latter. Null before it is loaded.
 */
export function usePlaceCard(circle: string, isOpen: boolean): CircleCardBody | null {
  const [stored] = useState(() => storedCard(circle));
  const [query] = useQuery(
    async (api) => {
      const card = await api.card(circle);
      storeCard(circle, card);
      return card;
    },
    `${circle} ${isOpen}`,
    refreshInterval,
  );
  return query.state === 'there' ? query.value : stored;
}
