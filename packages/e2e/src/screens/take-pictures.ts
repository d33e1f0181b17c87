import type { Page } from 'playwright';
import { cuttableLine } from '../harness/cuttable-line.ts';
import { password } from '../harness/password.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import type { Camera, Language } from './camera.ts';

const longName = '황보 하늘별님구름햇님보다사랑스러우리 · 국립현대미술관 서울관 학예연구실 큐레이터';
const words = {
  en: { as: 'Continue as', new: 'New message', message: 'Message', send: 'Send' },
  ko: { as: '님으로 계속', new: '새 메시지', message: '메시지', send: '보내기' },
} as const;

/** The demo's pages. */
export const takePictures = async ({ open, picture, isPhone }: Camera, { url }: ServerProcess): Promise<void> => {
  const say = async (page: Page, language: Language, text: string): Promise<void> => {
    await page.getByRole('textbox', { name: words[language].message, exact: true }).fill(text);
    await page.getByRole('button', { name: words[language].send, exact: true }).click();
  };

  const signUp = async (page: Page, username: string, displayName: string): Promise<void> => {
    await page.goto('./sign-up');
    await page.locator('[name=username]').fill(username);
    await page.locator('[name=name]').fill(displayName);
    await page.locator('[type=password]').fill(password);
    await page.locator('[type=submit]').click();
  };

  const english = async (): Promise<void> => {
    await using window = await open(url, 'en');
    const page = await window.newPage();
    await page.goto('./');
    await page.getByRole('button', { name: 'Continue as 박미나' }).waitFor();
    await picture(page, 'sign-in');
    await page.getByRole('button', { name: 'Continue as 박미나' }).click();
    await page.getByRole('link', { name: /Elena Rossi/ }).waitFor();
    await picture(page, 'list');

    await page.getByRole('button', { name: words.en.new }).first().click();
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    await picture(page, 'new-message');
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: /Elena Rossi/ }).click();
    await page.getByRole('log').locator('[data-seq]').first().waitFor();
    await picture(page, 'thread');
    await page.getByRole('button', { name: 'Conversation menu' }).click();
    await page.getByRole('menuitem', { name: 'Block' }).waitFor();
    await picture(page, 'menu');
    await page.getByRole('menuitem', { name: 'Block' }).click();
    await page.getByRole('alertdialog').waitFor();
    await picture(page, 'block');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();

    await page.goto('./');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await picture(page, 'settings');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /두리 Duri/ }).click();
    await page.getByRole('log').locator('[data-seq]').first().waitFor();
    await say(page, 'en', 'Hello Duri! When do you open on Sunday? 💧');
    await page.getByText('두리 Duri is typing').waitFor({ state: 'attached' });
    await picture(page, 'typing');

    await page.goto('./rooms/3f2b7d5e-9c1a-4e6f-8a2b-0d4c6e8f1a3b');
    await page.getByText('This conversation isn’t available').waitFor();
    await picture(page, 'not-found');
  };

  const korean = async (): Promise<void> => {
    await using window = await open(url, 'ko');
    const page = await window.newPage();
    await page.goto('./');
    await page.getByRole('button', { name: '박미나 님으로 계속' }).click();
    await page.getByRole('link', { name: /남궁/ }).waitFor();
    await picture(page, 'list-korean');
    await page.getByRole('link', { name: /남궁/ }).click();
    await page.getByRole('log').locator('[data-seq]').first().waitFor();
    await picture(page, 'thread-korean');
  };

  /** Someone with a very long name blocks the other, who was just writing. */
  const refused = async (): Promise<void> => {
    await using longWindow = await open(url, 'ko');
    await using window = await open(url, 'ko');
    const long = await longWindow.newPage();
    const page = await window.newPage();
    const line = await cuttableLine(page);
    await signUp(long, 'hwangbo.haneulbyeol', longName);
    await signUp(page, 'seonu', '선우');
    await page.getByText('아직 메시지가 없어요').waitFor();
    await picture(page, 'empty');
    await page.getByRole('button', { name: words.ko.new }).first().click();
    await page.getByRole('dialog').getByRole('combobox').fill('hwangbo');
    await page.getByRole('dialog').getByRole('option', { name: longName }).click();
    await page.getByRole('dialog').getByRole('button', { name: '채팅' }).click();
    await say(page, 'ko', '안녕하세요, 학예연구실이 맞나요?');
    await long.getByRole('link', { name: /선우/ }).click();
    await say(long, 'ko', '네 맞아요. 무엇을 도와드릴까요?');
    await page.getByText('네 맞아요. 무엇을 도와드릴까요?').last().waitFor();
    await line.cut();
    await page.getByText('오프라인이에요.').waitFor();
    await say(page, 'ko', '토요일에도 여시나요?');
    await picture(page, 'offline');
    await long.getByRole('button', { name: '대화 메뉴' }).click();
    await long.getByRole('menuitem', { name: '차단' }).click();
    await long.getByRole('alertdialog').getByRole('button', { name: '차단' }).click();
    await long.getByText('차단했어요').waitFor();
    await picture(long, 'blocked');
    await line.mend();
    await page.getByRole('log').getByText('보내지 못함').waitFor();
    await picture(page, 'error');
    if (isPhone) {
      await page.goBack();
      await page.getByRole('link', { name: /황보/ }).waitFor();
      await picture(page, 'error-list');
    }
  };

  await english();
  await korean();
  await refused();
};
