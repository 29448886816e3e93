/**
 * A contract with a library: sentences about behaviour that its documentation does not promise,
 * each with a check. A contract test runs the checks twice: on the installed version, where all
 * must hold, and on doctored versions, where the matching sentence must be reported.
 */

/** Waits until the condition is true; false when it is not in time. */
export type Until = (condition: () => boolean) => Promise<boolean>;

/** Keys are sentences that say what changed when the check is false. */
export type Assumptions<Subject> = Readonly<
  Record<string, (subject: Subject, until: Until) => boolean | Promise<boolean>>
>;

/** Milliseconds. What is expected to hold has as long as it takes: its waits end when it does. */
const patience = { held: 5000, broken: 500 };

/**
 * The sentences whose checks are false or throw, each checked on a subject of its own. `expected`:
 * those that are to be broken here.
 */
export async function brokenAssumptions<Subject>(
  assumptions: Assumptions<Subject>,
  create: () => Promise<Subject>,
  expected: readonly string[] = [],
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [sentence, holds] of Object.entries(assumptions)) {
    const limit = expected.includes(sentence) ? patience.broken : patience.held;
    const until: Until = (condition) => becomesTrue(condition, limit);
    const isHeld = await create()
      .then((subject) => holds(subject, until))
      .catch(() => false);
    if (!isHeld) broken.push(sentence);
  }
  return broken;
}

export async function becomesTrue(
  condition: () => boolean,
  limit = patience.held,
): Promise<boolean> {
  const end = performance.now() + limit;
  while (!condition() && performance.now() < end) {
    await new Promise((done) => setTimeout(done, 5));
  }
  return condition();
}
