/** Fields that several HTTP bodies have. */
import { z } from 'zod';
import { maxNameLength } from './lengths.ts';

/** The name of a person or a circle. */
export const nameField = z.string().trim().min(1).max(maxNameLength);
/** Later times are none that a calendar can name with four digits for the year. */
const endOfTime = Date.UTC(9999, 0, 1);
/** An instant with an offset. */
export const moment = z.iso
  .datetime({ offset: true })
  .refine((written) => !(Date.parse(written) >= endOfTime), {
    error: 'Choose a time before the year 9999.',
  });
/** Makes a repeated request harmless: new for each intent, the same at each retry. */
export const requestId = z.string().min(16).max(64);
