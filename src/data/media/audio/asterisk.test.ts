import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { audioReader } from './audio-reader';
import { fromPcm16 } from './pcm-samples';

const SOUNDS = '/usr/share/asterisk/sounds/en_US_f_Allison';
const TRANSCRIPT = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';
const PACKAGES = 'Debian packages asterisk-core-sounds-en-wav and asterisk-core-sounds-en are not installed';

describe('a telephone exchange’s prompts', () => {
  it('become recordings with their text', async (context) => {
    if (!existsSync(SOUNDS) || !existsSync(TRANSCRIPT)) return context.skip(PACKAGES);
    const names = readdirSync(SOUNDS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.wav'));
    const files = names.map((name) => file(`sounds/en/${name}`, readFileSync(join(SOUNDS, name))));
    const transcript = new Uint8Array(gunzipSync(readFileSync(TRANSCRIPT)));
    const imported = await importTexts([file('sounds/core-sounds-en.txt', transcript), ...files], {
      media: [audioReader()],
    });
    const { rows } = imported;
    expect(rows).toHaveLength(files.length);
    expect(new Set(rows.map(({ head }) => head?.shape))).toEqual(new Set(['audio']));
    const media = new Uint8Array(
      await (await imported.storage.blob(`sources/${imported.source.id}/media.bin`)).arrayBuffer(),
    );
    let samples = 0;
    for (const { head, values } of rows) {
      const { media: sound } = head ?? {};
      if (sound?.kind !== 'audio') throw new Error('no recording');
      expect([sound.sampleRate, sound.byteEnd - sound.byteStart]).toEqual([8000, sound.samples * 2]);
      expect(values[0]).toMatch(/\S/);
      const heard = fromPcm16(media.subarray(sound.byteStart, sound.byteEnd));
      expect(heard.some((x) => Math.abs(x) > 0.05)).toBe(!sound.file.includes('/silence/'));
      samples += sound.samples;
    }
    // 25.5 minutes, as Python's module `wave` counts them.
    expect(samples).toBe(12229778);
    // The transcript has one text more than there are sounds.
    const problems = imported.source.files.flatMap((one) => one.problems);
    expect(problems).toMatchObject([{ code: 'media/file-missing', count: 1, severity: 'warning' }]);
    expect(rows[0]?.values).toEqual(['Activated.']);
  });
});
