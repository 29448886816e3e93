/** Opening a circle in three short steps, then what to hand out. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Form } from '../../ui/form.tsx';
import layout from '../page/layout.module.css';
import { AboutStep } from './about-step.tsx';
import { type NewCircleStep, newCircleSteps } from './circle-draft.ts';
import { CircleOpenedPage } from './circle-opened-page.tsx';
import { PeopleStep } from './people-step.tsx';
import { ScheduleStep } from './schedule-step.tsx';
import { useNewCircle } from './use-new-circle.ts';

export function NewCirclePage() {
  const { t } = useLingui();
  const form = useRef<HTMLFormElement>(null);
  const { draft, errors, request, opened, forgetOpened, change, proceed } = useNewCircle(form);
  if (opened) return <CircleOpenedPage circle={opened} onDone={forgetOpened} />;

  const at = newCircleSteps.indexOf(draft.step);
  const number = at + 1;
  const titles: Record<NewCircleStep, string> = {
    about: t`What is the circle about?`,
    when: t`When does it meet?`,
    who: t`Who takes part?`,
  };
  const step = { draft, errors, onChange: change };
  return (
    <Page
      key={draft.step}
      title={titles[draft.step]}
      lead={<Trans>A new circle, step {number} of 3. It’s saved as you write.</Trans>}
    >
      <Form ref={form} className={layout.stack} onSend={proceed} noValidate>
        {draft.step === 'about' && <AboutStep {...step} />}
        {draft.step === 'when' && <ScheduleStep {...step} />}
        {draft.step === 'who' && <PeopleStep {...step} />}
        <CommandError command={request} />
        <div className={layout.formButtons}>
          {at > 0 ? (
            <Button size="l" onClick={() => change({ step: newCircleSteps[at - 1] ?? 'about' })}>
              <Trans>Back</Trans>
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" kind="primary" size="l" busy={request.busy}>
            {draft.step === 'who' ? <Trans>Open the circle</Trans> : <Trans>Continue</Trans>}
          </Button>
        </div>
      </Form>
    </Page>
  );
}
