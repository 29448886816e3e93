/** The kits that come along, one from a file, and what is in the one that was pressed. */
import type { KitFault, KitPreview, KitSummary } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft, FileUp } from 'lucide-react';
import { type ChangeEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import layout from '../page/layout.module.css';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import { KitContents } from './kit-preview.tsx';
import styles from './kits.module.css';

/** As the server takes it, in bytes. */
const maxKitFile = 64 * 1024;

interface KitPickerProps {
  readonly onChoose: (kit: string, preview: KitPreview) => void;
}

interface LookedAtKit {
  readonly kit: string;
  readonly preview: KitPreview;
}

export function KitPicker({ onChoose }: KitPickerProps) {
  const { t } = useLingui();
  const [looked, setLooked] = useState<LookedAtKit | null>(null);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const holder = useFocusSwap<HTMLDivElement>(looked !== null);
  const request = useStaffRequest();
  const look = async (kit: string) => {
    setFileProblem(null);
    const result = await request.run((api) => api.previewKit(kit));
    if (result?.ok) setLooked({ kit, preview: result.value });
  };
  const read = async (file: File) => {
    request.reset();
    const size = Math.ceil(file.size / 1024);
    if (file.size > maxKitFile) {
      return setFileProblem(t`This file has ${size} KB. A kit has at most 64 KB.`);
    }
    try {
      await look(await file.text());
    } catch {
      setFileProblem(t`This file can’t be read. Is it still where it was?`);
    }
  };
  return (
    <div ref={holder} className={layout.stack}>
      {looked ? (
        <LookedAt
          looked={looked}
          onUse={() => onChoose(looked.kit, looked.preview)}
          onBack={() => setLooked(null)}
        />
      ) : (
        <>
          <ComingKits isBusy={request.busy} onLook={(kit) => void look(kit)} />
          <KitFileField onFile={(file) => void read(file)} />
          {fileProblem && (
            <Notice tone="honey" spoken>
              {fileProblem}
            </Notice>
          )}
          <KitFaults faults={request.problem?.faults ?? []} />
          {!request.problem?.faults && <CommandError command={request} />}
        </>
      )}
    </div>
  );
}

interface LookedAtProps {
  readonly looked: LookedAtKit;
  readonly onUse: () => void;
  readonly onBack: () => void;
}

function LookedAt({ looked: { preview }, onUse, onBack }: LookedAtProps) {
  return (
    <>
      <div>
        <Button
          kind="plain"
          onClick={onBack}
          icon={<ArrowLeft size={18} className="flips" aria-hidden="true" />}
        >
          <Trans>All kits</Trans>
        </Button>
      </div>
      <h2 data-first tabIndex={-1}>
        <bdi>{preview.name}</bdi>
      </h2>
      <KitContents kit={preview} />
      <Button kind="primary" size="l" wide onClick={onUse}>
        <Trans>Use this kit</Trans>
      </Button>
    </>
  );
}

interface ComingKitsProps {
  readonly isBusy: boolean;
  readonly onLook: (kit: string) => void;
}

function ComingKits(props: ComingKitsProps) {
  const [loaded] = useStaffQuery((api) => api.kits());
  if (loaded.state === 'failed') return <p>{loaded.problem.message}</p>;
  return <KitList {...props} kits={loaded.state === 'there' ? loaded.value : []} />;
}

export function KitList({
  kits,
  isBusy,
  onLook,
}: ComingKitsProps & { readonly kits: readonly KitSummary[] }) {
  return (
    <ul className={layout.stack}>
      {kits.map(({ id, name, purpose }) => (
        <li key={id}>
          <Button className={styles.kit} busy={isBusy} onClick={() => onLook(id)}>
            <bdi>{name}</bdi>
            <span className={styles.short} dir="auto">
              {purpose}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function KitFileField({ onFile }: { readonly onFile: (file: File) => void }) {
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) onFile(file);
    // The same file can be chosen again after it was mended.
    target.value = '';
  };
  return (
    <div>
      <label className={styles.file}>
        <FileUp size={18} aria-hidden="true" />
        <Trans>From a file…</Trans>
        <input type="file" accept=".yaml,.yml,.txt,text/*" onChange={choose} />
      </label>
    </div>
  );
}

/** Each sentence has its line and column. */
export function KitFaults({ faults }: { readonly faults: readonly KitFault[] }) {
  if (faults.length === 0) return null;
  return (
    <Notice tone="honey" spoken stacked>
      <p>
        <Trans>This file can’t be used as a kit yet:</Trans>
      </p>
      <ul className={layout.bullets}>
        {faults.map(({ line, column, message }) => (
          <li key={`${line} ${column} ${message}`}>
            <bdi>{message}</bdi>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
