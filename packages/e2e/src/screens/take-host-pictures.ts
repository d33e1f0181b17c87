import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExhibition } from '@duet/example-express';
import { createDuetAdmin } from '@duet/sdk/admin';
import { createApiKey } from '@duet/server';
import { newMessageId } from '../harness/new-message-id.ts';
import type { Camera } from './camera.ts';

/** An app with a login of its own, and Duet's pages in it: the exhibition. */
export const takeHostPictures = async ({ open, picture }: Camera): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-screens-'));
  const databaseUrl = `file:${join(folder, 'duet.db')}`;
  const apiKey = (await createApiKey(databaseUrl, 'the exhibition', Date.now())) ?? '';
  const secret = 'a secret that only the exhibition knows';
  const exhibition = await startExhibition({ databaseUrl, secret, port: 0, host: '127.0.0.1' });
  const { trpc } = createDuetAdmin({ url: `${exhibition.url}/messages`, apiKey });

  const korean = async (): Promise<void> => {
    await using window = await open(exhibition.url, 'ko');
    const page = await window.newPage();
    await page.goto('/messages');
    await page.getByRole('link', { name: '로그인' }).waitFor();
    await picture(page, 'host-door-korean');
  };

  const english = async (): Promise<void> => {
    await using window = await open(exhibition.url, 'en');
    const page = await window.newPage();
    await page.goto('/');
    await page.getByRole('link', { name: 'Log in' }).waitFor();
    await picture(page, 'exhibition');
    await page.goto('/messages');
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await picture(page, 'host-door');
    await page.goto('/login');
    await picture(page, 'exhibition-login');
    await page.getByRole('button', { name: 'Mina, a visitor' }).click();
    await page.getByRole('button', { name: 'Log out Mina, a visitor' }).waitFor();
    await picture(page, 'exhibition-visitor');

    await page.goto('/messages/to/nobody.here');
    await page.getByText('nobody.here can’t be found').waitFor();
    await picture(page, 'to-nobody');

    const tell = (text: string) =>
      trpc.message.send.mutate({ from: 'between.two', to: 'mina', id: newMessageId(), text });
    await tell('Your visit on Saturday, November 28, at 14:00 is booked: two people, all three rooms.');
    await tell('11월 28일 토요일 오후 2시 관람이 예약되었습니다. 전시실 세 곳을 모두 둘러보실 수 있습니다.');
    await page.goto('/messages');
    await page.getByRole('link', { name: /between\.two/ }).click();
    await page
      .getByText(/관람이 예약/)
      .last()
      .waitFor();
    await picture(page, 'system');

    await page.goto('/messages/to/elena');
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('I stood in front of Low Tide for an hour.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('log').locator('[data-seq]').waitFor();
    await trpc.user.deactivate.mutate({ externalIds: ['elena'] });
    await page.getByText('You can’t message Elena Rossi.').waitFor();
    await picture(page, 'deactivated');
  };

  try {
    await korean();
    await english();
  } finally {
    await exhibition.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
