/** Warnings about variables that look like settings but are unknown. */
import { diff } from 'node:util';
import { variables } from './setting-variables.ts';

const knownVariables = Object.keys(variables);
/** Names that begin so are meant for Holdspace, or for the mail server that it uses. */
const ownPrefixes = ['HOLDSPACE_', 'SMTP_'];
/** What `npm test` reads. */
const otherVariables = ['HOLDSPACE_REHEARSALS', 'HOLDSPACE_MEETINGS'];
/** Characters that may be too many, missing or changed in a slip of the hand. */
const maxEditDistance = 4;

export function unknownSettings(
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  return Object.keys(environment)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !knownVariables.includes(name) && !otherVariables.includes(name))
    .map((name) => {
      const meant = nearest(name);
      return `${name} is not a setting${meant === null ? '.' : `; did you mean ${meant}?`}`;
    });
}

function nearest(name: string): string | null {
  const near = knownVariables
    .map((candidate) => ({ candidate, apart: editDistance(name, candidate) }))
    .filter((each) => each.apart <= maxEditDistance)
    .sort((a, b) => a.apart - b.apart);
  return near[0]?.candidate ?? null;
}

const editDistance = (a: string, b: string) => diff(a, b).filter(([change]) => change !== 0).length;
