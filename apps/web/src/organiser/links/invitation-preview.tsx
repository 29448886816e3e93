/**
 * The join page as a participant sees it, over the screens of the organiser. It is the same page
 * without a link token, so that trying it changes nothing.
 */
import { linkTokenOf } from '@holdspace/client';
import type { CircleCardBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { Invitation } from '../../join/invitation/invitation.tsx';
import { useRequest } from '../../lib/api/use-request.ts';
import { currentTitle, setTitle } from '../../lib/preferences/document-title.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './invitation-preview.module.css';

const previewRole = 'participant';

export function PreviewButton({ url }: { readonly url: string }) {
  const [card, setCard] = useState<CircleCardBody | null>(null);
  const request = useRequest();
  const look = async () => {
    const result = await request.run((api) => api.look(linkTokenOf(url)));
    if (result?.ok && result.value.kind === 'circle') setCard(result.value.card);
  };
  return (
    <>
      <Button
        busy={request.busy}
        onClick={() => void look()}
        icon={<Eye size={18} aria-hidden="true" />}
      >
        <Trans>Preview as participant</Trans>
      </Button>
      <CommandError command={request} />
      {card && <InvitationPreview card={card} onClose={() => setCard(null)} />}
    </>
  );
}

interface InvitationPreviewProps {
  readonly card: CircleCardBody;
  readonly onClose: () => void;
}

function InvitationPreview({ card, onClose }: InvitationPreviewProps) {
  const { t } = useLingui();
  // Read before the page inside sets the title and moves the focus.
  const [{ title, opener }] = useState(() => ({
    title: currentTitle(),
    opener: document.activeElement,
  }));
  // The preview has landmarks of its own, so it is rendered beside the screens, which go inert.
  useEffect(() => {
    const screens = document.getElementById('root');
    screens?.toggleAttribute('inert', true);
    return () => {
      screens?.toggleAttribute('inert', false);
      setTitle(title);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [title, opener]);
  return createPortal(
    <div className={styles.preview}>
      <aside aria-label={t`Preview as participant`}>
        <Notice
          action={
            <Button onClick={onClose}>
              <Trans>Back to the links</Trans>
            </Button>
          }
        >
          <Trans>
            This is what people see when they open the link. You can try it; nothing happens.
          </Trans>
        </Notice>
      </aside>
      <Invitation token="" card={card} role={previewRole} />
    </div>,
    document.body,
  );
}
