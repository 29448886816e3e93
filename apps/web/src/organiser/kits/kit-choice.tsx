/** Starting a circle from a kit: one that comes along, or a file (KIT-1, KIT-2). */
import type { KitPreview } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { BookOpen } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import layout from '../page/layout.module.css';
import type { ChosenKit } from './chosen-kit.ts';
import { KitPicker } from './kit-picker.tsx';

interface KitChoiceProps {
  readonly chosen: ChosenKit | null;
  /** `kit`: its id or its text. */
  readonly onChoose: (kit: string, preview: KitPreview) => void;
  readonly onRemove: () => void;
}

export function KitChoice({ chosen, onChoose, onRemove }: KitChoiceProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={layout.row}>
      {chosen && (
        <span>
          <Trans>
            From the kit “<bdi>{chosen.name}</bdi>”
          </Trans>
        </span>
      )}
      <Button onClick={() => setOpen(true)} icon={<BookOpen size={18} aria-hidden="true" />}>
        {chosen ? <Trans>Another kit</Trans> : <Trans>Start from a kit</Trans>}
      </Button>
      {chosen && (
        <Button kind="plain" onClick={onRemove}>
          <Trans>Without a kit</Trans>
        </Button>
      )}
      <Sheet open={isOpen} onClose={() => setOpen(false)} title={t`Start from a kit`}>
        <KitPicker
          onChoose={(kit, preview) => {
            onChoose(kit, preview);
            setOpen(false);
          }}
        />
      </Sheet>
    </div>
  );
}
