/** What personal invitations are called when they have no names of people on them. */
import { t } from '@lingui/core/macro';

/** So many cards are made at once; each is a request of its own. */
export const maxCards = 40;
export const isCardCount = (text: string): boolean =>
  Number.isInteger(Number(text)) && Number(text) >= 1 && Number(text) <= maxCards;

/** `Card 1`, `Card 2`, …: so many that are not taken yet. */
export function cardLabels(count: number, taken: readonly string[] = []): readonly string[] {
  const labels: string[] = [];
  for (let number = 1; labels.length < count; number++) {
    const label = t`Card ${number}`;
    if (!taken.includes(label)) labels.push(label);
  }
  return labels;
}
