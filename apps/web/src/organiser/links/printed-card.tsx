/** An invitation that many use, as a QR code on a card that can be printed. */
import { Trans } from '@lingui/react/macro';
import { Printer } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { InvitationCard } from './invitation-card.tsx';
import { PrintSheet } from './print-sheet.tsx';
import { LocalAddressNotice } from './qr-code.tsx';

interface PrintedCardProps {
  readonly name: string;
  readonly url: string;
}

export function PrintedCard({ name, url }: PrintedCardProps) {
  return (
    <>
      <LocalAddressNotice url={url} />
      <InvitationCard name={name} url={url} />
      <div>
        <Button onClick={() => window.print()} icon={<Printer size={18} aria-hidden="true" />}>
          <Trans>Print this card</Trans>
        </Button>
      </div>
      <PrintSheet>
        <InvitationCard name={name} url={url} isOnPaper />
      </PrintSheet>
    </>
  );
}
