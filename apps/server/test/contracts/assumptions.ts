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

/** Milliseconds. Generous for the installed version, where a wait ends when the condition is true. */
const patience = { installed: 5000, doctored: 500 };

/** The sentences whose checks are false or throw, each checked on a subject of its own. */
export async function brokenAssumptions<Subject>(
  assumptions: Assumptions<Subject>,
  create: () => Promise<Subject>,
  version: 'installed' | 'doctored',
): Promise<readonly string[]> {
  const until: Until = (condition) => becomesTrue(condition, patience[version]);
  const broken: string[] = [];
  for (const [sentence, holds] of Object.entries(assumptions)) {
    const isHeld = await create()
      .then((subject) => holds(subject, until))
      .catch(() => false);
    if (!isHeld) broken.push(sentence);
  }
  return broken;
}

export async function becomesTrue(
  condition: () => boolean,
  limit = patience.installed,
): Promise<boolean> {
  const end = performance.now() + limit;
  while (!condition() && performance.now() < end) {
    await new Promise((done) => setTimeout(done, 5));
  }
  return condition();
}
