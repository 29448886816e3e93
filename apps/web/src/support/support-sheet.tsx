/** What helps now: a word with a facilitator, whom to call, coming to the ground, stepping away. */
import { Trans } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useSupport } from './context.ts';
import { Grounding } from './grounding.tsx';
import { NoteForm } from './note-form.tsx';
import { Resources } from './resources.tsx';
import styles from './support.module.css';

interface SupportSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SupportSheet({ open, onClose }: SupportSheetProps) {
  const { resources, note, threads, me, stepOut } = useSupport();
  return (
    <Sheet open={open} onClose={onClose} title={<Trans>Support</Trans>}>
      {note && <NoteForm note={note} threads={threads} me={me} />}
      <div className={note ? styles.part : undefined}>
        <Resources own={resources} />
      </div>
      <details className={styles.part}>
        <summary>
          <Trans>Ground me for a minute</Trans>
        </summary>
        <Grounding />
      </details>
      {stepOut && (
        <div className={styles.part}>
          <Button
            wide
            onClick={async () => {
              if (await stepOut()) onClose();
            }}
          >
            <Trans>Step out for a bit</Trans>
          </Button>
        </div>
      )}
    </Sheet>
  );
}
