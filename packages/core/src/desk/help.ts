/**
 * The help line (DSK-1, DSK-2): it takes what comes, also without words, and is never refused for
 * being asked too often. Help that nobody has seen raises the alarm, and after that is stated
 * plainly to the person who asked. All calls of one person are one conversation, also after it was
 * closed (DSK-7). What carrying a circle did to a facilitator stands apart: a need for care, for
 * the other facilitators and the organisers, which raises no alarm.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import { isBlank, textRefusal } from '../text.ts';
import type { HelpKind, Millis, ThreadId } from '../vocabulary.ts';
import type { DeskDeadlineKind } from './commands.ts';
import type { DeskDeadline, DeskEvolvers, DeskRuleContext, DeskRules } from './rule.ts';
import type { DeskState, ThreadFacts } from './state.ts';
import {
  isCareRequest,
  isOpen,
  isUnseen,
  threadEntry,
  withThread,
  withThreadEntry,
} from './threads.ts';

export const helpRules: DeskRules<'ask-help'> = {
  'ask-help': {
    decide({ kind, text = '' }, asked) {
      const wrong = isBlank(text) ? null : textRefusal(text);
      const refusal = firstRefusal(
        kind === 'affected' && asked.side !== 'facilitator' && 'not-facilitator',
        wrong,
      );
      if (refusal) return refuse(refusal);
      const thread = helpThreadOf(asked, kind);
      // 'I am not safe' is not taken back by asking for a word after it.
      const help = thread?.help === 'unsafe' ? 'unsafe' : kind;
      if (thread && isUnseen(thread) && thread.help === help && isBlank(text)) return [];
      return [
        { type: 'HelpAsked', help, ...threadEntry(asked, thread, isBlank(text) ? '' : text) },
      ];
    },
  },
};

/**
 * The thread of this person's calls, whatever its state. A ledger from before DSK-7 can hold
 * several: the open one, else the last.
 */
function helpThreadOf({ state, who }: DeskRuleContext, kind: HelpKind): ThreadFacts | undefined {
  const calls = state.threads.filter(
    (each) =>
      each.kind === 'help' && each.by === who && isCareRequest(each) === (kind === 'affected'),
  );
  return calls.findLast(isOpen) ?? calls.at(-1);
}

/** The alarm was raised since its oldest unseen text. */
export const isAlerted = ({ alerted, waits }: ThreadFacts): boolean =>
  alerted !== null && alerted >= waits;

/** Calls for help that the alarm was raised for, and that still nobody has seen. */
export const unseenAlerts = (state: DeskState): ThreadFacts[] =>
  state.threads.filter((each) => isUnseen(each) && isAlerted(each));

export function helpDeadlines({ threads, helpAlert, helpPlain }: DeskState): DeskDeadline[] {
  const list: DeskDeadline[] = [];
  for (const each of threads) {
    const { id: thread, answering } = each;
    const due = (at: Millis, what: DeskDeadlineKind, event: DeskDeadline['event']) =>
      list.push({ at, command: { do: 'due', what, thread }, event });
    if (each.kind === 'help' && isUnseen(each) && !isCareRequest(each)) {
      if (!isAlerted(each)) {
        due(each.waits + helpAlert, 'help-alert', (at) => ({ type: 'HelpAlerted', thread, at }));
      }
      if (each.state === 'sent') {
        due(each.waits + helpPlain, 'help-plain', () => ({ type: 'HelpUnseen', thread }));
      }
    }
    // 'Being answered' lapses after this time: the answerer may be gone.
    if (answering) {
      const at = answering.since + helpPlain;
      due(at, 'answer-lapses', () => ({ type: 'AnswerLeft', thread }));
    }
  }
  return list;
}

const withThreadChange = (
  state: DeskState,
  id: ThreadId,
  change: Partial<ThreadFacts>,
): DeskState => withThread(state, id, (thread) => ({ ...thread, ...change }));

export const helpEvolvers: DeskEvolvers<'HelpAsked' | 'HelpAlerted' | 'HelpUnseen'> = {
  HelpAsked: (state, fact) => withThreadEntry(state, fact, { kind: 'help', help: fact.help }),
  HelpAlerted: (state, { thread, at }) => withThreadChange(state, thread, { alerted: at }),
  HelpUnseen: (state, { thread }) => withThreadChange(state, thread, { state: 'unseen' }),
};
