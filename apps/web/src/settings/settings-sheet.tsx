/** The settings of this browser, in one sheet. */
import { useLingui } from '@lingui/react/macro';
import { AlertChoices } from '../alerts/choices.tsx';
import { Check, Choice } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { setPreference, usePreferences } from './preferences.ts';

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
        label={t`Light`}
        row
        value={theme}
        onChange={(value) => setPreference('theme', value)}
        options={[
          { value: 'auto', label: t`As the device` },
          { value: 'day', label: t`Day` },
          { value: 'evening', label: t`Evening` },
        ]}
      />
      <Choice
        label={t`Size of the text`}
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
          { value: 'device', label: t`Sends where there is a keyboard` },
          { value: 'sends', label: t`Always sends; Shift and Enter makes a new line` },
          { value: 'line', label: t`Makes a new line; Ctrl and Enter sends` },
        ]}
      />
      <Choice
        label={t`Reading aloud`}
        hint={t`What a screen reader speaks by itself.`}
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
        label={t`Pressing Shift three times leaves at once`}
        checked={shiftLeaves}
        onChange={(value) => setPreference('shiftLeaves', value)}
      />
      <AlertChoices />
      <Check
        label={t`Show the circle’s name in the tab`}
        hint={t`Otherwise every tab is called ‘Notes’. The history of the browser keeps these titles.`}
        checked={namedTitles}
        onChange={(value) => setPreference('namedTitles', value)}
      />
    </Sheet>
  );
}
