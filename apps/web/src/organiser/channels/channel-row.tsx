/** A channel that is set up: how its last try ended, trying it now, and taking it away (ALR-4). */
import type { ChannelBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { announce } from '../../ui/announcer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { dayWithYear } from '../page/format-day.ts';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './channel-card.module.css';
import { channelTitle, testText } from './channel-texts.ts';

interface ChannelProps {
  readonly channel: ChannelBody;
  readonly onChanged: () => void;
}
interface ChannelRowProps extends ChannelProps {
  /** It is on for the house, and this person has not turned it on for themselves. */
  readonly isOffForSelf: boolean;
}

export function ChannelRow({ channel, isOffForSelf, onChanged }: ChannelRowProps) {
  const { t } = useLingui();
  const test = useStaffRequest();
  const { id, kind, host, since, tested } = channel;
  const name = channel.name || host || channelTitle(kind);
  const trying = t`Trying. This can take ten seconds.`;
  const tryNow = async () => {
    announce(trying);
    const answer = await test.run((api) => api.testChannel(id));
    if (answer?.ok) announce(testText(answer.value));
    onChanged();
  };
  const isFailing = tested !== null && tested.result !== 'handed-over';
  return (
    <div className={styles.row}>
      {kind === 'webhook' && (
        <span className={layout.text}>
          <bdi className={layout.name}>{name}</bdi>
          {host !== null && name !== host && <bdi className={layout.muted}>{host}</bdi>}
        </span>
      )}
      <p className={isFailing ? styles.failed : undefined}>{testText(tested)}</p>
      {isOffForSelf && <TurnOnForSelf kind={kind} />}
      <p className={layout.muted}>
        <Trans>On since {dayWithYear(since)}.</Trans> <TestAddressee kind={kind} />
      </p>
      <div className={layout.row}>
        <Button busy={test.busy} onClick={() => void tryNow()}>
          <Trans>Try it now</Trans>
          <span className="hidden"> {name}</span>
        </Button>
        <RemoveChannel {...{ channel, name, onChanged }} />
      </div>
      {test.busy && <p className={layout.muted}>{trying}</p>}
      <CommandError command={test} look="line" />
    </div>
  );
}

/** The second half of turning a way on: each person does it for themselves. */
function TurnOnForSelf({ kind }: Pick<ChannelBody, 'kind'>) {
  return (
    <>
      <p>
        {kind === 'push' ? (
          <Trans>It isn’t on at any device of yours yet, so nothing reaches you by it.</Trans>
        ) : (
          <Trans>You haven’t given an address yet, so nothing reaches you by it.</Trans>
        )}
      </p>
      <div>
        <ButtonLink to={staffPaths.own} kind="primary">
          {kind === 'push' ? (
            <Trans>Turn it on for this device</Trans>
          ) : (
            <Trans>Give your address</Trans>
          )}
        </ButtonLink>
      </div>
    </>
  );
}

function TestAddressee({ kind }: Pick<ChannelBody, 'kind'>) {
  if (kind === 'push') return <Trans>A try goes to your own devices.</Trans>;
  if (kind === 'email') return <Trans>A try goes to your own address.</Trans>;
  return <Trans>A try says that it’s a test.</Trans>;
}

interface RemoveChannelProps extends ChannelProps {
  readonly name: string;
}

function RemoveChannel({ channel: { id, kind }, name, onChanged }: RemoveChannelProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const remove = async () => {
    if (!(await request.run((api) => api.removeChannel(id)))?.ok) return false;
    announce(t`It’s off.`);
    onChanged();
    return true;
  };
  return (
    <ConfirmButton
      label={kind === 'webhook' ? t`Remove…` : t`Turn off…`}
      about={` ${name}`}
      confirmLabel={kind === 'webhook' ? t`Remove it` : t`Turn it off`}
      cancelLabel={t`Cancel`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={remove}
    >
      {kind === 'push' ? (
        <Trans>Nobody is alerted on their devices any more. Each has to turn it on again.</Trans>
      ) : kind === 'email' ? (
        <Trans>Nobody is alerted by e-mail any more. The addresses of people stay.</Trans>
      ) : (
        <Trans>It isn’t called any more, and its secret is forgotten.</Trans>
      )}
    </ConfirmButton>
  );
}
