/** Waiting that ends: every answer of Redis has a deadline, and what waits on it too. */

/** Rejects with what `late` makes when the work takes longer; the work itself goes on. */
export async function withDeadline<T>(
  work: Promise<T>,
  deadline: number,
  late: () => Error,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), deadline);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
