/**
 * Reports (DSK-4): to the facilitators who are not their subject; about a facilitator, to the
 * organisers alone. Who reported is kept to tell them how it goes, and stands in no view.
 *
 * A report keeps a copy of the message that it is about, as it was when it was reported, for
 * those who decide about it (TXT-4). Taking the message back, removing it, `erase-mine` of its
 * writer and the end of the meeting's words do not reach the copy. It ends with the report, or
 * when its writer is forgotten (PRV-11).
 */

import type { Report } from '../desk-items.ts';
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { jsonByteLength } from '../measure.ts';
import { isBlank, textRefusal } from '../text.ts';
import type { PersonId, ReportId } from '../vocabulary.ts';
import type { RetainedWords } from './retention.ts';
import type { DeskEvolvers, DeskRuleContext, DeskRules } from './rule.ts';
import { facilitatorsAndOrganisers } from './rule.ts';
import type { DeskState, ReportFacts } from './state.ts';
import { withRestoredWords } from './state.ts';

const reportPrefix = (report: ReportId) => `report.${report}`;
const reportParts = ['text', 'name', 'outcome', 'quote', 'quote-note'] as const;
const reportSlot = (report: ReportId, what: (typeof reportParts)[number]) =>
  `${reportPrefix(report)}.${what}`;

/** Those who are to act on it; a reporter reads their own as well. */
export const isReportHandler =
  ({ who, side }: Pick<DeskRuleContext, 'who' | 'side'>) =>
  ({ to, about }: ReportFacts): boolean =>
    side === 'organiser'
      ? to === 'organisers'
      : side === 'facilitator' && to === 'facilitators' && about !== who;

export const reportRules: DeskRules<'report' | 'set-report'> = {
  report: {
    decide({ target, text, about }, { who: by, now: at, draw }) {
      const wrong = textRefusal(text);
      if (wrong) return refuse(wrong);
      const report = draw.id<ReportId>('rp');
      const message = 'message' in target ? target.message : null;
      const { person, name, role, quote } = about;
      const to = role === 'facilitator' ? 'organisers' : 'facilitators';
      const words = {
        [reportSlot(report, 'text')]: text,
        [reportSlot(report, 'name')]: name,
        ...(quote && { [reportSlot(report, 'quote')]: quote.text }),
        ...(quote?.note !== undefined && { [reportSlot(report, 'quote-note')]: quote.note }),
      };
      const facts = { report, by, about: person, message, to, at } as const;
      // What is quoted is not the reporter's, so it is not counted as theirs (DSK-9).
      return [{ type: 'ReportFiled', ...facts, bytes: jsonByteLength(text), words }];
    },
  },
  'set-report': {
    may: facilitatorsAndOrganisers,
    decide({ report: id, state: reached, outcome = '' }, asked) {
      const { state, who: by, now: at } = asked;
      const report = state.reports.find((each) => each.id === id);
      if (!report || !isReportHandler(asked)(report)) return refuse('unknown-message');
      if (report.state === reached) return [];
      // Nothing becomes unread again.
      if (reached === 'new') return refuse('bad-order');
      const said = !isBlank(outcome);
      const wrong = said || reached === 'closed' ? textRefusal(outcome) : null;
      if (wrong) return refuse(wrong);
      const words = said ? { words: { [reportSlot(id, 'outcome')]: outcome } } : {};
      return [{ type: 'ReportSet', report: id, state: reached, by, at, ...words }];
    },
  },
};

export const reportEvolvers: DeskEvolvers<'ReportFiled' | 'ReportSet'> = {
  ReportFiled: (state, { report: id, by, about, message, to, at, bytes = 0 }) => ({
    ...state,
    reports: [...state.reports, { id, by, about, message, to, at, since: at, state: 'new', bytes }],
  }),
  ReportSet: (state, { report, state: reached, at: since }) => ({
    ...withRestoredWords(state, reportPrefix(report)),
    reports: state.reports.map((each) =>
      each.id === report ? { ...each, state: reached, since } : each,
    ),
  }),
};

/** As its reporter sees it: without the message, which may be gone by now. */
export const reporterViewOf =
  (words: Words) =>
  ({ id, about, message, at, state }: ReportFacts): Report => {
    const outcome = words.get(reportSlot(id, 'outcome'));
    const text = words.get(reportSlot(id, 'text')) ?? '';
    const name = words.get(reportSlot(id, 'name')) ?? '';
    return { id, about, name, message, at, state, text, ...(outcome ? { outcome } : {}) };
  };

/** As those see it who decide about it: with the message as it was reported (TXT-4). */
export const handlerViewOf =
  (words: Words) =>
  (report: ReportFacts): Report => {
    const text = words.get(reportSlot(report.id, 'quote'));
    const note = words.get(reportSlot(report.id, 'quote-note'));
    return {
      ...reporterViewOf(words)(report),
      ...(text && { quote: { text, ...(note && { note }) } }),
    };
  };

export const retainedReports = ({ reports }: DeskState): RetainedWords[] =>
  reports
    .filter(({ state }) => state === 'closed')
    .map(({ id, since }) => {
      const slots = () => reportParts.map((what) => reportSlot(id, what));
      return { slotPrefix: reportPrefix(id), since, slots };
    });

/** What this person said in their reports, open ones too. */
export const ownReportSlots = ({ reports, erased }: DeskState, person: PersonId): Slot[] =>
  reports
    .filter(({ id, by }) => by === person && !erased.has(reportPrefix(id)))
    .map(({ id }) => reportSlot(id, 'text'));

/**
 * What this person said in their reports and was told of them; their name, and their message, in
 * those of others.
 */
export const forgottenReportSlots = ({ reports, erased }: DeskState, person: PersonId): Slot[] =>
  reports
    .filter(({ id }) => !erased.has(reportPrefix(id)))
    .flatMap(({ id, by, about, message }) => [
      ...(by === person ? [reportSlot(id, 'text'), reportSlot(id, 'outcome')] : []),
      ...(about === person ? [reportSlot(id, 'name')] : []),
      ...(about === person && message !== null
        ? [reportSlot(id, 'quote'), reportSlot(id, 'quote-note')]
        : []),
    ]);
