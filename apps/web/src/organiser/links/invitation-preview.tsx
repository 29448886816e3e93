/**
 * The join page as a participant sees it, over everything else. It is the same page; only
 * its link is left out, so that nothing can happen by trying it.
 */
import { api, linkTokenOf } from '@holdspace/client';
import type { CircleCardBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { Invitation } from '../../join/invitation/invitation.tsx';
import { errorText } from '../../lib/i18n/cause-texts.ts';
import { currentTitle, setTitle } from '../../lib/preferences/document-title.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './invitation-preview.module.css';

export function PreviewButton({ url }: { readonly url: string }) {
  const [card, setCard] = useState<CircleCardBody | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const look = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const looked = await api().look(linkTokenOf(url));
      if (looked.kind === 'circle') setCard(looked.card);
    } catch (fault) {
      setProblem(errorText(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button busy={busy} onClick={() => void look()} icon={<Eye size={18} aria-hidden="true" />}>
        <Trans>Preview as participant</Trans>
      </Button>
      {problem && (
        <Notice tone="brick" spoken>
          {problem}
        </Notice>
      )}
      {card && <InvitationPreview card={card} onClose={() => setCard(null)} />}
    </>
  );
}

function InvitationPreview({
  card,
  onClose,
}: {
  readonly card: CircleCardBody;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  // Taken before the page inside takes title and focus for itself.
  const [{ title, opener }] = useState(() => ({
    title: currentTitle(),
    opener: document.activeElement,
  }));
  // It is a page of its own with landmarks of its own, so it lies beside the screens.
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

const previewRole = 'participant';
