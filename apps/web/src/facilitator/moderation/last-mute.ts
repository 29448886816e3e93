/**
 * The reason and the sentence of a mute that is one press away: what this facilitator wrote last
 * in this circle, in this tab, else a kind sentence about pace. It can be changed before and after.
 */
import type { Reason } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { tabStorage } from '../../lib/storage/storage.ts';
import { suggestedSentences } from './suggested-sentences.ts';

export interface LastMute {
  readonly reason: Reason;
  readonly note: string;
}

const storageKey = (circle: string): string => `facilitator:${circle}:mute`;

export function lastMute(circle: string, words: (sentence: MessageDescriptor) => string): LastMute {
  const [first] = suggestedSentences.mute;
  return (
    tabStorage.read<LastMute>(storageKey(circle)) ?? {
      reason: 'pace',
      note: first ? words(first) : '',
    }
  );
}

export const storeLastMute = (circle: string, mute: LastMute): void =>
  tabStorage.write(storageKey(circle), mute);
