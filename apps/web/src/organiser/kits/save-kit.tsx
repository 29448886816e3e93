/** Saves a circle as a kit: a text file that opens another one like it, without its people (KIT-1). */
import type { CircleDetail } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

/** Hands a text to the browser as a file. */
function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Letters that every file system takes. */
const fileName = (name: string): string =>
  `${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'kit'}.yaml`;

export function SaveKitSection({ detail }: { readonly detail: CircleDetail }) {
  const request = useStaffRequest();
  const save = async () => {
    const result = await request.run((api) => api.circleKit(detail.id));
    if (!result?.ok) return;
    downloadText(fileName(detail.name), result.value);
    announce(t`The kit is saved.`);
  };
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Use it again</Trans>
      </h2>
      <p className={layout.muted}>
        <Trans>
          A kit is a text file with the purpose, rhythm, agreements and words of this circle, and
          with nothing of its members. Another circle can start from it, here or elsewhere.
        </Trans>
      </p>
      <CommandError command={request} />
      <div>
        <Button
          busy={request.busy}
          onClick={() => void save()}
          icon={<Download size={18} aria-hidden="true" />}
        >
          <Trans>Save as a kit</Trans>
        </Button>
      </div>
    </section>
  );
}
