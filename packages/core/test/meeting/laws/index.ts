/** All laws there are. */
import { floorLaws } from './floor.ts';
import type { Laws } from './law.ts';
import { leadingLaws } from './leading.ts';
import { modeLaws } from './modes.ts';
import { receiptLaws } from './receipts.ts';
import { wordLaws } from './words.ts';

export const laws: Laws = {
  ...floorLaws,
  ...modeLaws,
  ...leadingLaws,
  ...wordLaws,
  ...receiptLaws,
};
