/**
 * The reason and the sentence of a mute that is one press away: what this facilitator wrote last
 * in this circle, in this tab, else a kind sentence about pace. It can be changed before and after.
 */
import type { Reason } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { tabStorage } from '../lib/storage.ts';
import { sentences } from './sentences.ts';

export interface UsualMute {
  readonly reason: Reason;
  readonly note: string;
}

const key = (circle: string): string => `facilitator:${circle}:mute`;

export function usualMute(
  circle: string,
  words: (sentence: MessageDescriptor) => string,
): UsualMute {
  const [first] = sentences.mute;
  return (
    tabStorage.read<UsualMute>(key(circle)) ?? { reason: 'pace', note: first ? words(first) : '' }
  );
}

export const keepAsUsual = (circle: string, mute: UsualMute): void =>
  tabStorage.write(key(circle), mute);
