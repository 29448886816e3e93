/// <reference lib="esnext.temporal" />
/** What local times mean in the time zones of the world: the port of RHY-2, by Node's `Temporal`. */
import type { ZoneRules } from '@holdspace/core';

/** The name as the IANA list writes it, for a name in any case; null for anything else. */
export function zoneNameOf(zone: string): string | null {
  if (!/^[A-Za-z]/.test(zone)) return null;
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId;
  } catch {
    return null;
  }
}

const zonedAt = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

export const zoneRules: ZoneRules = {
  instantOf(date, at, zone) {
    const asked = Temporal.PlainDateTime.from(`${date}T${at}`);
    const first = asked.toZonedDateTime(zone, { disambiguation: 'earlier' });
    const last = asked.toZonedDateTime(zone, { disambiguation: 'later' });
    if (first.epochMilliseconds === last.epochMilliseconds) {
      return { at: first.epochMilliseconds, adjusted: null };
    }
    // In a gap both are other local times, and the later one is later by the gap.
    return first.toPlainDateTime().equals(asked)
      ? { at: first.epochMilliseconds, adjusted: 'twice' }
      : { at: last.epochMilliseconds, adjusted: 'gap' };
  },
  dateOf: (at, zone) => zonedAt(at, zone).toPlainDate().toString(),
  offsetOf: (at, zone) => Math.round(zonedAt(at, zone).offsetNanoseconds / 1e6),
  isZone: (zone) => zoneNameOf(zone) !== null,
};
