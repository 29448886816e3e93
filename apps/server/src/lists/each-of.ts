/** Runs the work for each of them, so many at the same time. Rejects with the first fault. */
export async function eachOf<Each>(
  all: Iterable<Each>,
  concurrency: number,
  work: (each: Each) => Promise<void>,
): Promise<void> {
  const rest = all[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (let each = rest.next(); !each.done; each = rest.next()) await work(each.value);
  };
  await Promise.all(Array.from({ length: concurrency }, next));
}
