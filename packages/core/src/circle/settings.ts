/** What an organiser changes about a circle that is open: what it is called, and its settings. */
import type { Refusal, Slot } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import type { CircleSettings } from '../settings.ts';
import { isBlank, textRefusal } from '../text.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import type { CircleState } from './state.ts';
import { circleSlots } from './state.ts';

type CircleDecision = readonly CircleEvent[] | Refusal;

/** Lists of words are equal when all their words are. */
const isEqualData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function setSettings(
  { settings: now }: CircleState,
  { settings }: CircleCommand & { do: 'set-settings' },
): CircleDecision {
  const changed = Object.entries(settings).filter(
    ([key, value]) => value !== undefined && !isEqualData(value, now[key as keyof CircleSettings]),
  );
  return changed.length === 0
    ? []
    : [{ type: 'SettingsChanged', settings: Object.fromEntries(changed) }];
}

/** Refusals: `empty` for a name or an agreement without words, `too-long`. */
export function renameCircle(
  state: CircleState,
  { name, purpose, agreements }: CircleCommand & { do: 'rename' },
): CircleDecision {
  const wrong = firstRefusal(
    ...[...(name === undefined ? [] : [name]), ...(agreements ?? [])].map((text) =>
      textRefusal(text),
    ),
    purpose !== undefined && !isBlank(purpose) && textRefusal(purpose),
  );
  if (wrong) return refuse(wrong);
  const words: Record<Slot, string> = {};
  const erases: Slot[] = [];
  if (name !== undefined) words[circleSlots.name] = name;
  if (purpose !== undefined) {
    if (isBlank(purpose)) erases.push(circleSlots.purpose);
    else words[circleSlots.purpose] = purpose;
  }
  agreements?.forEach((agreement, n) => {
    words[circleSlots.agreement(n)] = agreement;
  });
  for (let n = agreements?.length ?? state.agreements; n < state.agreements; n++) {
    erases.push(circleSlots.agreement(n));
  }
  if (Object.keys(words).length + erases.length === 0) return [];
  const count = agreements === undefined ? {} : { agreements: agreements.length };
  return [{ type: 'CircleRenamed', ...count, words, ...(erases.length > 0 ? { erases } : {}) }];
}
