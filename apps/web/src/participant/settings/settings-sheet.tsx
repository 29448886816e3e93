/** The settings of this browser, in one sheet. What is chosen is saved at once, and that is said. */
import { useLingui } from '@lingui/react/macro';
import { type Preferences, setPreference } from '../../lib/preferences/preferences.ts';
import { usePreferences } from '../../lib/preferences/use-preferences.ts';
import { announceSettingSaved } from '../../lib/speech/page-rules.ts';
import { Check, Choice } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { AlertSettings } from './alert-settings.tsx';

interface SettingsSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SettingsSheet({ open, onClose }: SettingsSheetProps) {
  const { t } = useLingui();
  return (
    <Sheet open={open} onClose={onClose} title={t`Settings`}>
      <ChoiceSetting
        name="theme"
        label={t`Theme`}
        row
        options={[
          { value: 'auto', label: t`Match device` },
          { value: 'day', label: t`Day` },
          { value: 'evening', label: t`Evening` },
        ]}
      />
      <ChoiceSetting
        name="text"
        label={t`Text size`}
        row
        options={[
          { value: '100', label: '100 %' },
          { value: '115', label: '115 %' },
          { value: '130', label: '130 %' },
          { value: '150', label: '150 %' },
        ]}
      />
      <ChoiceSetting
        name="enter"
        label={t`The Enter key`}
        options={[
          { value: 'device', label: t`Sends if there’s a keyboard` },
          { value: 'sends', label: t`Always sends. Shift and Enter make a new line` },
          { value: 'line', label: t`Makes a new line. Ctrl and Enter send` },
        ]}
      />
      <ChoiceSetting
        name="aloud"
        label={t`Screen reader`}
        hint={t`What a screen reader reads out by itself.`}
        options={[
          { value: 'everything', label: t`Every message` },
          { value: 'summaries', label: t`Summaries only` },
          { value: 'mine', label: t`My turn and facilitators only` },
          { value: 'nothing', label: t`Nothing` },
        ]}
      />
      <ToggleSetting name="shiftLeaves" label={t`Press Shift three times to leave at once`} />
      <AlertSettings />
      <ToggleSetting
        name="namedTitles"
        label={t`Show the circle’s name in the tab`}
        hint={t`Otherwise every tab is called “Notes”. Your browser’s history keeps these titles.`}
      />
    </Sheet>
  );
}

interface ChoiceSettingProps<Name extends 'theme' | 'text' | 'enter' | 'aloud'> {
  readonly name: Name;
  readonly label: string;
  readonly hint?: string;
  readonly row?: boolean;
  readonly options: readonly { readonly value: Preferences[Name]; readonly label: string }[];
}

function ChoiceSetting<Name extends 'theme' | 'text' | 'enter' | 'aloud'>(
  props: ChoiceSettingProps<Name>,
) {
  const { name, options, ...shown } = props;
  const value = usePreferences()[name];
  const choose = (chosen: Preferences[Name]) => {
    setPreference(name, chosen);
    announceSettingSaved(options.find((each) => each.value === chosen)?.label ?? '');
  };
  return <Choice {...shown} options={options} value={value} onChange={choose} />;
}

interface ToggleSettingProps {
  readonly name: 'shiftLeaves' | 'namedTitles';
  readonly label: string;
  readonly hint?: string;
}

function ToggleSetting({ name, ...shown }: ToggleSettingProps) {
  const { t } = useLingui();
  const checked = usePreferences()[name];
  const choose = (on: boolean) => {
    setPreference(name, on);
    announceSettingSaved(on ? t`${shown.label}: on` : t`${shown.label}: off`);
  };
  return <Check {...shown} checked={checked} onChange={choose} />;
}
