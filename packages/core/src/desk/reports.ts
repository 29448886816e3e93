/**
 * Reports (DSK-4): to the facilitators whom they are not about; about a facilitator, to the
 * organisers alone. Who reported is kept to tell them how it goes, and stands in no view.
 *
 * A report keeps a copy of the message that it is about, as it was when it was reported, for
 * those who decide about it (TXT-4). Taking the message back, removing it, `erase-mine` of its
 * writer and the end of the meeting's words do not reach the copy. It ends with the report, or
 * when its writer is forgotten (PRV-11).
 */
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { bytesOf } from '../measure.ts';
import { isBlank, unfitText } from '../text.ts';
import type { Report } from '../view.ts';
import type { PersonId, ReportId } from '../vocabulary.ts';
import type { Kept } from './keeping.ts';
import type { Asked, Evolvers, Rules } from './rule.ts';
import { facilitatorsAndOrganisers, members } from './rule.ts';
import type { DeskState, ReportFacts } from './state.ts';
import { keptAgain } from './state.ts';

const allOf = (report: ReportId) => `report.${report}`;
const reportSlots = ['text', 'name', 'outcome', 'quote', 'quote-note'] as const;
const slot = (report: ReportId, what: (typeof reportSlots)[number]) => `${allOf(report)}.${what}`;

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
    decide({ target, text, about }, { who: by, now: at, draw }) {
      const wrong = unfitText(text);
      if (wrong) return refuse(wrong);
      const report = draw.id<ReportId>('rp');
      const message = 'message' in target ? target.message : null;
      const { person, name, role, quote } = about;
      const to = role === 'facilitator' ? 'organisers' : 'facilitators';
      const words = {
        [slot(report, 'text')]: text,
        [slot(report, 'name')]: name,
        ...(quote && { [slot(report, 'quote')]: quote.text }),
        ...(quote?.note !== undefined && { [slot(report, 'quote-note')]: quote.note }),
      };
      const facts = { report, by, about: person, message, to, at } as const;
      // What is quoted is not the reporter's, so it is not counted as theirs (DSK-9).
      return [{ type: 'ReportFiled', ...facts, bytes: bytesOf(text), words }];
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

/** As its reporter sees it: without the message, which may be gone by now. */
export const reportShown =
  (words: Words) =>
  ({ id, about, message, at, state }: ReportFacts): Report => {
    const outcome = words.get(slot(id, 'outcome'));
    const text = words.get(slot(id, 'text')) ?? '';
    const name = words.get(slot(id, 'name')) ?? '';
    return { id, about, name, message, at, state, text, ...(outcome ? { outcome } : {}) };
  };

/** As those see it who decide about it: with the message as it was reported (TXT-4). */
export const reportHandled =
  (words: Words) =>
  (report: ReportFacts): Report => {
    const text = words.get(slot(report.id, 'quote'));
    const note = words.get(slot(report.id, 'quote-note'));
    return {
      ...reportShown(words)(report),
      ...(text && { quote: { text, ...(note && { note }) } }),
    };
  };

export const reportsKept = ({ reports }: DeskState): Kept[] =>
  reports
    .filter(({ state }) => state === 'closed')
    .map(({ id, since }) => {
      const slots = () => reportSlots.map((what) => slot(id, what));
      return { of: allOf(id), since, slots };
    });

/** What this person said in their reports, open ones too. */
export const ownReports = ({ reports, erased }: DeskState, person: PersonId): Slot[] =>
  reports
    .filter(({ id, by }) => by === person && !erased.has(allOf(id)))
    .map(({ id }) => slot(id, 'text'));

/**
 * What this person said in their reports and was told of them; their name, and their message, in
 * those of others.
 */
export const ownReportWords = ({ reports, erased }: DeskState, person: PersonId): Slot[] =>
  reports
    .filter(({ id }) => !erased.has(allOf(id)))
    .flatMap(({ id, by, about, message }) => [
      ...(by === person ? [slot(id, 'text'), slot(id, 'outcome')] : []),
      ...(about === person ? [slot(id, 'name')] : []),
      ...(about === person && message !== null ? [slot(id, 'quote'), slot(id, 'quote-note')] : []),
    ]);
