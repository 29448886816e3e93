/**
 * How much room a text field has left, counted as the server counts it (TXT-3). Nothing is ever
 * cut: what is too long stays in the field, and the field says by how much. It is said once when
 * the room becomes little, when it is over, and when the text fits again, not at every key.
 */
import { excessLength, maxTextLength } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { announceTextLimit } from '../lib/speech/page-rules.ts';

/** Of the room, this part is little. */
const lowShare = 0.1;

export interface TextLimit {
  /** The number of characters over the limit; 0 when the text fits. */
  readonly excess: number;
  /** Null as long as there is plenty. */
  readonly text: string | null;
}

export type TextLimitState = 'plenty' | 'little' | 'over';

/** Compares the trimmed text with its limit, in characters. */
export function textLimitOf(
  text: string,
  limit = maxTextLength,
): { excess: number; left: number; is: TextLimitState } {
  const inside = text.trim();
  const excess = excessLength(inside, limit);
  const left = Math.max(limit - inside.length, 0);
  const isLittle = Number.isFinite(limit) && inside.length > 0 && left <= limit * lowShare;
  const is = excess > 0 ? 'over' : isLittle ? 'little' : 'plenty';
  return { excess, left, is };
}

export function useTextLimit(text: string, limit = maxTextLength): TextLimit {
  const { t } = useLingui();
  const { excess, left, is } = textLimitOf(text, limit);
  const inParts = limit === maxTextLength;
  const words =
    is === 'plenty'
      ? null
      : is === 'little'
        ? plural(left, { one: 'Room for # more character.', other: 'Room for # more characters.' })
        : inParts
          ? plural(excess, {
              one: 'This is # character too long. Nothing was cut. Shorten it, or send it in parts.',
              other:
                'This is # characters too long. Nothing was cut. Shorten it, or send it in parts.',
            })
          : plural(excess, {
              one: 'This is # character too long. Nothing was cut. Shorten it a little.',
              other: 'This is # characters too long. Nothing was cut. Shorten it a little.',
            });
  const before = useRef(is);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said when it becomes so, once
  useEffect(() => {
    const was = before.current;
    before.current = is;
    if (was === is) return;
    if (words) announceTextLimit(words);
    else if (was === 'over') announceTextLimit(t`It fits now.`);
  }, [is]);
  return { excess, text: words };
}
