/** Lengths of time in the language of the page. */
import { plural, t } from '@lingui/core/macro';

/** `45 minutes`, `1 hour`, `1 hour and 15 minutes`. */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const hoursSaid = plural(hours, { one: '# hour', other: '# hours' });
  const restSaid = plural(rest, { one: '# minute', other: '# minutes' });
  if (hours === 0) return restSaid;
  return rest === 0 ? hoursSaid : t`${hoursSaid} and ${restSaid}`;
}

/** `45 min`, `1 h`, `1 h 15 min`: where there is little room. */
export function shortDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t`${rest} min`;
  return rest === 0 ? t`${hours} h` : t`${hours} h ${rest} min`;
}
