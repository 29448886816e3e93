/** Fields that several HTTP bodies have. */
import { z } from 'zod';
import { maxNameLength } from './lengths.ts';

/** The name of a person or a circle. */
export const nameField = z.string().trim().min(1).max(maxNameLength);
/** An instant with an offset. */
export const moment = z.iso.datetime({ offset: true });
/** Makes a repeated request harmless: new for each intent, the same at each retry. */
export const requestId = z.string().min(16).max(64);
