/** The sheet for personal parts that are opened rarely. */

import { Trans } from '@lingui/react/macro';
import { Suspense } from 'react';
import type { PersonalSheetTarget } from '../circle/model/personal-sheet.ts';
import { DevicesPanel } from '../sign-in/sign-in.lazy.ts';
import { Sheet } from '../ui/sheet.tsx';
import { AppealForm } from './appeal-form.tsx';
import { HiddenPeople } from './hidden-people.tsx';
import { OwnMessages } from './own-messages.tsx';
import { ReportForm } from './report-form.tsx';
import { SettingsSheet } from './settings/settings-sheet.tsx';

interface PersonalSheetProps {
  readonly target: PersonalSheetTarget;
  readonly onClose: () => void;
}

export function PersonalSheet({ target: aside, onClose }: PersonalSheetProps) {
  switch (aside.what) {
    case 'settings':
      return <SettingsSheet open onClose={onClose} />;
    case 'report':
      return (
        <Sheet open onClose={onClose} title={<Trans>Report</Trans>}>
          <ReportForm target={aside.target} about={aside.about} onClose={onClose} />
        </Sheet>
      );
    case 'appeal':
      return (
        <Sheet open onClose={onClose} title={<Trans>I disagree</Trans>}>
          <AppealForm receipt={aside.receipt} onClose={onClose} />
        </Sheet>
      );
    case 'hidden':
      return (
        <Sheet open onClose={onClose} title={<Trans>People you’ve hidden</Trans>}>
          <HiddenPeople />
        </Sheet>
      );
    case 'devices':
      return (
        <Sheet open onClose={onClose} title={<Trans>Your devices and return code</Trans>}>
          <Suspense fallback={null}>
            <DevicesPanel />
          </Suspense>
        </Sheet>
      );
    case 'words':
      return (
        <Sheet open onClose={onClose} title={<Trans>What you wrote</Trans>}>
          <OwnMessages />
        </Sheet>
      );
  }
}
