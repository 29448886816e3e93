/**
 * The form for the first entry, with three actions at most: the name is suggested, one checkbox
 * for the agreements, one button that is visible on every screen. It says before the press how
 * the person will enter and whether a seat is free (LIM-1).
 */
import type { CircleCardBody, Role } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useRef, useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { paths } from '../../lib/paths.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useRedeem } from '../link/use-redeem.ts';
import { AgreementList } from './agreement-list.tsx';
import { EntranceNotice, entranceState, JoinEffectText } from './entrance.tsx';
import styles from './invitation.module.css';
import { InvitationDetails, InvitationLead } from './invitation-details.tsx';
import { JoinButton } from './join-button.tsx';
import { NameField } from './name-field.tsx';
import { ParticipationOptions } from './participation-options.tsx';
import { PrivacySummary } from './privacy-summary.tsx';
import { randomName } from './random-name.ts';
import { RedeemProblem } from './redeem-problem.tsx';
import { Ring } from './ring.tsx';

interface InvitationProps {
  readonly token: string;
  readonly card: CircleCardBody;
  readonly role: Role;
}

export function Invitation({ token, card, role }: InvitationProps) {
  const { t } = useLingui();
  const redeeming = useRedeem();
  const { busy, waiting, fields, suggestion, redeem, stop } = redeeming;
  const facilitates = role === 'facilitator';
  const entrance = entranceState(card, facilitates);
  const form = useId();
  const [name, setName] = useState(() => randomName());
  const [agreed, setAgreed] = useState(false);
  const [read, setRead] = useState({
    version: card.agreementsVersion,
    texts: card.agreements,
  });
  const { agreements: changed } = redeeming;
  // AGR-1: what is agreed to is what is on the screen.
  if (changed && changed.version !== read.version) {
    setRead({ version: changed.version, texts: changed.clauses.map(({ text }) => text) });
    setAgreed(false);
  }
  const [asked, setAsked] = useState(false);
  const [choice, setChoice] = useState({
    listening: entrance.isFull,
    firstTime: false,
    sharedDevice: false,
  });
  const nameField = useRef<HTMLInputElement>(null);
  const agreeField = useRef<HTMLInputElement>(null);
  const nameless = name.trim() === '';

  /** A changed form ends the retries of the earlier request. */
  const change = (act: () => void) => {
    if (waiting) stop();
    act();
  };
  const submit = () => {
    setAsked(true);
    if (nameless) return nameField.current?.focus();
    if (!agreed) return agreeField.current?.focus();
    const { listening, firstTime, sharedDevice } = choice;
    const entry = { seat: listening ? 'listener' : 'sharer', firstTime } as const;
    const given = { token, name: name.trim(), agreed, agreementsVersion: read.version };
    void redeem({ ...given, sharedDevice }, card, entry);
  };

  return (
    <Page
      documentTitle={t`Your invitation`}
      title={
        <span className={styles.title}>
          {facilitates ? (
            <Trans>
              You’re invited to facilitate “<bdi>{card.name}</bdi>”
            </Trans>
          ) : (
            <Trans>
              You’re invited to “<bdi>{card.name}</bdi>”
            </Trans>
          )}
        </span>
      }
      lead={<InvitationLead card={card} facilitates={facilitates} />}
      above={
        <div className={styles.ring}>
          <Ring />
        </div>
      }
      dawn
      centred
    >
      <Form id={form} className={styles.form} onSend={submit} noValidate>
        <EntranceNotice entrance={entrance} seats={card.seats} />
        <NameField
          ref={nameField}
          facilitates={facilitates}
          name={name}
          error={
            asked && nameless
              ? t`Choose any name, or press “Suggest another name”.`
              : fields['name']
          }
          suggestion={suggestion}
          onChange={(next) => change(() => setName(next))}
        />
        <div className={styles.agree}>
          <Check
            ref={agreeField}
            label={
              <Trans>I’ll keep what is said here in this circle, and be gentle with people.</Trans>
            }
            error={asked && !agreed ? t`Please read the agreements and check this.` : undefined}
            checked={agreed}
            onChange={setAgreed}
          />
          <details className={styles.more} open={!!changed}>
            <summary>
              <Trans>Our agreements</Trans>
            </summary>
            <AgreementList agreements={read.texts} />
          </details>
        </div>
        <RedeemProblem redeeming={redeeming} />
        <ParticipationOptions
          facilitates={facilitates}
          isFull={entrance.isFull}
          choice={choice}
          onChange={(next) => change(() => setChoice(next))}
        />
      </Form>
      <JoinEffectText entrance={entrance} />
      <ButtonLink to={paths.back} kind="plain">
        <Trans>I was here before</Trans>
      </ButtonLink>
      <InvitationDetails card={card} facilitates={facilitates} />
      <PrivacySummary card={card} />
      <JoinButton
        form={form}
        busy={busy && !waiting}
        entrance={entrance}
        isListening={choice.listening}
      />
    </Page>
  );
}
