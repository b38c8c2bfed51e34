import { safetensors as jax } from '@jax-js/loaders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { readSafetensors } from './read-safetensors';
import { safetensorsSize, type TensorSource, writeSafetensors } from './write-safetensors';

const source = (name: string, shape: number[], values: Float32Array): TensorSource => ({
  name,
  shape,
  read: async () => values,
});
const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

async function written(tensors: readonly TensorSource[]): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of writeSafetensors(tensors)) chunks.push(chunk);
  return new Blob(chunks);
}

/** A file from a hand-made header. */
function file(header: string | Uint8Array<ArrayBuffer>, dataBytes = 0, claimed?: bigint): Blob {
  const json = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, claimed ?? BigInt(json.length), true);
  return new Blob([length, json, new Uint8Array(dataBytes)]);
}

async function codeOf(blob: Blob): Promise<string> {
  try {
    const opened = await readSafetensors(blob, 'x.safetensors');
    for (const tensor of opened.tensors.values()) await tensor.read();
    return 'read';
  } catch (error) {
    if (error instanceof LoamError) return error.report.code;
    throw error;
  }
}

describe('what is written', () => {
  const name = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', 'a"b\\', ''));
  const shape = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });

  it('is read back by our reader, bit for bit, whatever the names and shapes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(name, shape, fc.infiniteStream(fc.float({ noNaN: false }))), {
          selector: ([n]) => n,
          maxLength: 6,
        }),
        async (given) => {
          const tensors = given
            .filter(([n]) => n !== '__metadata__')
            .map(([n, s, values]) =>
              source(
                n,
                s,
                Float32Array.from({ length: size(s) }, () => values.next().value),
              ),
            );
          const blob = await written(tensors);
          expect(blob.size).toBe(safetensorsSize(tensors));
          const opened = await readSafetensors(blob, 'x');
          expect([...opened.tensors.keys()]).toEqual(tensors.map((t) => t.name));
          expect(opened.metadata).toEqual(new Map([['format', 'pt']]));
          for (const tensor of tensors) {
            const back = opened.tensors.get(tensor.name);
            expect(back?.shape).toEqual(tensor.shape);
            expect(new Uint8Array((await back?.read())?.buffer ?? new ArrayBuffer(9))).toEqual(
              new Uint8Array((await tensor.read()).buffer),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read by a reader that is not ours (jax-js)', async () => {
    const values = Float32Array.from([1, -2.5, 3e-30, 0, -0, 6]);
    const blob = await written([
      source('model.embed_tokens.weight', [2, 3], values),
      source('model.norm.weight', [1], Float32Array.of(7)),
    ]);
    const { tensors, metadata } = jax.parse(await blob.arrayBuffer());
    expect(metadata).toEqual({ format: 'pt' });
    expect(tensors['model.embed_tokens.weight']?.shape).toEqual([2, 3]);
    expect(tensors['model.embed_tokens.weight']?.dtype).toBe('F32');
    expect([...(tensors['model.embed_tokens.weight']?.data ?? [])]).toEqual([...values]);
    expect([...(tensors['model.norm.weight']?.data ?? [])]).toEqual([7]);
  });

  it('has its data at a multiple of eight bytes', async () => {
    for (let i = 0; i < 8; i++) {
      const blob = await written([source('x'.repeat(i + 1), [1], Float32Array.of(1))]);
      const length = new DataView(await blob.arrayBuffer()).getBigUint64(0, true);
      expect(Number(length) % 8).toBe(0);
    }
  });

  it('asks for one tensor after the other, each when the one before was taken', async () => {
    const asked: string[] = [];
    const lazy = (n: string): TensorSource => ({
      name: n,
      shape: [1],
      read: async () => {
        asked.push(n);
        return Float32Array.of(1);
      },
    });
    const chunks = writeSafetensors([lazy('a'), lazy('b')]);
    await chunks.next();
    expect(asked).toEqual([]);
    await chunks.next();
    expect(asked).toEqual(['a']);
  });

  it('takes a view into a larger buffer for what it shows', async () => {
    const whole = Float32Array.of(9, 1, 2, 9);
    const opened = await readSafetensors(await written([source('v', [2], whole.subarray(1, 3))]), 'x');
    expect([...((await opened.tensors.get('v')?.read()) ?? [])]).toEqual([1, 2]);
  });

  it.each([
    [
      'two tensors of one name',
      [source('a', [0], new Float32Array(0)), source('a', [0], new Float32Array(0))],
      'duplicate',
    ],
    ['the reserved name', [source('__metadata__', [0], new Float32Array(0))], 'duplicate'],
    ['fewer numbers than the shape says', [source('a', [3], new Float32Array(2))], 'shape'],
    ['a shape that is none', [source('a', [1.5], new Float32Array(1))], 'shape'],
  ])('is refused: %s', async (_, tensors, fault) => {
    await expect(written(tensors)).rejects.toMatchObject({ report: { code: `safetensors/${fault}` } });
  });
});

