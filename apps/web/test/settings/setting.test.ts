import { expect, it } from 'vitest';
import { createSetting } from '../../src/settings/setting.ts';
import { createMemoryTextStore } from '../../src/storage/text-store.ts';
import { themeChoices } from '../../src/theme/theme.ts';

it('is remembered, and anything that is no choice is not', () => {
  const store = createMemoryTextStore();
  const setting = createSetting(store, 'theme', themeChoices, 'system');
  expect(setting.get()).toBe('system');
  const told: string[] = [];
  const stop = setting.subscribe(() => told.push(setting.get()));
  setting.set('dark');
  setting.set('dark');
  stop();
  expect(told).toEqual(['dark']);
  expect(createSetting(store, 'theme', themeChoices, 'system').get()).toBe('dark');
  store.set('theme', 'purple');
  expect(createSetting(store, 'theme', themeChoices, 'system').get()).toBe('system');
});
