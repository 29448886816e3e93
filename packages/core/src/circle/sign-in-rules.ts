/**
 * Rules for the commands of a member about their own sign-in (KEY-2, KEY-3). sessions.ts has the
 * functions they use.
 */
import type { PersonId, RefusalCode } from '../vocabulary.ts';
import { codeMade, sessionEnded, sessionStarted } from './evolve-sessions.ts';
import { makeReturnCode } from './return-codes.ts';
import {
  type CircleEvolvers,
  type CircleRuleContext,
  type CircleRules,
  systemGuard,
} from './rule.ts';
import { signOut, signOutEverywhere, upgrade } from './sessions.ts';

const personGuard = ({ actor }: CircleRuleContext): RefusalCode | null =>
  actor === 'system' ? 'not-here' : null;

/** KEY-3: a member's sign-in is theirs alone. */
const isForOther = (
  { member }: { readonly member: PersonId },
  { actor }: CircleRuleContext,
): RefusalCode | false => member !== actor && 'not-here';

export const signInRules: CircleRules<
  'make-code' | 'sign-out' | 'sign-out-everywhere' | 'upgrade'
> = {
  'make-code': {
    may: personGuard,
    refuses: isForOther,
    decide: (command, { state, now }) => makeReturnCode(state, command, now),
  },
  'sign-out': {
    // The server may end a session for its member.
    may: () => null,
    refuses: (command, asked) => asked.actor !== 'system' && isForOther(command, asked),
    decide: (command, { state, now }) => signOut(state, command, now),
  },
  'sign-out-everywhere': {
    may: personGuard,
    refuses: isForOther,
    decide: (command, { state, now }) => signOutEverywhere(state, command, now),
  },
  upgrade: {
    may: systemGuard,
    decide: (command, { state, now }) => upgrade(state, command, now),
  },
};

export const signInEvolvers: CircleEvolvers<'SessionStarted' | 'SessionEnded' | 'CodeMade'> = {
  SessionStarted: sessionStarted,
  SessionEnded: sessionEnded,
  CodeMade: codeMade,
};
