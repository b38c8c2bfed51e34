import type { Page } from '@playwright/test';
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';

const RATE = 48_000;

/** A second of a tone in Opus, encoded by the browser, in each container that holds it. */
export async function opusFiles(page: Page, hertz: number): Promise<Record<'ogg' | 'webm' | 'mp4', Uint8Array>> {
  const packets = await page.evaluate(encodeTone, { hertz, rate: RATE });
  const containers = { ogg: new OggOutputFormat(), webm: new WebMOutputFormat(), mp4: new Mp4OutputFormat() };
  const files = { ogg: new Uint8Array(0), webm: new Uint8Array(0), mp4: new Uint8Array(0) };
  for (const name of ['ogg', 'webm', 'mp4'] as const) {
    const target = new BufferTarget();
    const output = new Output({ format: containers[name], target });
    const source = new EncodedAudioPacketSource('opus');
    output.addAudioTrack(source);
    await output.start();
    for (const { bytes, at, duration } of packets)
      await source.add(new EncodedPacket(Uint8Array.from(bytes), 'key', at, duration), {
        decoderConfig: { codec: 'opus', sampleRate: RATE, numberOfChannels: 1, description: opusHead() },
      });
    await output.finalize();
    if (!target.buffer) throw new Error(`no ${name} was written`);
    files[name] = new Uint8Array(target.buffer);
  }
  return files;
}

/** RFC 7845, 5.1: one channel, 312 samples of run-up, 48 kHz, no gain. */
function opusHead(): Uint8Array {
  const head = new DataView(new ArrayBuffer(19));
  [...'OpusHead'].forEach((c, i) => {
    head.setUint8(i, c.charCodeAt(0));
  });
  head.setUint8(8, 1);
  head.setUint8(9, 1);
  head.setUint16(10, 312, true);
  head.setUint32(12, RATE, true);
  return new Uint8Array(head.buffer);
}

/** Runs in the page: packets with their seconds. */
async function encodeTone({ hertz, rate }: { hertz: number; rate: number }) {
  const packets: { bytes: number[]; at: number; duration: number }[] = [];
  let failure: unknown;
  const encoder = new AudioEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packets.push({ bytes: [...bytes], at: chunk.timestamp / 1e6, duration: (chunk.duration ?? 20_000) / 1e6 });
    },
    error(error) {
      failure = error;
    },
  });
  encoder.configure({ codec: 'opus', sampleRate: rate, numberOfChannels: 1, bitrate: 64_000 });
  const data = Float32Array.from({ length: rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate));
  encoder.encode(
    new AudioData({ format: 'f32-planar', sampleRate: rate, numberOfFrames: rate, numberOfChannels: 1, timestamp: 0, data }),
  );
  await encoder.flush();
  if (failure) throw failure;
  return packets;
}

/**
 * Silence in MPEG-1 layer III, 44.1 kHz, one channel, 128 kbit/s: frames (ISO/IEC 11172-3) of a header and of zeros, which say that no coefficient
 * follows. 38 frames are a second.
 */
export function silentMp3(frames: number): Uint8Array {
  const length = Math.floor((144 * 128_000) / 44_100);
  const bytes = new Uint8Array(frames * length);
  for (let frame = 0; frame < frames; frame++) bytes.set([0xff, 0xfb, 0x90, 0xc0], frame * length);
  return bytes;
}
