/** Time zones as people look for them and as screens name them. */
import { t } from '@lingui/core/macro';
import { pageLocale } from '../../lib/i18n/dates.ts';

/** The zone of this browser, such as `Europe/Berlin`. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `Buenos Aires` of `America/Argentina/Buenos_Aires`. */
export const zoneCity = (zone: string): string =>
  zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');

/** `Berlin time`; `UTC` stays. */
export function zoneTimeText(zone: string): string {
  const city = zoneCity(zone);
  return zone.includes('/') ? t`${city} time` : city;
}

/** `Central European Standard Time`; null where the browser has no name for it. `at`: epoch ms. */
export function zoneLongName(zone: string, at: number): string | null {
  const name = new Intl.DateTimeFormat(pageLocale(), { timeZone: zone, timeZoneName: 'long' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return name === undefined || name === zone || /^(GMT|UTC)[+−-]/.test(name) ? null : name;
}

/** Letters alone, so that `sao paulo` finds `America/Sao_Paulo`. */
const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLocaleLowerCase();

interface SearchableZone {
  readonly zone: string;
  readonly city: string;
  readonly text: string;
}

let searchable: readonly SearchableZone[] | null = null;

/** Every zone that this browser knows, with what it can be found by. Built at the first search. */
function searchableZones(at: number): readonly SearchableZone[] {
  searchable ??= [...Intl.supportedValuesOf('timeZone'), 'UTC']
    .filter((zone, index, all) => !zone.startsWith('Etc/') && all.indexOf(zone) === index)
    .map((zone) => ({
      zone,
      city: plainLetters(zoneCity(zone)),
      text: plainLetters(`${zone} ${zoneLongName(zone, at) ?? ''}`),
    }));
  return searchable;
}

/**
 * The zones in whose name all of the words are, those whose city begins with them first; none
 * without words. `at`: epoch ms, for names that change over the year.
 */
export function findZones(words: string, limit: number, at: number): readonly string[] {
  const wanted = plainLetters(words).trim();
  if (wanted === '') return [];
  const each = wanted.split(' ');
  return searchableZones(at)
    .filter(({ text }) => each.every((word) => text.includes(word)))
    .toSorted(
      (one, other) => Number(other.city.startsWith(wanted)) - Number(one.city.startsWith(wanted)),
    )
    .slice(0, limit)
    .map(({ zone }) => zone);
}
