/** Makes a link of a circle and shows the new one, which is shown only once. */
import type { CreatedLink, Role } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import { PreviewButton } from './invitation-preview.tsx';
import { NewLinkForm } from './new-link-form.tsx';
import { PrintedCard } from './printed-card.tsx';

type MadeLink = CreatedLink & { readonly role: Role };

export function NewLink({ detail, onChanged }: CircleDetailProps) {
  const [isFormOpen, setFormOpen] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(isFormOpen);
  const [made, setMade] = useState<MadeLink | null>(null);
  return (
    <div ref={holder} className={layout.stack}>
      {isFormOpen ? (
        <NewLinkForm
          circle={detail.id}
          onMade={(link, role) => {
            setMade({ ...link, role });
            setFormOpen(false);
            onChanged();
          }}
          onCancel={() => setFormOpen(false)}
        />
      ) : (
        <>
          {made && <MadeLinkCard name={detail.name} link={made} />}
          <div>
            <Button onClick={() => setFormOpen(true)} icon={<Link2 size={18} aria-hidden="true" />}>
              <Trans>Make a link</Trans>
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

interface MadeLinkCardProps {
  /** Of the circle. */
  readonly name: string;
  readonly link: MadeLink;
}

function MadeLinkCard({ name, link }: MadeLinkCardProps) {
  const { t } = useLingui();
  const isForFacilitator = link.role === 'facilitator';
  return (
    <div className={layout.result}>
      <p>
        <Trans>The new link. It’s shown only now.</Trans>
      </p>
      <CopyLink
        url={link.url}
        label={isForFacilitator ? t`Facilitator link` : t`Invitation link`}
        openLabel={isForFacilitator ? t`Open it` : undefined}
      >
        {!isForFacilitator && <PreviewButton url={link.url} />}
      </CopyLink>
      {!isForFacilitator && <PrintedCard name={name} url={link.url} />}
    </div>
  );
}
