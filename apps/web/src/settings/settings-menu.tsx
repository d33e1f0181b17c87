import { Menu } from '@base-ui/react/menu';
import { useReadable } from '@duet/sdk/react';
import type { RefObject } from 'react';
import { useAppParts } from '../app/app-parts.ts';
import { BlockIcon, CheckIcon, SignOutIcon } from '../shapes/icons.tsx';
import { MenuFrame, MenuItem, MenuLabel, MenuLine, MenuRadioItem } from '../shapes/menu-frame.tsx';
import { themeChoices } from '../theme/theme.ts';
import type { ThemeChoice } from '../theme/theme.ts';
import { languageChoices } from '../words/language.ts';
import type { LanguageChoice } from '../words/language.ts';
import { useWords } from '../words/words-context.tsx';
import type { Setting } from './setting.ts';
import type { SettingsDialog } from './settings-dialog.ts';

type ChoiceGroupProps<T extends string> = {
  label: string;
  setting: Setting<T>;
  choices: readonly T[];
  names: Record<T, string>;
};

const ChoiceGroup = <T extends string>({ label, setting, choices, names }: ChoiceGroupProps<T>) => {
  const chosen = useReadable(setting);
  return (
    <Menu.RadioGroup
      value={chosen}
      onValueChange={(value: unknown) => {
        const next = choices.find((choice) => choice === value);
        if (next !== undefined) setting.set(next);
      }}
    >
      <MenuLabel>{label}</MenuLabel>
      {choices.map((choice) => (
        <MenuRadioItem key={choice} value={choice} closeOnClick={false}>
          {names[choice]}
          {choice === chosen && <CheckIcon size={18} />}
        </MenuRadioItem>
      ))}
    </Menu.RadioGroup>
  );
};

type SettingsMenuProps = {
  opener: RefObject<HTMLElement | null>;
  onClosed: () => void;
  onDialog: (dialog: SettingsDialog) => void;
};

export const SettingsMenu = ({ opener, onClosed, onDialog }: SettingsMenuProps) => {
  const { theme, language } = useAppParts();
  const { words } = useWords();
  const themes: Record<ThemeChoice, string> = words.settings;
  // A language is named in itself, for the one who reads no other.
  const languages: Record<LanguageChoice, string> = {
    system: words.settings.languageSystem,
    en: 'English',
    ko: '한국어',
  };

  return (
    <MenuFrame label={words.settings.menu} opener={opener} onClosed={onClosed}>
      <ChoiceGroup label={words.settings.theme} setting={theme} choices={themeChoices} names={themes} />
      <MenuLine />
      <ChoiceGroup label={words.settings.language} setting={language} choices={languageChoices} names={languages} />
      <MenuLine />
      <MenuItem onClick={() => onDialog('blocked')}>
        <BlockIcon size={20} />
        {words.settings.blocked}
      </MenuItem>
      <MenuItem $danger onClick={() => onDialog('sign-out')}>
        <SignOutIcon size={20} />
        {words.settings.signOut}
      </MenuItem>
    </MenuFrame>
  );
};
