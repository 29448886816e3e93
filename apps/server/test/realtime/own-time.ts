/**
 * Measures how long something takes in the time that this process had: nodes and clients of a test
 * are in it, and a moment in which it gets no processor is not theirs.
 */

const tick = 10;

/** Milliseconds until `work` is done; a stall counts as one tick. */
export async function ownTimeOf(work: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  const timer = setInterval(() => ticks++, tick);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return ticks * tick;
}
