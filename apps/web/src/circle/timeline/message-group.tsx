/** Consecutive messages of one person; the messages of a turn are one card (TRN-2). */

import { type Message, pebbleLookOf } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { memo } from 'react';
import { formatTime } from '../../lib/i18n/dates.ts';
import { Pebble } from '../../ui/pebble.tsx';
import type { MessageRights } from '../model/message-actions.ts';
import { HeardLine, type ReceivedGift, ReceivedGifts } from '../resonance/received-resonance.tsx';
import { ResonanceButtons } from '../resonance/resonance.tsx';
import { isVisible, MessageBubble } from './message-bubble.tsx';
import styles from './message-group.module.css';
import type { MessageGroupRow } from './timeline-rows.ts';

interface MessageGroupProps {
  readonly group: MessageGroupRow;
  readonly name: string;
  readonly byParticipant: boolean;
  readonly rights: MessageRights;
  /** The circle heard this turn (RES-1). */
  readonly heard: boolean;
  /** All resonance that this person got; none for the cards of others. */
  readonly gifts: readonly ReceivedGift[];
  /** The current or last turn: resonance is offered here. */
  readonly offersResonance: boolean;
  /** True for the last group when no own message is pending. */
  readonly sent: boolean;
}

/** Drawn again only when a property changes: all of them keep their reference. */
export const MessageGroup = memo(function MessageGroup(props: MessageGroupProps) {
  const { group, name, byParticipant, rights, heard, gifts, offersResonance, sent } = props;
  const own = group.by === rights.me;
  const { hue } = pebbleLookOf(group.by);
  const [first] = group.messages;
  return (
    <li
      className={styles.group}
      data-own={own || undefined}
      data-facilitation={group.facilitation || undefined}
    >
      <Pebble id={group.by} size={36} />
      <div className={styles.said}>
        <p className={styles.head}>
          <b id={`by-${group.id}`} className={styles.name} data-hue={hue}>
            {own ? <Trans>You</Trans> : <bdi>{name}</bdi>}
          </b>
          {group.facilitation && (
            <span className={styles.role}>
              <Trans>facilitator</Trans>
            </span>
          )}
          {first && <time className={styles.time}>{formatTime(first.at)}</time>}
        </p>
        {group.messages.map((message) => (
          <MessageBubble
            key={message.id}
            by={`by-${group.id}`}
            gifts={giftsFor(gifts, message)}
            {...{ message, byParticipant, rights }}
          />
        ))}
        {own && sent && !group.messages.at(-1)?.held && (
          <p className={styles.time}>
            <Trans>Sent</Trans>
          </p>
        )}
        {!own && heard && <HeardLine name={name} />}
        {own && group.turn && (
          <ReceivedGifts gifts={gifts.filter(({ turn }) => turn === group.turn)} />
        )}
        {offersResonance && group.turn && !own && group.messages.some(isVisible) && (
          <ResonanceButtons turn={group.turn} to={group.by} />
        )}
      </div>
    </li>
  );
});

const noGifts: readonly ReceivedGift[] = [];

/** The gifts for a message outside of turns; the same empty list for most. */
function giftsFor(gifts: readonly ReceivedGift[], { id }: Message): readonly ReceivedGift[] {
  const own = gifts.filter(({ turn, message }) => turn === null && message === id);
  return own.length === 0 ? noGifts : own;
}
