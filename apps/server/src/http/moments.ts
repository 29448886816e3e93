/** Times in requests that may be written as a day. */
import type { CircleState, Millis } from '@holdspace/core';
import { momentField } from '@holdspace/protocol/http';
import { z } from 'zod';
import { zoneRules } from '../circles/zone-rules.ts';
import { fieldError } from './http-errors.ts';

const date = z.iso.date();

/**
 * A time with an offset; or a day, which begins at 00:00 in the zone of the circle's rhythm, in UTC
 * without one. Throws an error for the field.
 */
export function readMoment(
  field: string,
  written: string,
  { rhythm }: Pick<CircleState, 'rhythm'>,
): Millis {
  if (date.safeParse(written).success) {
    return zoneRules.instantOf(written, '00:00', rhythm?.rule.zone ?? 'UTC').at;
  }
  if (momentField.safeParse(written).success) return Date.parse(written);
  throw fieldError({
    [field]: 'Needs a day, 2027-03-02, or a date, a time and a zone: 2027-03-02T19:00:00Z.',
  });
}
