/** What is done in each of the first steps, with the way to put it off. */
import { Trans } from '@lingui/react/macro';
import { paths } from '../../lib/paths.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { AddPasskey } from '../own/add-passkey.tsx';
import { OwnNameForm } from '../own/own-name-form.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { type FirstStep, type FirstStepFacts, needsNewPasskey } from './first-steps.ts';

interface FirstStepBodyProps {
  readonly step: FirstStep;
  readonly facts: FirstStepFacts;
  readonly onChanged: () => void;
  readonly onLater: () => void;
  readonly onRead: () => void;
}

export function FirstStepBody(props: FirstStepBodyProps) {
  const { step, facts, onChanged, onLater } = props;
  switch (step) {
    case 'name':
      return <OwnNameForm name={facts.own.name} onSaved={onChanged} />;
    case 'passkey':
      return <PasskeyStep {...props} />;
    case 'support':
      return <SupportStep {...props} />;
    case 'circle':
      return (
        <>
          <p>
            <Trans>
              A name, a time, and who can come: three short steps. Then you’ll have a link to send.
            </Trans>
          </p>
          <div className={layout.row}>
            <ButtonLink to={staffPaths.newCircle} kind="primary">
              <Trans>Open a circle</Trans>
            </ButtonLink>
            <LaterButton onLater={onLater} />
          </div>
        </>
      );
    case 'organiser':
      return (
        <>
          <p>
            <Trans>
              With a second one, not everything hangs on you, and somebody can let you in again if
              you lose your device.
            </Trans>
          </p>
          <div className={layout.row}>
            <ButtonLink to={staffPaths.addStaff('organiser')} kind="primary">
              <Trans>Add a second organiser</Trans>
            </ButtonLink>
            <LaterButton onLater={onLater} />
          </div>
        </>
      );
    case 'alerts':
      return (
        <>
          <p>
            <Trans>
              When somebody in a circle isn’t safe and nobody sees it, those on call are alerted;
              while nobody is on call, the organisers are. Choose a way that reaches them at night:
              a phone, e-mail, or a service that rings. Then try it.
            </Trans>
          </p>
          <div className={layout.row}>
            <ButtonLink to={staffPaths.settings} kind="primary">
              <Trans>Set up how you’re alerted</Trans>
            </ButtonLink>
            <LaterButton onLater={onLater} />
          </div>
        </>
      );
    default:
      return step satisfies never;
  }
}

function LaterButton({ onLater }: Pick<FirstStepBodyProps, 'onLater'>) {
  return (
    <Button onClick={onLater}>
      <Trans>Later</Trans>
    </Button>
  );
}

function PasskeyStep({ facts: { own }, onChanged, onLater }: FirstStepBodyProps) {
  return (
    <>
      <p>
        {needsNewPasskey(own) ? (
          <Trans>
            You came in by a link for recovery, and your other devices were told. Make a new passkey
            here, so that you need no link next time. If the old one is lost, remove it at “You”.
          </Trans>
        ) : (
          <Trans>
            With a passkey you come in by your fingerprint, your face or the code of your device.
            Without one you need a new one-time link each time.
          </Trans>
        )}
      </p>
      <AddPasskey kind="primary" onAdded={onChanged} />
      <div>
        <LaterButton onLater={onLater} />
      </div>
    </>
  );
}

function SupportStep({ onRead, onLater }: FirstStepBodyProps) {
  return (
    <>
      <p>
        <Trans>
          Everybody in a circle finds helplines behind “Support”. It names what holds in any
          country. Your organisation can give its own: the person who runs this server sets{' '}
          <code>HOLDSPACE_SUPPORT_FILE</code>; docs/running.md says how.
        </Trans>
      </p>
      <div className={layout.row}>
        <ButtonLink to={paths.support}>
          <Trans>Look at it</Trans>
        </ButtonLink>
        <Button kind="primary" onClick={onRead}>
          <Trans>It’s right for us</Trans>
        </Button>
        <LaterButton onLater={onLater} />
      </div>
    </>
  );
}
