/**
 * A contract with a library: sentences about behaviour that its documentation does not promise,
 * each with a check. A contract test runs the checks twice: on the installed version, where all
 * must hold, and on doctored versions, where the matching sentence must be reported.
 */

/** Keys are sentences that say what changed when the check is false. */
export type Assumptions<Subject> = Readonly<
  Record<string, (subject: Subject) => boolean | Promise<boolean>>
>;

/** The sentences whose checks are false or throw, each checked on a subject of its own. */
export async function brokenAssumptions<Subject>(
  assumptions: Assumptions<Subject>,
  create: () => Promise<Subject>,
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [sentence, holds] of Object.entries(assumptions)) {
    const isHeld = await create()
      .then(holds)
      .catch(() => false);
    if (!isHeld) broken.push(sentence);
  }
  return broken;
}

/** Whether the condition becomes true within a second. */
export async function becomesTrue(condition: () => boolean): Promise<boolean> {
  const until = performance.now() + 1000;
  while (!condition() && performance.now() < until) {
    await new Promise((done) => setTimeout(done, 5));
  }
  return condition();
}
