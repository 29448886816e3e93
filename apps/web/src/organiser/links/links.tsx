/** The links of a circle: which there are, making one, taking one back. */

import { api } from '@holdspace/client';
import { type CircleDetail, type CreatedLink, maxNameLength, type Role } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { errorText } from '../../lib/i18n/cause-texts.ts';
import { formatDate } from '../../lib/i18n/dates.ts';
import { now } from '../../lib/time/now.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice, Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import { CopyLink } from './copy-link.tsx';
import { PreviewButton } from './invitation-preview.tsx';
import { PrintedCard } from './printed-card.tsx';
import { useMakeLink } from './use-make-link.ts';

type CircleLink = CircleDetail['links'][number];

const isOpenLink = ({ revoked, usesLeft, expires }: CircleLink): boolean =>
  !revoked && usesLeft > 0 && expires > now();

export function LinksSection({ detail, onChanged }: CircleDetailProps) {
  const open = detail.links.filter(isOpenLink);
  const shut = detail.links.length - open.length;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Links</Trans>
      </h2>
      {open.length === 0 && (
        <p className={layout.muted}>
          <Trans>No links are open.</Trans>
        </p>
      )}
      <ul className={layout.list}>
        {open.map((link) => (
          <li key={link.id}>
            <LinkRow circle={detail.id} link={link} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      {shut > 0 && (
        <p className={layout.muted}>
          <Plural
            value={shut}
            one="# link is used up, expired or revoked."
            other="# links are used up, expired or revoked."
          />
        </p>
      )}
      <MakeLinkForm detail={detail} onChanged={onChanged} />
    </section>
  );
}

interface LinkRowProps {
  readonly circle: string;
  readonly link: CircleLink;
  readonly onChanged: () => void;
}

function LinkRow({ circle, link, onChanged }: LinkRowProps) {
  const { t } = useLingui();
  const [sure, setSure] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(sure);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const facilitates = link.role === 'facilitator';
  const name = link.label || (facilitates ? t`Facilitator` : t`Invitation`);

  const revoke = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await api().revokeLink(circle, link.id);
      announce(t`The link has been revoked.`);
      onChanged();
    } catch (fault) {
      setProblem(errorText(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div ref={holder} className={layout.entry}>
      <div className={layout.item}>
        <span className={layout.text}>
          <bdi className={layout.name}>{name}</bdi>
          <span className={layout.muted}>
            {facilitates ? (
              <Trans>for a facilitator</Trans>
            ) : (
              <Plural value={link.usesLeft} one="for # more person" other="for # more people" />
            )}
            {' · '}
            <Trans>until {formatDate(link.expires)}</Trans>
          </span>
        </span>
        {!sure && (
          <Button onClick={() => setSure(true)}>
            <Trans>Revoke link…</Trans>
            <span className="hidden">{name}</span>
          </Button>
        )}
      </div>
      {sure && (
        <Notice tone="honey">
          <p>
            <Trans>No one new can come in by it. People who are already in stay.</Trans>
          </p>
          <div className={layout.row}>
            <Button kind="danger" busy={busy} onClick={() => void revoke()}>
              <Trans>Revoke link</Trans>
            </Button>
            <Button onClick={() => setSure(false)}>
              <Trans>Cancel</Trans>
            </Button>
          </div>
        </Notice>
      )}
      {problem && (
        <Notice tone="brick" spoken>
          {problem}
        </Notice>
      )}
    </div>
  );
}

function MakeLinkForm({ detail, onChanged }: CircleDetailProps) {
  const { t } = useLingui();
  const { busy, problem, faults, make } = useMakeLink(detail.id);
  const [open, setOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(open);
  const [role, setRole] = useState<Role>('participant');
  const [label, setLabel] = useState('');
  const [uses, setUses] = useState('30');
  const [made, setMade] = useState<(CreatedLink & { readonly role: Role }) | null>(null);

  const submit = async () => {
    const wish = { role, label: label.trim() };
    const link = await make(
      role === 'facilitator' ? { ...wish, uses: 1 } : { ...wish, uses: Number(uses) },
    );
    if (!link) return;
    setMade({ ...link, role });
    setOpen(false);
    setLabel('');
    onChanged();
  };
  return (
    <div ref={holder} className={layout.stack}>
      {made && !open && (
        <div className={layout.result}>
          <p>
            <Trans>The new link. It’s shown only now.</Trans>
          </p>
          <CopyLink
            url={made.url}
            label={made.role === 'facilitator' ? t`Facilitator link` : t`Invitation link`}
            openLabel={made.role === 'facilitator' ? t`Open it` : undefined}
          >
            {made.role === 'participant' && <PreviewButton url={made.url} />}
          </CopyLink>
          {made.role === 'participant' && <PrintedCard name={detail.name} url={made.url} />}
        </div>
      )}
      {!open && (
        <div>
          <Button onClick={() => setOpen(true)} icon={<Link2 size={18} aria-hidden="true" />}>
            <Trans>Make a link</Trans>
          </Button>
        </div>
      )}
      {open && (
        <Form className={layout.stack} onSend={() => void submit()} noValidate>
          <Choice
            row
            label={t`Who it’s for`}
            value={role}
            onChange={setRole}
            options={[
              { value: 'participant', label: t`Participants` },
              { value: 'facilitator', label: t`A facilitator` },
            ]}
          />
          <Field
            label={t`Name of the link`}
            hint={t`Facilitators see this name next to people who came by the link. For example: library poster.`}
            error={faults['label']}
            value={label}
            limit={maxNameLength}
            autoComplete="off"
            onChange={(event) => setLabel(event.target.value)}
          />
          {role === 'participant' && (
            <Field
              label={t`For how many people`}
              error={faults['uses']}
              type="number"
              inputMode="numeric"
              min={1}
              max={200}
              value={uses}
              onChange={(event) => setUses(event.target.value)}
            />
          )}
          {problem && (
            <Notice tone="brick" spoken>
              {problem}
            </Notice>
          )}
          <div className={layout.row}>
            <Button type="submit" kind="primary" busy={busy}>
              <Trans>Make the link</Trans>
            </Button>
            <Button onClick={() => setOpen(false)}>
              <Trans>Cancel</Trans>
            </Button>
          </div>
        </Form>
      )}
    </div>
  );
}
