/**
 * Reports (DSK-4): to the facilitators whom they are not about; about a facilitator, to the
 * organisers alone. Who reported is kept to tell them how it goes, and stands in no view.
 */
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { bytesOf, isBlank, unfitText } from '../text.ts';
import type { Report } from '../view.ts';
import type { PersonId, ReportId } from '../vocabulary.ts';
import type { Kept } from './keeping.ts';
import type { Asked, Evolvers, Rules } from './rule.ts';
import { facilitatorsAndOrganisers, members } from './rule.ts';
import type { DeskState, ReportFacts } from './state.ts';
import { keptAgain } from './state.ts';

const allOf = (report: ReportId) => `report.${report}`;
const slot = (report: ReportId, what: 'text' | 'name' | 'outcome') => `${allOf(report)}.${what}`;

/** Those who are to act on it; a reporter reads their own as well. */
export const handles =
  ({ who, side }: Pick<Asked, 'who' | 'side'>) =>
  ({ to, about }: ReportFacts): boolean =>
    side === 'organiser'
      ? to === 'organisers'
      : side === 'facilitator' && to === 'facilitators' && about !== who;

export const reportRules: Rules<'report' | 'set-report'> = {
  report: {
    may: members,
    decide({ target, text, about: { person: about, name, role } }, { who: by, now: at, draw }) {
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      const report = draw.id<ReportId>('rp');
      const message = 'message' in target ? target.message : null;
      const to = role === 'facilitator' ? 'organisers' : 'facilitators';
      const words = { [slot(report, 'text')]: text, [slot(report, 'name')]: name };
      const bytes = bytesOf(text);
      return [{ type: 'ReportFiled', report, by, about, message, to, at, bytes, words }];
    },
  },
  'set-report': {
    may: facilitatorsAndOrganisers,
    decide({ report: id, state: reached, outcome = '' }, asked) {
      const { state, who: by, now: at } = asked;
      const report = state.reports.find((each) => each.id === id);
      if (!report || !handles(asked)(report)) return refuse('unknown-message');
      if (report.state === reached) return [];
      // Nothing becomes unread again.
      if (reached === 'new') return refuse('bad-order');
      const said = !isBlank(outcome);
      const wrong = said || reached === 'closed' ? unfitText(outcome) : null;
      if (wrong) return refuse(wrong);
      const words = said ? { words: { [slot(id, 'outcome')]: outcome } } : {};
      return [{ type: 'ReportSet', report: id, state: reached, by, at, ...words }];
    },
  },
};

export const reportEvolvers: Evolvers<'ReportFiled' | 'ReportSet'> = {
  ReportFiled: (state, { report: id, by, about, message, to, at, bytes = 0 }) => ({
    ...state,
    reports: [...state.reports, { id, by, about, message, to, at, since: at, state: 'new', bytes }],
  }),
  ReportSet: (state, { report, state: reached, at: since }) => ({
    ...keptAgain(state, allOf(report)),
    reports: state.reports.map((each) =>
      each.id === report ? { ...each, state: reached, since } : each,
    ),
  }),
};

export const reportShown =
  (words: Words) =>
  ({ id, about, message, at, state }: ReportFacts): Report => {
    const outcome = words.get(slot(id, 'outcome'));
    const text = words.get(slot(id, 'text')) ?? '';
    const name = words.get(slot(id, 'name')) ?? '';
    return { id, about, name, message, at, state, text, ...(outcome ? { outcome } : {}) };
  };

export const reportsKept = ({ reports }: DeskState): Kept[] =>
  reports
    .filter(({ state }) => state === 'closed')
    .map(({ id, since }) => {
      const slots = () => (['text', 'name', 'outcome'] as const).map((what) => slot(id, what));
      return { of: allOf(id), since, slots };
    });

/** What this person said in their reports, open ones too. */
export const ownReports = ({ reports, erased }: DeskState, person: PersonId): Slot[] =>
  reports
    .filter(({ id, by }) => by === person && !erased.has(allOf(id)))
    .map(({ id }) => slot(id, 'text'));

/** What this person said in their reports and was told of them, and their name in others'. */
export const ownReportWords = ({ reports, erased }: DeskState, person: PersonId): Slot[] =>
  reports
    .filter(({ id }) => !erased.has(allOf(id)))
    .flatMap(({ id, by, about }) => [
      ...(by === person ? [slot(id, 'text'), slot(id, 'outcome')] : []),
      ...(about === person ? [slot(id, 'name')] : []),
    ]);
