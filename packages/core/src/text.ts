/** What is wrong with a text that somebody sends to the desk or the circle; null when it is fit. */
import { firstRefusal } from './kernel.ts';
import type { RefusalCode } from './vocabulary.ts';
import { maxText } from './vocabulary.ts';

export const isBlank = (text: string): boolean => text.trim() === '';

export const unfitText = (text: string): RefusalCode | null =>
  firstRefusal(isBlank(text) && 'empty', text.length > maxText && 'too-long');
