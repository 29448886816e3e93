/** Beside the first link for a facilitator: one link more for each further one, shown only now. */
import type { CreatedLink } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { UserPlus } from 'lucide-react';
import { tabStorage } from '../../lib/storage/storage.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { CopyLink } from '../../ui/copy-link.tsx';
import { useMakeLink } from '../links/use-make-link.ts';
import layout from '../page/layout.module.css';

const linksKey = (circle: string) => `organiser:more-facilitators:${circle}`;

/** When what is shown once has been handed out. */
export const forgetFacilitatorLinks = (circle: string): void =>
  tabStorage.write(linksKey(circle), null);

export function AnotherFacilitator({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const { request, make } = useMakeLink(circle);
  // Shown once, so a reload must not lose them.
  const [links, setLinks] = useTabState<readonly CreatedLink[]>(linksKey(circle), []);
  const add = async () => {
    const link = await make({ role: 'facilitator', label: '', uses: 1 });
    if (!link) return;
    setLinks([...links, link]);
    announce(t`A link for another facilitator is shown above.`);
  };
  return (
    <>
      {links.map(({ id, url }, at) => (
        <CopyLink key={id} url={url} label={t`Facilitator link ${at + 2}`} />
      ))}
      <CommandError command={request} />
      <div className={layout.entry}>
        <p className={layout.muted}>
          <Trans>
            Each facilitator needs a link of their own. Who leads every week can have a sign-in
            instead: add them under “People”.
          </Trans>
        </p>
        <div>
          <Button
            busy={request.busy}
            onClick={() => void add()}
            icon={<UserPlus size={18} aria-hidden="true" />}
          >
            <Trans>A link for another facilitator</Trans>
          </Button>
        </div>
      </div>
    </>
  );
}