describe('a hostile file is refused', () => {
  const tensor = (shape: string, from: number | string, to: number | string, dtype = 'F32') =>
    `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${from},${to}]}`;
  const cases: [string, Blob, string][] = [
    ['empty', new Blob([]), 'truncated'],
    ['shorter than its length field', new Blob([new Uint8Array(7)]), 'truncated'],
    ['a header longer than the file', file('{}', 0, 1000n), 'truncated'],
    ['a header over the cap', file('{}', 0, 100_000_001n), 'header'],
    ['a header of 2^64 - 1 bytes', file('{}', 0, 0xffffffffffffffffn), 'header'],
    ['no header', file(''), 'header'],
    ['a list for a header', file('[]'), 'header'],
    ['space before the brace', file(' {}'), 'header'],
    ['a byte-order mark before the brace', file('\uFEFF{}'), 'header'],
    ['not UTF-8', file(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), 'header'],
    ['cut JSON', file('{"a":{"dtype":"F32"'), 'header'],
    ['a string without end', file('{"a'), 'header'],
    ['a bad escape', file('{"\\x":{}}'), 'header'],
    ['a raw line feed in a string', file('{"a\nb":{}}'), 'header'],
    ['something after the brace', file('{}x'), 'header'],
    ['nesting a million deep', file(`{"a":${'['.repeat(1e6)}`), 'header'],
    ['an unknown field', file(`{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4],"x":1}}`, 4), 'header'],
    ['a missing field', file('{"a":{"dtype":"F32","shape":[]}}'), 'header'],
    ['one name twice', file(`{"a":${tensor('[1]', 0, 4)},"a":${tensor('[1]', 0, 4)}}`, 4), 'duplicate'],
    [
      'one name twice, once escaped',
      file(`{"a":${tensor('[1]', 0, 4)},"\\u0061":${tensor('[1]', 4, 8)}}`, 8),
      'duplicate',
    ],
    ['one field twice', file(`{"a":{"dtype":"F32","dtype":"F32","shape":[],"data_offsets":[0,4]}}`, 4), 'duplicate'],
    ['metadata that is not text', file('{"__metadata__":{"n":1}}'), 'header'],
    ['metadata twice', file('{"__metadata__":{},"__metadata__":{}}'), 'duplicate'],
    ['a hole at the start', file(`{"a":${tensor('[1]', 4, 8)}}`, 8), 'offsets'],
    ['a hole between', file(`{"a":${tensor('[1]', 0, 4)},"b":${tensor('[1]', 8, 12)}}`, 12), 'offsets'],
    ['an overlap', file(`{"a":${tensor('[2]', 0, 8)},"b":${tensor('[1]', 4, 8)}}`, 8), 'offsets'],
    ['the same bytes for two', file(`{"a":${tensor('[1]', 0, 4)},"b":${tensor('[1]', 0, 4)}}`, 4), 'offsets'],
    ['an end before its beginning', file(`{"a":${tensor('[1]', 4, 0)}}`, 4), 'offsets'],
    ['bytes that belong to none', file(`{"a":${tensor('[1]', 0, 4)}}`, 5), 'offsets'],
    ['bytes without any tensor', file('{}', 1), 'offsets'],
    ['data cut short', file(`{"a":${tensor('[2]', 0, 8)}}`, 7), 'truncated'],
    ['a shape larger than its bytes', file(`{"a":${tensor('[3]', 0, 8)}}`, 8), 'shape'],
    ['a product that overflows to its size', file(`{"a":${tensor('[4294967296,4294967296,1]', 0, 0)}}`), 'shape'],
    ['a dimension over 2^53', file(`{"a":${tensor('[9007199254740993]', 0, 4)}}`, 4), 'shape'],
    ['a dimension of 400 digits', file(`{"a":${tensor(`[${'9'.repeat(400)}]`, 0, 4)}}`, 4), 'shape'],
    ['a negative dimension', file(`{"a":${tensor('[-1,-1]', 0, 4)}}`, 4), 'shape'],
    ['a fraction', file(`{"a":${tensor('[1.0]', 0, 4)}}`, 4), 'shape'],
    ['an exponent', file(`{"a":${tensor('[1e0]', 0, 4)}}`, 4), 'shape'],
    ['a leading zero', file(`{"a":${tensor('[01]', 0, 4)}}`, 4), 'shape'],
    ['a text for an offset', file(`{"a":${tensor('[1]', '"0"', 4)}}`, 4), 'shape'],
    ['65 dimensions', file(`{"a":${tensor(`[${Array(65).fill(1)}]`, 0, 4)}}`, 4), 'shape'],
    ['an unknown element type', file(`{"a":${tensor('[1]', 0, 4, 'F31')}}`, 4), 'dtype'],
    ['an element type from Object.prototype', file(`{"a":${tensor('[1]', 0, 4, 'toString')}}`, 4), 'dtype'],
    ['weights of whole numbers', file(`{"a":${tensor('[1]', 0, 8, 'I64')}}`, 8), 'dtype'],
  ];
  it.each(cases)('%s', async (_, blob, fault) => {
    expect(await codeOf(blob)).toBe(`safetensors/${fault}`);
  });

  it('the control: the same file without a fault is read', async () => {
    expect(await codeOf(file(`{"a":${tensor('[1]', 0, 4)},"b":${tensor('[1,0]', 4, 4)}}  `, 4))).toBe('read');
    expect(await codeOf(file('{}'))).toBe('read');
  });

  it('never crashes on damaged bytes: a report or a correct reading', async () => {
    const good = new Uint8Array(
      await (
        await written([source('a', [2], Float32Array.of(1, 2)), source('b', [1], Float32Array.of(3))])
      ).arrayBuffer(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const bytes = good.slice();
          for (const [at, byte] of changes) bytes[at] = byte;
          expect(await codeOf(new Blob([bytes]))).toMatch(/^(read|safetensors\/\w+)$/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('names that are properties of objects stay names', async () => {
    const { tensors } = await readSafetensors(
      file(`{"__proto__":${tensor('[1]', 0, 4)},"toString":${tensor('[1]', 4, 8)}}`, 8),
      'x',
    );
    expect([...tensors.keys()]).toEqual(['__proto__', 'toString']);
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
  });

  it('200,000 tensors are read in linear time', async () => {
    const count = 200_000;
    const entries = Array.from({ length: count }, (_, i) => `"t${i}":${tensor('[0]', 0, 0)}`);
    const started = performance.now();
    const { tensors } = await readSafetensors(file(`{${entries.join()}}`), 'x');
    expect(tensors.size).toBe(count);
    // Takes about half a second; anything quadratic takes hours.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('half precision', () => {
  it('every F16 bit pattern is what IEEE 754 says', async () => {
    const bits = Uint16Array.from({ length: 65_536 }, (_, i) => i);
    const header = '{"h":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]}}';
    const json = new TextEncoder().encode(header);
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, BigInt(json.length), true);
    const opened = await readSafetensors(new Blob([length, json, bits]), 'x');
    const values = (await opened.tensors.get('h')?.read()) ?? new Float32Array();
    for (let i = 0; i < 65_536; i++) {
      const exponent = (i >> 10) & 31;
      const fraction = i & 1023;
      const size =
        exponent === 31
          ? fraction
            ? Number.NaN
            : Infinity
          : exponent
            ? 2 ** (exponent - 15) * (1 + fraction / 1024)
            : 2 ** -14 * (fraction / 1024);
      expect(Object.is(values[i], i & 0x8000 ? -size : size), `bits ${i}`).toBe(true);
    }
  });

  it('BF16 is the upper half of float32', async () => {
    const values = [1, -2.5, 0.15625, Number.POSITIVE_INFINITY];
    const bits = Uint16Array.from(new Uint32Array(Float32Array.from(values).buffer), (n) => n >>> 16);
    const json = new TextEncoder().encode('{"b":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}');
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, BigInt(json.length), true);
    const opened = await readSafetensors(new Blob([length, json, bits]), 'x');
    expect([...((await opened.tensors.get('b')?.read()) ?? [])]).toEqual(values);
  });
});
