/**
 * How much room a text field has left, counted as the server counts it (TXT-3). Nothing is ever
 * cut: what is too long stays in the field, and the field says by how much. It is said once when
 * the room becomes little, when it is over, and when the text fits again, not at every key.
 */
import { excessOf, maxText } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { sayRoom } from '../words/spoken.ts';

/** Of the room, this part is little. */
const little = 0.1;

export interface Room {
  /** So many characters are too many; 0 when it fits. */
  readonly excess: number;
  /** Null as long as there is plenty. */
  readonly words: string | null;
}

export type Standing = 'plenty' | 'little' | 'over';

/** How a text stands to its limit, in characters; what stands around it does not count. */
export function roomOf(
  text: string,
  limit = maxText,
): { excess: number; left: number; is: Standing } {
  const inside = text.trim();
  const excess = excessOf(inside, limit);
  const left = Math.max(limit - inside.length, 0);
  const isLittle = Number.isFinite(limit) && inside.length > 0 && left <= limit * little;
  const is = excess > 0 ? 'over' : isLittle ? 'little' : 'plenty';
  return { excess, left, is };
}

export function useRoom(text: string, limit = maxText): Room {
  const { t } = useLingui();
  const { excess, left, is } = roomOf(text, limit);
  const inParts = limit === maxText;
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
    if (words) sayRoom(words);
    else if (was === 'over') sayRoom(t`It fits now.`);
  }, [is]);
  return { excess, words };
}
