/**
 * The way into the meeting: one press once the doors are open, as at the door itself. Before that
 * it says when they open, and appears by itself.
 */
import type { CircleCardBody, PlaceBody, PlaceNextMeeting, Seat } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { EntranceNotice, entranceState, JoinEffectText } from '../join/invitation/entrance.tsx';
import { formatTime } from '../lib/i18n/dates.ts';
import { paths } from '../lib/paths.ts';
import { storeCard, storeJoinChoice } from '../lib/storage/circle-storage.ts';
import { SeatChoice } from '../participant/entrance/seat-choice.tsx';
import { Button } from '../ui/button.tsx';
import styles from './place.module.css';
import { announceDoorsOpened } from './place-speech.ts';

interface WayInProps {
  readonly place: PlaceBody;
  readonly next: PlaceNextMeeting;
  readonly card: CircleCardBody | null;
}

export function WayIn({ place, next, card }: WayInProps) {
  const facilitates = place.me.role === 'facilitator';
  useAnnounceOpening(next.open);
  if (facilitates) return <FacilitatorEntrance circle={place.circle} />;
  if (!next.open) {
    // The day stands above.
    const doors = formatTime(Date.parse(next.doorsAt));
    return (
      <p className={styles.about}>
        <Trans>The doors open at {doors}. The way in appears here by itself.</Trans>
      </p>
    );
  }
  if (place.agreements.changed) {
    return (
      <p className={styles.about}>
        <Trans>The doors are open. Please read first what changed in our agreements.</Trans>
      </p>
    );
  }
  return <MemberEntrance place={place} card={card} />;
}

/** Facilitators go in when they like: they open the doors. */
function FacilitatorEntrance({ circle }: { readonly circle: string }) {
  const go = useGoIn(circle);
  return (
    <Button kind="primary" size="l" wide onClick={go}>
      <Trans>Come in</Trans>
    </Button>
  );
}

interface MemberEntranceProps {
  readonly place: PlaceBody;
  readonly card: CircleCardBody | null;
}

function MemberEntrance({ place, card }: MemberEntranceProps) {
  const { circle, seat: ownSeat } = place;
  const entrance = card && entranceState(card, false);
  const isFull = entrance?.isFull === true;
  // Who waits for a seat says that they would share, and listens until it comes (RHY-6).
  const listensFirst = card?.entrance?.listensFirst === true;
  const waits = ownSeat === 'waiting' && !listensFirst;
  const comesToListen = isFull || waits || ownSeat === 'not-this-time';
  const [chosen, setSeat] = useState<Seat | null>(null);
  const seat = chosen ?? (comesToListen ? 'listener' : 'sharer');
  const go = useGoIn(circle);
  const join = () => {
    storeJoinChoice(circle, { seat, firstTime: false });
    if (card) storeCard(circle, card);
    go();
  };
  return (
    <>
      {entrance && card && <EntranceNotice entrance={entrance} seats={card.seats} />}
      <SeatChoice value={seat} waits={listensFirst && seat === 'sharer'} onChange={setSeat} />
      <Button kind="primary" size="l" wide onClick={join}>
        {isFull && seat === 'listener' ? (
          <Trans>Join and listen</Trans>
        ) : entrance?.byThemselves ? (
          <Trans>Join the circle</Trans>
        ) : (
          <Trans>Join the waiting room</Trans>
        )}
      </Button>
      {entrance && <JoinEffectText entrance={entrance} />}
    </>
  );
}

/** The circle stays one entry of the history (PAGE-2). */
function useGoIn(circle: string): () => void {
  const [, navigate] = useLocation();
  return () => navigate(paths.circle(circle), { replace: true, state: history.state });
}

/** Spoken when they open while the page is there, since the button comes without a press. */
function useAnnounceOpening(isOpen: boolean): void {
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !wasOpen.current) announceDoorsOpened();
    wasOpen.current = isOpen;
  }, [isOpen]);
}
