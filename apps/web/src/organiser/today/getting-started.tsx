/**
 * The first steps, on the first page of staff: one is open, the others wait. It blocks nothing; who
 * leaves finds it again, and what was put off stays in one line (STF-2).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { FirstStepBody } from './first-step-body.tsx';
import {
  type FirstStep,
  type FirstStepFacts,
  type FirstStepMarks,
  type FirstStepState,
  firstStepState,
  firstStepsFor,
  readFirstStepMarks,
  storeFirstStepMarks,
} from './first-steps.ts';
import styles from './getting-started.module.css';

export interface FirstStepsHandle {
  readonly steps: readonly { readonly step: FirstStep; readonly state: FirstStepState }[];
  /** The step that is open; null when none is. */
  readonly current: FirstStep | null;
  readonly choose: (step: FirstStep) => void;
  readonly mark: (step: FirstStep, as: 'later' | 'done') => void;
}

export function useFirstSteps(facts: FirstStepFacts): FirstStepsHandle {
  const [marks, setMarks] = useState<FirstStepMarks>(readFirstStepMarks);
  const [chosen, setChosen] = useState<FirstStep | null>(null);
  const steps = firstStepsFor(facts.own).map((step) => ({
    step,
    state: firstStepState(step, facts, marks),
  }));
  const isOpen = (step: FirstStep | null) =>
    steps.some((each) => each.step === step && each.state !== 'done');
  const next = steps.find(({ state }) => state === 'open')?.step ?? null;
  return {
    steps,
    current: isOpen(chosen) ? chosen : next,
    choose: setChosen,
    mark(step, as) {
      const marked = { ...marks, [step]: as };
      storeFirstStepMarks(marked);
      setMarks(marked);
      setChosen(null);
    },
  };
}

function useStepTitles(): Readonly<Record<FirstStep, string>> {
  const { t } = useLingui();
  return {
    name: t`Your name`,
    passkey: t`Your passkey`,
    support: t`The sheet of support`,
    circle: t`Your first circle`,
    organiser: t`A second organiser`,
    alerts: t`How you’re alerted`,
  };
}

interface GettingStartedProps {
  readonly facts: FirstStepFacts;
  readonly handle: FirstStepsHandle;
  /** Loads the facts again. */
  readonly onChanged: () => void;
}

export function GettingStarted({ facts, handle, onChanged }: GettingStartedProps) {
  const { steps, current, choose, mark } = handle;
  const titles = useStepTitles();
  const done = steps.filter(({ state }) => state === 'done').length;
  const all = steps.length;
  const currentStep = useFocusSwap<HTMLLIElement>(current);
  if (done === all) return null;
  if (current === null) return <PutOffNotice handle={handle} titles={titles} />;
  return (
    <section className={styles.panel} aria-labelledby="getting-started">
      <div>
        <h2 id="getting-started">
          <Trans>Getting started</Trans>
        </h2>
        <p className={styles.progress}>
          <Trans>
            {done} of {all} done. Leave whenever you like: it waits here.
          </Trans>
        </p>
      </div>
      <ol className={styles.steps}>
        {steps.map(({ step, state }) => (
          <li
            key={step}
            ref={step === current ? currentStep : undefined}
            className={styles.step}
            aria-current={step === current ? 'step' : undefined}
          >
            <StepHead
              title={titles[step]}
              state={state}
              isCurrent={step === current}
              onChoose={() => choose(step)}
            />
            {step === current && (
              <div className={styles.body}>
                <FirstStepBody
                  {...{ step, facts, onChanged }}
                  onLater={() => mark(step, 'later')}
                  onRead={() => mark(step, 'done')}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface StepHeadProps {
  readonly title: string;
  readonly state: FirstStepState;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}

function StepHead({ title, state, isCurrent, onChoose }: StepHeadProps) {
  const Mark = state === 'done' ? CircleCheck : isCurrent ? CircleDot : Circle;
  return (
    <div className={styles.head} data-state={isCurrent ? 'current' : state}>
      <Mark size={22} aria-hidden="true" className={styles.mark} />
      <h3 className={styles.title} {...(isCurrent ? { 'data-first': true, tabIndex: -1 } : {})}>
        {title}
      </h3>
      {state === 'done' && (
        <span className={styles.progress}>
          <Trans>done</Trans>
        </span>
      )}
      {state !== 'done' && !isCurrent && (
        <Button kind="plain" onClick={onChoose}>
          <Trans>Do this now</Trans>
          <span className="hidden"> {title}</span>
        </Button>
      )}
    </div>
  );
}

interface PutOffNoticeProps {
  readonly handle: FirstStepsHandle;
  readonly titles: Readonly<Record<FirstStep, string>>;
}

/** The nudge that stays: what would make the house safer, and never blocks anything. */
function PutOffNotice({ handle: { steps, choose }, titles }: PutOffNoticeProps) {
  const left = steps.filter(({ state }) => state === 'later').map(({ step }) => step);
  const [first] = left;
  const names = new Intl.ListFormat(document.documentElement.lang).format(
    left.map((step) => titles[step]),
  );
  if (first === undefined) return null;
  return (
    <Notice
      action={
        <Button onClick={() => choose(first)}>
          <Trans>Do this now</Trans>
        </Button>
      }
    >
      <Trans>Left for later: {names}.</Trans>
    </Notice>
  );
}
