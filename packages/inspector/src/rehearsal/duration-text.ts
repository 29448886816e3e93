const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const units = { ms: 1, s: second, m: minute, h: hour, d: 24 * hour } as const;
/** The format has six digits at most. */
const limit = 1_000_000;

/** Milliseconds as the rehearsal format writes them, in the smallest unit that fits. */
export function durationText(millis: number): string {
  for (const [unit, length] of Object.entries(units)) {
    const count = Math.round(millis / length);
    if (count < limit) return `${count}${unit}`;
  }
  return `${limit - 1}d`;
}
