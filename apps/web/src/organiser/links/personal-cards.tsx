/** Personal invitations that have just been made: a card for each person, to print or to copy. */
import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Check, Copy, Printer } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import { useSpoken } from '../page/use-spoken.ts';
import { InvitationCard } from './invitation-card.tsx';
import styles from './personal-cards.module.css';
import { PrintSheet } from './print-sheet.tsx';
import { LocalAddressNotice } from './qr-code.tsx';
import type { CardBatch, MadeCard } from './use-card-batch.ts';

interface PersonalCardsProps {
  /** Of the circle. */
  readonly name: string;
  readonly batch: CardBatch;
}

export function PersonalCards({ name, batch }: PersonalCardsProps) {
  const { cards, left, request } = batch;
  const [first] = cards;
  const waiting = plural(left, {
    one: '# card is still to be made.',
    other: '# cards are still to be made.',
  });
  useSpoken(left > 0 && !request.busy ? waiting : '');
  return (
    <div className={layout.stack}>
      {(left > 0 || request.busy) && <p>{waiting}</p>}
      <CommandError command={request} />
      {left > 0 && !request.busy && (
        <div>
          <Button kind="primary" onClick={() => void batch.goOn()}>
            <Trans>Make the rest</Trans>
          </Button>
        </div>
      )}
      {first && (
        <>
          <LocalAddressNotice url={first.url} />
          <div>
            <Button
              kind="primary"
              onClick={() => window.print()}
              icon={<Printer size={18} aria-hidden="true" />}
            >
              <Plural value={cards.length} one="Print # card" other="Print # cards" />
            </Button>
          </div>
          <ul className={layout.list}>
            {cards.map((card) => (
              <li key={card.url}>
                <MadeCardRow card={card} />
              </li>
            ))}
          </ul>
          <CardSheet name={name} cards={cards} />
        </>
      )}
    </div>
  );
}

/** The address of one card, for somebody who gets it in a message and not on paper. */
function MadeCardRow({ card: { label, url } }: { readonly card: MadeCard }) {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      announce(t`Copied`);
    } catch {
      // Without https a page has no clipboard: there is the printed address.
      announce(t`This browser can’t copy. Print the card, or use its QR code.`);
    }
  };
  return (
    <div className={layout.item}>
      <span className={layout.text}>
        <bdi className={layout.name}>{label}</bdi>
      </span>
      <Button
        onClick={() => void copy()}
        icon={
          isCopied ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />
        }
      >
        {isCopied ? <Trans>Copied</Trans> : <Trans>Copy link</Trans>}
        <span className="hidden"> {label}</span>
      </Button>
    </div>
  );
}

interface CardSheetProps extends Pick<PersonalCardsProps, 'name'> {
  readonly cards: readonly MadeCard[];
}

/** All cards on paper, two beside each other, with lines to cut along. */
export function CardSheet({ name, cards }: CardSheetProps) {
  return (
    <PrintSheet>
      <div className={styles.cards}>
        {cards.map(({ label, url }) => (
          <div key={url} className={styles.place}>
            <InvitationCard name={name} url={url} label={label} isOnPaper />
          </div>
        ))}
      </div>
    </PrintSheet>
  );
}
