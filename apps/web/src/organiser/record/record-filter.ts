/** What the house record is filtered by, as the form has it and as the server is asked. */
import type { HouseRecordQuery } from '@holdspace/protocol';

export interface RecordFilter {
  /** `''` matches everybody, everything, every circle and every day. */
  readonly by: string;
  readonly what: string;
  readonly circle: string;
  /** Days as `<input type="date">` has them; `to` is the last one that is shown. */
  readonly from: string;
  readonly to: string;
}

export const noFilter: RecordFilter = { by: '', what: '', circle: '', from: '', to: '' };

export const isFiltered = (filter: RecordFilter): boolean =>
  Object.values(filter).some((each) => each !== '');

/** The first day is after the last one. */
export const isSpanWrong = ({ from, to }: RecordFilter): boolean =>
  from !== '' && to !== '' && from > to;

/** Days begin at midnight where the person is. */
export function recordQueryOf({ by, what, circle, from, to }: RecordFilter): HouseRecordQuery {
  return {
    ...(by === '' ? {} : { by }),
    ...(what === '' ? {} : { what }),
    ...(circle === '' ? {} : { circle }),
    ...(from === '' ? {} : { from: startOf(from, 0) }),
    ...(to === '' ? {} : { to: startOf(to, 1) }),
  };
}

/** The start of a day, or of one so many days later, in the zone of the person. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
