/** Alerts on this device, and what stands in the way of them (ALR-2). */
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { BellRing } from 'lucide-react';
import { useState } from 'react';
import {
  type PushAnswer,
  pushSupport,
  turnPushOff,
  turnPushOn,
} from '../../lib/push/staff-push.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

interface PushDeviceProps {
  readonly serverKey: string;
  readonly isOn: boolean;
  readonly onChanged: () => void;
}

export function ThisPushDevice({ serverKey, isOn, onChanged }: PushDeviceProps) {
  const request = useStaffRequest();
  const [answer, setAnswer] = useState<PushAnswer>(() => {
    const support = pushSupport();
    return support === 'possible' ? 'on' : support;
  });
  const turnOn = async () => {
    const turned = await request.run((api) => turnPushOn(api, serverKey));
    if (!turned?.ok) return;
    setAnswer(turned.value);
    announce(
      turned.value === 'on' ? t`Alerts are on for this device.` : obstacleText(turned.value),
    );
    if (turned.value === 'on') onChanged();
  };
  const turnOff = async () => {
    if (!(await request.run((api) => turnPushOff(api)))?.ok) return;
    announce(t`Alerts are off for this device.`);
    onChanged();
  };
  return (
    <div className={layout.stack}>
      <p>
        {isOn ? (
          <Trans>Alerts are on for this device, also while this site is closed.</Trans>
        ) : (
          <Trans>
            This device can show a notification when something needs you, also while this site is
            closed. Anybody can read on a locked screen: it says “Please have a look”, nothing more.
          </Trans>
        )}
      </p>
      {!isOn && <PushObstacle answer={answer} />}
      <div>
        {isOn ? (
          <Button busy={request.busy} onClick={() => void turnOff()}>
            <Trans>Turn off on this device</Trans>
          </Button>
        ) : (
          answer !== 'unsupported' && (
            <Button
              kind="primary"
              busy={request.busy}
              onClick={() => void turnOn()}
              icon={<BellRing size={18} aria-hidden="true" />}
            >
              <Trans>Turn on for this device</Trans>
            </Button>
          )
        )}
      </div>
      <CommandError command={request} look="line" />
    </div>
  );
}

/** Why there is nothing yet, and what the person can do about it. */
function PushObstacle({ answer }: { readonly answer: PushAnswer }) {
  return <p className={answer === 'on' ? layout.muted : undefined}>{obstacleText(answer)}</p>;
}

function obstacleText(answer: PushAnswer): string {
  switch (answer) {
    case 'on':
      return t`Your browser asks you once whether it may.`;
    case 'unsupported':
      return t`This browser can’t do that here. On an iPhone or iPad, open this page in Safari, press Share, choose “Add to Home Screen”, and open it from there. Elsewhere the address of this site has to begin with https.`;
    case 'blocked':
      return t`Your browser doesn’t allow notifications of this site. Open the settings beside the address, allow notifications, and press again.`;
    case 'failed':
      return t`The push service of your browser didn’t answer. Check that you’re online and not in a private window, and press again.`;
    default:
      return answer satisfies never;
  }
}
