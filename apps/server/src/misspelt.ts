/** Variables that look like settings and are none: named as a warning, so that nobody trusts in them. */
import { diff } from 'node:util';
import { variables } from './settings.ts';

const known = Object.keys(variables);
/** What `npm test` reads. */
const elsewhere = ['HOLDSPACE_REHEARSALS', 'HOLDSPACE_MEETINGS'];
/** Characters that may be too many, missing or changed in a slip of the hand. */
const slip = 4;

export function misspelt(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('HOLDSPACE_'))
    .filter((name) => !known.includes(name) && !elsewhere.includes(name))
    .map((name) => {
      const meant = nearest(name);
      return `${name} is not a setting${meant === null ? '.' : `; did you mean ${meant}?`}`;
    });
}

function nearest(name: string): string | null {
  const near = known
    .map((candidate) => ({ candidate, apart: apart(name, candidate) }))
    .filter((each) => each.apart <= slip)
    .sort((a, b) => a.apart - b.apart);
  return near[0]?.candidate ?? null;
}

const apart = (a: string, b: string) => diff(a, b).filter(([change]) => change !== 0).length;
