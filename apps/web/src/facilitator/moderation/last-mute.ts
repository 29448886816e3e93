/**
 * Reason and sentence of the quick mute: those of the last mute by this facilitator in this circle
 * and tab, or a kind sentence about pace when there is none yet.
 */
import type { Reason } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { tabStorage } from '../../lib/storage/storage.ts';
import { suggestedSentences } from './sentences.ts';

export interface LastMute {
  readonly reason: Reason;
  readonly note: string;
}

const storageKey = (circle: string): string => `facilitator:${circle}:mute`;

export function lastMute(
  circle: string,
  textOf: (sentence: MessageDescriptor) => string,
): LastMute {
  const [first] = suggestedSentences.mute;
  return (
    tabStorage.read<LastMute>(storageKey(circle)) ?? {
      reason: 'pace',
      note: first ? textOf(first) : '',
    }
  );
}

export const storeLastMute = (circle: string, mute: LastMute): void =>
  tabStorage.write(storageKey(circle), mute);
