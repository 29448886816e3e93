/**
 * Coming in for the first time, in three actions at most: the name is there already, one
 * check for the agreements, one press. Everything else is folded away underneath.
 */
import { type Card, maxName, type Role } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Check, Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { clock, dayOf } from '../words/times.ts';
import { AgreementList } from './agreement-list.tsx';
import { BeforeYouComeIn } from './before-you-come-in.tsx';
import styles from './invitation.module.css';
import { anotherName } from './names.ts';
import { useRedeem } from './redeeming.ts';
import { Ring } from './ring.tsx';

interface InvitationProps {
  readonly token: string;
  readonly card: Card;
  readonly role: Role;
}

export function Invitation({ token, card, role }: InvitationProps) {
  const { t } = useLingui();
  const { busy, problem, fields, suggestion, redeem } = useRedeem();
  const [name, setName] = useState(() => anotherName());
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const [listening, setListening] = useState(false);
  const [firstTime, setFirstTime] = useState(false);
  const [sharedDevice, setSharedDevice] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const agreeField = useRef<HTMLInputElement>(null);
  const facilitates = role === 'facilitator';
  const nameless = name.trim() === '';

  const submit = () => {
    setAsked(true);
    if (nameless) return nameField.current?.focus();
    if (!agreed) return agreeField.current?.focus();
    const seat = listening ? 'listener' : 'sharer';
    void redeem({ token, name: name.trim(), agreed, sharedDevice }, card, { seat, firstTime });
  };

  return (
    <Page
      documentTitle={t`Your invitation`}
      title={
        facilitates ? (
          <Trans>
            You’re invited to facilitate “<bdi>{card.name}</bdi>”
          </Trans>
        ) : (
          <Trans>
            You’re invited to “<bdi>{card.name}</bdi>”
          </Trans>
        )
      }
      lead={<Lead card={card} facilitates={facilitates} />}
      above={<Ring />}
      dawn
      centred
    >
      {card.purpose && (
        <p className={styles.purpose} dir="auto">
          {card.purpose}
        </p>
      )}
      <Form className={styles.form} onSend={submit} noValidate>
        <Field
          ref={nameField}
          label={t`What should we call you here?`}
          hint={
            facilitates
              ? t`People see this name. No account, no email.`
              : t`Not your real name. No account, no email.`
          }
          error={
            asked && nameless
              ? t`Choose any name, or press “Suggest another name”.`
              : fields['name']
          }
          value={name}
          limit={maxName}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          after={
            <Button kind="plain" onClick={() => setName(anotherName(name))}>
              <Trans>Suggest another name</Trans>
              <span className="hidden">
                <Trans>name</Trans>
              </span>
            </Button>
          }
        />
        {suggestion && suggestion !== name && (
          <Button onClick={() => setName(suggestion)}>
            <Trans>
              Use “<bdi>{suggestion}</bdi>”
            </Trans>
          </Button>
        )}
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
          <details className={styles.more}>
            <summary>
              <Trans>Our agreements</Trans>
            </summary>
            <AgreementList agreements={card.agreements} />
          </details>
        </div>
        {problem && (
          <Notice tone="brick" spoken>
            {problem}
          </Notice>
        )}
        <div className={styles.come}>
          <Button type="submit" kind="primary" size="l" wide busy={busy}>
            {facilitates ? <Trans>Come in</Trans> : <Trans>Join the waiting room</Trans>}
          </Button>
          {!facilitates && (
            <p className={styles.aside}>
              <Trans>
                No one in the circle sees you until you’re let in. Only the facilitators see that
                you’re waiting.
              </Trans>
            </p>
          )}
        </div>
        <details className={styles.more}>
          <summary>
            <Trans>How you’d like to take part</Trans>
          </summary>
          {!facilitates && (
            <>
              <Check
                label={t`Just listening today`}
                hint={t`You read along and won’t be asked to share. You can change this later.`}
                checked={listening}
                onChange={setListening}
              />
              <Check
                label={t`It’s my first time`}
                hint={t`Only the facilitators see this.`}
                checked={firstTime}
                onChange={setFirstTime}
              />
            </>
          )}
          <Check
            label={t`I’m on a shared device`}
            hint={t`This browser forgets you when you close it.`}
            checked={sharedDevice}
            onChange={setSharedDevice}
          />
        </details>
      </Form>
      <BeforeYouComeIn card={card} />
    </Page>
  );
}

function Lead({ card, facilitates }: { readonly card: Card; readonly facilitates: boolean }) {
  const names = new Intl.ListFormat(document.documentElement.lang).format(card.facilitators);
  const { meeting } = card;
  return (
    <>
      {meeting && (
        <Trans>
          {dayOf(meeting.start)}, {clock(meeting.start)} to {clock(meeting.end)}
          {'. '}
        </Trans>
      )}
      {names && !facilitates && (
        <Trans>
          With <bdi>{names}</bdi>.{' '}
        </Trans>
      )}
      <Trans>Text only. </Trans>
      <Plural value={card.seats} one="One person shares. " other="Up to # people share. " />
      {!facilitates && <Trans>You can just read, and leave at any time.</Trans>}
    </>
  );
}
