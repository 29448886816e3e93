const second = 1000;

/** Milliseconds as the rehearsal format writes them: up to six digits and a unit. */
export function durationText(millis: number): string {
  const whole = Math.round(millis);
  if (whole < 1_000_000) return `${whole}ms`;
  const seconds = Math.round(whole / second);
  return seconds < 1_000_000 ? `${seconds}s` : `${Math.round(seconds / 60)}m`;
}
