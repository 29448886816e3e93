/** The personal invitations of a circle with the outcome of each, taking one back, and new ones. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { IdCard } from 'lucide-react';
import { useState } from 'react';
import { formatDate } from '../../lib/i18n/dates.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { CardForm } from './card-form.tsx';
import { type CardOutcome, type CircleLink, cardOutcome, isPersonalCard } from './card-outcome.ts';
import styles from './personal-cards.module.css';
import { PersonalCards } from './personal-cards.tsx';
import { type CardBatch, useCardBatch } from './use-card-batch.ts';

export function CardsSection({ detail, onChanged }: CircleDetailProps) {
  const batch = useCardBatch(detail.id);
  return <CardList detail={detail} batch={batch} onChanged={onChanged} />;
}

/** So many open cards are shown at once; more of them open by a press. */
const shownAtOnce = 4;

interface CardListProps extends CircleDetailProps {
  readonly batch: CardBatch;
}

export function CardList({ detail, batch, onChanged }: CardListProps) {
  const [isFormOpen, setFormOpen] = useState(false);
  const holder = useFocusSwap<HTMLElement>(isFormOpen);
  const cards = detail.links.filter(isPersonalCard);
  const open = cards.filter((card) => cardOutcome(card) === 'open');
  const closed = cards.filter((card) => cardOutcome(card) !== 'open');
  const make = async (labels: readonly string[]) => {
    setFormOpen(false);
    await batch.make(labels);
    onChanged();
  };
  const row = (card: CircleLink) => (
    <li key={card.id}>
      <CardRow
        circle={detail.id}
        card={card}
        isBusy={batch.request.busy}
        onReplace={() => void make([card.label])}
        onChanged={onChanged}
      />
    </li>
  );
  return (
    <section className={layout.stack} ref={holder}>
      <h2>
        <Trans>Cards for one person each</Trans>
      </h2>
      {cards.length === 0 && (
        <p className={layout.muted}>
          <Trans>
            To print and hand out. Each one works once, and you see whether it was used.
          </Trans>
        </p>
      )}
      {open.length > 0 && (
        <details className={layout.disclosure} open={open.length <= shownAtOnce || undefined}>
          <summary>
            <Plural
              value={open.length}
              one="# card isn’t used yet"
              other="# cards aren’t used yet"
            />
          </summary>
          <ul className={layout.list}>{open.map(row)}</ul>
        </details>
      )}
      {closed.length > 0 && (
        <details className={layout.disclosure} open={open.length === 0 || undefined}>
          <summary>
            <Plural
              value={closed.length}
              one="# card is used, expired or taken back"
              other="# cards are used, expired or taken back"
            />
          </summary>
          <ul className={layout.list}>{closed.map(row)}</ul>
        </details>
      )}
      {(batch.cards.length > 0 || batch.left > 0) && (
        <div className={layout.result}>
          <p>
            <Trans>The new cards. Their codes are shown only now.</Trans>
          </p>
          <PersonalCards name={detail.name} batch={batch} />
          <div>
            <Button onClick={batch.forget}>
              <Trans>I’ve got them</Trans>
            </Button>
          </div>
        </div>
      )}
      {isFormOpen ? (
        <CardForm
          known={cards.map(({ label }) => label)}
          onMake={(labels) => void make(labels)}
          onCancel={() => setFormOpen(false)}
        />
      ) : (
        <div>
          <Button onClick={() => setFormOpen(true)} icon={<IdCard size={18} aria-hidden="true" />}>
            <Trans>Make cards</Trans>
          </Button>
        </div>
      )}
    </section>
  );
}

interface CardRowProps {
  readonly circle: string;
  readonly card: CircleLink;
  readonly isBusy: boolean;
  /** A new card with the same name on it. */
  readonly onReplace: () => void;
  readonly onChanged: () => void;
}

function CardRow({ circle, card, isBusy, onReplace, onChanged }: CardRowProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const outcome = cardOutcome(card);
  const label = card.label || t`Card`;
  const takeBack = async () => {
    if (!(await request.run((api) => api.revokeLink(circle, card.id)))?.ok) return false;
    announce(t`The card is taken back.`);
    onChanged();
    return true;
  };
  return (
    <div className={layout.entry}>
      <div className={layout.item}>
        <bdi className={layout.name}>{label}</bdi>
        <span className={styles.tag} data-outcome={outcome}>
          <OutcomeText outcome={outcome} />
        </span>
        {outcome === 'open' && (
          <span className={layout.muted}>
            <Trans>until {formatDate(card.expires)}</Trans>
          </span>
        )}
      </div>
      {outcome === 'open' && (
        <ConfirmButton
          label={t`Take it back…`}
          about={label}
          confirmLabel={t`Take it back`}
          cancelLabel={t`Cancel`}
          busy={request.busy}
          problem={request.errorText}
          onConfirm={takeBack}
        >
          <Trans>No one can come in by it any more. Make a new one if it got lost.</Trans>
        </ConfirmButton>
      )}
      {(outcome === 'expired' || outcome === 'taken-back') && (
        <div>
          <Button busy={isBusy} onClick={onReplace}>
            <Trans>Make it anew</Trans>
            <span className="hidden"> {label}</span>
          </Button>
        </div>
      )}
    </div>
  );
}

function OutcomeText({ outcome }: { readonly outcome: CardOutcome }) {
  switch (outcome) {
    case 'open':
      return <Trans>Not used yet</Trans>;
    case 'joined':
      return <Trans>Joined</Trans>;
    case 'expired':
      return <Trans>Expired</Trans>;
    case 'taken-back':
      return <Trans>Taken back</Trans>;
    default:
      return outcome satisfies never;
  }
}
