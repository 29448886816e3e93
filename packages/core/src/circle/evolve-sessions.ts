/** Evolvers of sign-in in a circle: sessions, return codes and the notices about them. */
import type { Fact } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import type { CircleEvent } from './commands.ts';
import { requeueBrowserMarks } from './exclusion.ts';
import {
  returnCodeHold,
  type SessionEnding,
  type SessionOrigin,
  withEndings,
  withNotice,
} from './sessions.ts';
import { type CircleState, changeMember, circleSlots, type Member } from './state.ts';

type CircleFactOf<Type extends CircleEvent['type']> = Extract<Fact<CircleEvent>, { type: Type }>;

const noticeByOrigin = { code: 'code-used', renewal: 'renewal-used', return: 'link-used' } as const;
const hasNotice = (by: SessionOrigin): by is keyof typeof noticeByOrigin => by in noticeByOrigin;

export function sessionStarted(
  state: CircleState,
  fact: CircleFactOf<'SessionStarted'>,
): CircleState {
  const { session, member, by, since, until, home, renews, of, erases = [] } = fact;
  const renewed = renews === undefined ? {} : { renewed: true as const };
  const belongs = of === undefined ? {} : { of };
  const started = { member, since, until, by, home: home === true, ...renewed, ...belongs };
  // Drops sessions that had expired when this one began.
  const living = [...state.sessions].filter(([, each]) => each.until > since);
  const sessions = new Map(living).set(session, started);
  const begun = changeMember({ ...state, sessions }, member, (known) => ({
    ...known,
    marks: [...known.marks.filter((id) => !erases.includes(circleSlots.mark(id))), session],
    notices:
      renews !== undefined
        ? known.notices.map((each) => (each.session === renews ? { ...each, session } : each))
        : hasNotice(by)
          ? withNotice(known.notices, noticeByOrigin[by], since, session)
          : known.notices,
  }));
  return requeueBrowserMarks(begun, member);
}

export function sessionEnded(state: CircleState, fact: CircleFactOf<'SessionEnded'>): CircleState {
  const { sessions: ended, why, at, by, member } = fact;
  const sessions = new Map(state.sessions);
  const endings: (readonly [(typeof ended)[number], SessionEnding])[] = [];
  const touched = new Map<PersonId, { lostHome: boolean }>();
  if (member !== undefined) touched.set(member, { lostHome: false });
  for (const id of ended) {
    const session = sessions.get(id);
    if (!session) continue;
    sessions.delete(id);
    const lostHome = why === 'everywhere' && session.home && by !== id;
    const before = touched.get(session.member)?.lostHome === true;
    touched.set(session.member, { lostHome: lostHome || before });
    if (why !== 'signed-out') {
      endings.push([id, { member: session.member, why, at, home: lostHome }]);
    }
  }
  let next: CircleState = {
    ...state,
    sessions,
    endings: endings.length > 0 ? withEndings(state.endings, endings, at) : state.endings,
  };
  for (const [id, { lostHome }] of touched) {
    next = changeMember(
      next,
      id,
      (known): Member => ({
        ...known,
        legacyClosed: true,
        ...(lostHome ? { codeHeldUntil: at + returnCodeHold } : {}),
        notices:
          why === 'everywhere' ? withNotice(known.notices, why, at, by ?? null) : known.notices,
      }),
    );
  }
  return next;
}

export function codeMade(state: CircleState, fact: CircleFactOf<'CodeMade'>): CircleState {
  const { member, code, session, at } = fact;
  const isFirst = state.members.get(member)?.code === undefined;
  const rest = withoutCode(state, member);
  const codes = new Map(rest.codes).set(code, member);
  return changeMember({ ...rest, codes }, member, ({ codeHeldUntil: _, ...known }) => ({
    ...known,
    code,
    notices: isFirst ? known.notices : withNotice(known.notices, 'new-code', at, session),
  }));
}

export function withoutCode(state: CircleState, member: PersonId): CircleState {
  const code = state.members.get(member)?.code;
  if (code === undefined) return state;
  const codes = new Map(state.codes);
  codes.delete(code);
  return changeMember({ ...state, codes }, member, ({ code: _, ...known }) => known);
}

/** The state without the sign-in data of this member: sessions, why they ended, and the code. */
export function withoutSignIn(state: CircleState, member: PersonId): CircleState {
  const sessions = new Map([...state.sessions].filter(([, each]) => each.member !== member));
  const endings = new Map([...state.endings].filter(([, each]) => each.member !== member));
  const codes = new Map([...state.codes].filter(([, owner]) => owner !== member));
  return { ...state, sessions, endings, codes };
}
