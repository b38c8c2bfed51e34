import { sine, sineWav } from '@/data/media/audio/testing/make-wav';
import { given } from '../data/given-file';
import { opusFiles, silentMp3 } from '../data/make-compressed';
import { chapter } from '../data/make-corpus';
import { flacOf } from '../data/make-flac';
import { expect, test } from './studio-test';

const ROWS = 12;
const prose = chapter(1).replace(/\s+/g, ' ');
const name = (n: number) => `LJ001-00${String(n).padStart(2, '0')}`;
/** One of them is compressed: only the browser decodes it. */
const flac = flacOf(
  sine(440, 22_050, 6).reduce((pcm, x, i) => pcm.fill(Math.round(x * 32_767), i), new Int16Array(132_300)),
  22_050,
);

test('recordings with a transcript: shown and played beside their text, prepared, augmented, kept', async ({
  studio,
}, info) => {
  const { data, page } = studio;
  const text = (n: number) => prose.slice(n * 500, n * 500 + 480).replaceAll('|', '');
  const lines = Array.from({ length: ROWS }, (_, n) => `${name(n)}|${text(n)}|${text(n)}`);
  await data.drop(
    info.outputPath('desktop'),
    given('LJSpeech/metadata.csv', lines.join('\n')),
    given(`LJSpeech/wavs/${name(0)}.flac`, flac),
    ...lines.slice(1).map((_, i) => given(`LJSpeech/wavs/${name(i + 1)}.wav`, sineWav(300 + 40 * i, 22_050, 0.4))),
  );
  await data.whenReady();
  expect(await studio.codes()).toEqual([]);
  expect(await data.number('Documents')).toBe(ROWS);
  await expect(page.getByRole('button', { name: /What each row is/ })).toContainText('Audio with text');

  const documents = page.getByRole('region', { name: 'Documents', exact: true }).getByRole('listitem');
  const first = documents.first();
  await expect(first).toContainText(text(0).slice(0, 100));
  await expect(first).toContainText('6.0 s at 16,000 Hz');
  const picture = first.getByRole('img', {
    name: /^Spectrogram of LJSpeech\/wavs\/LJ001-0000\.flac: 6\.0 s, 0 to 8 kHz$/,
  });
  await expect(picture).toBeVisible();
  const play = first.getByRole('button', { name: /^Play / });
  await play.click();
  await first.getByRole('button', { name: /^Stop / }).click();
  await expect(play).toBeVisible();

  await data.tab('Augment');
  const noise = page.getByRole('listitem').filter({ hasText: 'Noise in recordings' });
  await noise.getByText('Preview, side by side').click();
  await expect(noise.getByRole('button', { name: /^Play after: / })).toHaveCount(3);
  await noise.locator('label').first().click();
  await expect(noise).toContainText(/\d+ copies/);

  await page.reload();
  await data.whenReady();
  await expect(play).toBeVisible();
  await expect(picture).toBeVisible();
  expect(await studio.codes()).toEqual([]);
});

test('recordings that the browser decodes, each beside its text', async ({ studio }, info) => {
  const { data, page } = studio;
  const { ogg, webm, mp4 } = await opusFiles(page, 440);
  const said = (n: number) => prose.slice(n * 300, n * 300 + 280);
  const sounds = { 'a.ogg': ogg, 'b.webm': webm, 'c.m4a': mp4, 'd.mp3': silentMp3(38), 'e.flac': flac };
  await data.drop(
    info.outputPath('desktop'),
    ...Object.entries(sounds).flatMap(([name, bytes], i) => [
      given(`said/${name}`, bytes),
      given(`said/${name.replace(/\.\w+$/, '.txt')}`, said(i)),
    ]),
  );
  await data.whenReady();
  expect(await studio.codes()).toEqual([]);
  expect(await data.number('Documents')).toBe(5);
  const documents = page.getByRole('region', { name: 'Documents', exact: true }).getByRole('listitem');
  for (const [i, name] of Object.keys(sounds).entries()) {
    // Three are shown at a time.
    if (i === 3) await page.getByRole('button', { name: 'Later documents' }).click();
    const row = documents.filter({ hasText: said(i).slice(0, 60) });
    await expect(row).toContainText(name === 'e.flac' ? '6.0 s' : '1.0 s');
    await expect(row.getByRole('img', { name: new RegExp(`^Spectrogram of said/${name}`) })).toBeVisible();
  }
});
