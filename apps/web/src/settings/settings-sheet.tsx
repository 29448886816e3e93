/** The settings of this browser, in one sheet. */
import { useLingui } from '@lingui/react/macro';
import { AlertChoices } from '../alerts/choices.tsx';
import { Check, Choice } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { setPreference } from './preferences.ts';
import { usePreferences } from './use-preferences.ts';

interface SettingsSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SettingsSheet({ open, onClose }: SettingsSheetProps) {
  const { t } = useLingui();
  const { theme, text, enter, aloud, shiftLeaves, namedTitles } = usePreferences();
  return (
    <Sheet open={open} onClose={onClose} title={t`Settings`}>
      <Choice
        label={t`Theme`}
        row
        value={theme}
        onChange={(value) => setPreference('theme', value)}
        options={[
          { value: 'auto', label: t`Match device` },
          { value: 'day', label: t`Day` },
          { value: 'evening', label: t`Evening` },
        ]}
      />
      <Choice
        label={t`Text size`}
        row
        value={text}
        onChange={(value) => setPreference('text', value)}
        options={[
          { value: '100', label: '100 %' },
          { value: '115', label: '115 %' },
          { value: '130', label: '130 %' },
          { value: '150', label: '150 %' },
        ]}
      />
      <Choice
        label={t`The Enter key`}
        value={enter}
        onChange={(value) => setPreference('enter', value)}
        options={[
          { value: 'device', label: t`Sends if there’s a keyboard` },
          { value: 'sends', label: t`Always sends. Shift and Enter make a new line` },
          { value: 'line', label: t`Makes a new line. Ctrl and Enter send` },
        ]}
      />
      <Choice
        label={t`Screen reader`}
        hint={t`What a screen reader reads out by itself.`}
        value={aloud}
        onChange={(value) => setPreference('aloud', value)}
        options={[
          { value: 'everything', label: t`Every message` },
          { value: 'summaries', label: t`Summaries only` },
          { value: 'mine', label: t`My turn and facilitators only` },
          { value: 'nothing', label: t`Nothing` },
        ]}
      />
      <Check
        label={t`Press Shift three times to leave at once`}
        checked={shiftLeaves}
        onChange={(value) => setPreference('shiftLeaves', value)}
      />
      <AlertChoices />
      <Check
        label={t`Show the circle’s name in the tab`}
        hint={t`Otherwise every tab is called “Notes”. Your browser’s history keeps these titles.`}
        checked={namedTitles}
        onChange={(value) => setPreference('namedTitles', value)}
      />
    </Sheet>
  );
}
