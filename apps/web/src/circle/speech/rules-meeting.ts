/** Speech rules for entering, leaving and the phases of a meeting. */
import type { AttendanceStatus, Phase, View } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';
import { formatTime } from '../../lib/i18n/dates.ts';
import {
  hasChanged,
  isInside,
  isInsideBoth,
  onceIf,
  type SpeechState,
  type SpeechStep,
  speechRule,
} from '../../lib/speech/speech-rule.ts';

const entersState = (to: AttendanceStatus) => (step: SpeechStep) =>
  onceIf(step.before?.view.mine.whereabouts !== to && step.now.view.mine.whereabouts === to);
const isStillIn = (where: AttendanceStatus) => (now: SpeechState) =>
  now.view.mine.whereabouts === where;

const phaseChange =
  (to: Phase, ...from: readonly Phase[]) =>
  (step: SpeechStep) =>
    onceIf(
      isInsideBoth(step) && step.now.view.phase === to && from.includes(step.before.view.phase),
    );

/** The state of the circle, for a person who enters. */
function circleStateText({ view, piece, nameOf }: SpeechState): string {
  if (view.phase === 'scheduled' || view.phase === 'doors') {
    return t`The meeting hasn’t begun yet.`;
  }
  if (view.holder) {
    const name = nameOf(view.holder);
    return t`${name} has the ${piece}.`;
  }
  if (view.mode === 'open') return t`The floor is open.`;
  if (view.mode === 'quiet') return t`It’s a quiet time.`;
  return '';
}

const example = { circle: 'Tuesday evening circle', people: 5, state: 'The floor is open.' };

export const meetingRules = [
  speechRule({
    id: 'waiting',
    event: 'I am in the waiting room',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I am let in, or go',
    words: () => t`Facilitators can see that you’re waiting. This page opens by itself.`,
    example: true,
    detect: entersState('waiting'),
    holds: isStillIn('waiting'),
  }),
  speechRule({
    id: 'admitted',
    event: 'I am let in while a person has the turn',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I come in',
    words: () => t`You’ve been let in. You’ll enter when this turn ends.`,
    example: true,
    detect: entersState('admitted'),
    holds: isStillIn('admitted'),
  }),
  speechRule({
    id: 'agreements-changed',
    event: 'the agreements of the circle change, and I have not agreed yet',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I agree',
    words: () => t`The agreements of this circle changed. Please read what’s different.`,
    example: true,
    detect: ({ before, now }) =>
      onceIf(
        before !== null &&
          now.view.mine.agreements !== undefined &&
          before.view.mine.agreements?.version !== now.view.mine.agreements.version,
      ),
    holds: ({ view }) => view.mine.agreements !== undefined,
  }),
  speechRule({
    id: 'entered',
    event: 'I come into the circle',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I am not in it any more',
    words: ({ circle, people, state }: typeof example) => {
      const count = plural(people, { one: '# person is here', other: '# people are here' });
      return `${t`You’re in ${circle}: ${count}.`} ${state} ${t`The message field is at the end of the page.`}`;
    },
    example,
    detect: (step) => {
      const { now } = step;
      if (!isInside(now) || isInside(step.before)) return [];
      return [{ circle: now.circle, people: now.view.people.length, state: circleStateText(now) }];
    },
    holds: isInside,
  }),
  speechRule({
    id: 'stepped-out',
    event: 'I stepped out',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I am back',
    words: () => t`You stepped out. Your seat is kept.`,
    example: true,
    detect: entersState('stepped-out'),
    holds: isStillIn('stepped-out'),
  }),
  speechRule({
    id: 'left',
    event: 'I left',
    hears: 'the person',
    level: 'polite',
    subject: 'mine',
    until: 'I come in again',
    words: () => t`You left the circle.`,
    example: true,
    detect: entersState('left'),
    holds: isStillIn('left'),
  }),
  speechRule({
    id: 'removed',
    event: 'I am removed from the meeting, or not let in',
    hears: 'the person',
    level: 'assertive',
    subject: 'always',
    until: 'I am let in again',
    words: (away: boolean) =>
      away
        ? t`A facilitator couldn’t let you into this meeting. This page says why.`
        : t`A facilitator removed you from this meeting. This page says why, and what you can do.`,
    example: false,
    detect: (step) =>
      [...entersState('removed')(step), ...entersState('turned-away')(step)].map(
        () => step.now.view.mine.whereabouts === 'turned-away',
      ),
  }),
  speechRule({
    id: 'doors',
    event: 'the doors open',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the meeting begins',
    words: () => t`The doors are open.`,
    example: true,
    detect: phaseChange('doors', 'scheduled'),
    holds: ({ view }) => view.phase === 'doors',
  }),
  speechRule({
    id: 'begins',
    event: 'the meeting begins',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the main part starts',
    words: () => t`The meeting begins.`,
    example: true,
    detect: phaseChange('opening', 'scheduled', 'doors'),
    holds: ({ view }) => view.phase === 'opening',
  }),
  speechRule({
    id: 'main-part',
    event: 'the main part starts',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'closing starts',
    words: () => t`The main part starts.`,
    example: true,
    detect: phaseChange('body', 'scheduled', 'doors', 'opening', 'closing'),
    holds: ({ view }) => view.phase === 'body',
  }),
  speechRule({
    id: 'closing',
    event: 'closing starts',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the meeting ends',
    words: (end: number) => {
      const time = formatTime(end);
      return t`Closing has started. The meeting ends at ${time}.`;
    },
    example: Date.UTC(2026, 4, 12, 19, 15),
    detect: (step) =>
      phaseChange('closing', 'doors', 'opening', 'body')(step).map(() => step.now.view.end),
    holds: ({ view }) => view.phase === 'closing',
  }),
  speechRule({
    id: 'soon-over',
    event: 'five minutes are left',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the meeting ends, or is extended',
    words: () => t`The meeting ends in five minutes.`,
    example: true,
    detect: (step) => onceIf(isInsideBoth(step) && step.now.soon && !step.before.soon),
    holds: ({ soon }) => soon,
  }),
  speechRule({
    id: 'new-end',
    event: 'the meeting is extended or shortened',
    hears: 'everyone who is in',
    level: 'polite',
    subject: 'circle',
    until: 'the end is moved again',
    words: (end: number) => {
      const time = formatTime(end);
      return t`The meeting now ends at ${time}.`;
    },
    example: Date.UTC(2026, 4, 12, 19, 15),
    detect: (step) =>
      onceIf(hasChanged(step, ({ view }) => view.end) && !isOver(step.now.view)).map(
        () => step.now.view.end,
      ),
    holds: ({ view }, end) => view.end === end,
  }),
  speechRule({
    id: 'ended',
    event: 'the meeting is over',
    hears: 'everyone who was in',
    level: 'polite',
    subject: 'circle',
    words: () => t`The meeting has ended. Thank you for being here.`,
    example: true,
    detect: (step) =>
      onceIf(isInside(step.before) && !isOver(step.before?.view) && isOver(step.now.view)),
  }),
];

function isOver(view: View | undefined): boolean {
  return view?.phase === 'aftercare' || view?.phase === 'closed' || view?.phase === 'purged';
}
