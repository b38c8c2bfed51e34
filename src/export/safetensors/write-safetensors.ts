import { damaged } from './refuse';

/** A tensor that is read when its turn comes: float32, row-major. */
export interface TensorSource {
  readonly name: string;
  readonly shape: readonly number[];
  read(): Promise<Float32Array>;
}

/** The format's own cap, which readers enforce. */
export const MAX_HEADER_BYTES = 100_000_000;

const elements = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * A safetensors file in pieces: the header, then each tensor in the order given. Never holds more than one tensor. Layout: u64 little-endian
 * header length; JSON padded with spaces so that the data starts at a multiple of 8; data without holes
 * (github.com/huggingface/safetensors, "Format").
 *
 * Throws LoamError `safetensors/duplicate`, `safetensors/shape` (also when a tensor does not yield as many numbers as its shape says) or
 * `safetensors/header`.
 */
export async function* writeSafetensors(
  tensors: readonly TensorSource[],
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  yield header(tensors, metadata);
  for (const { name, shape, read } of tensors) {
    const values = await read();
    if (values.length !== elements(shape))
      throw damaged('shape', `${values.length} numbers were given for shape [${shape}]`, name);
    // A copy when the buffer is shared: what goes out must be ours to hand over.
    const own = values.buffer instanceof ArrayBuffer ? values.buffer : values.slice().buffer;
    yield new Uint8Array(own, own === values.buffer ? values.byteOffset : 0, values.byteLength);
  }
}

/** Size of the file that `writeSafetensors` writes, in bytes. */
export function safetensorsSize(
  tensors: readonly TensorSource[],
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): number {
  return tensors.reduce((bytes, { shape }) => bytes + 4 * elements(shape), header(tensors, metadata).length);
}

function header(tensors: readonly TensorSource[], metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const seen = new Set<string>(['__metadata__']);
  let end = 0;
  const entries = tensors.map(({ name, shape }): [string, unknown] => {
    if (seen.has(name)) throw damaged('duplicate', `The name "${name}" cannot be used twice`, name);
    seen.add(name);
    if (!shape.every((n) => Number.isSafeInteger(n) && n >= 0) || !Number.isSafeInteger(4 * elements(shape)))
      throw damaged('shape', `[${shape}] is not a shape`, name);
    const begin = end;
    end += 4 * elements(shape);
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
  });
  // fromEntries and not assignment: a tensor may be called __proto__.
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...entries])));
  const padded = Math.ceil(json.length / 8) * 8;
  if (padded > MAX_HEADER_BYTES)
    throw damaged('header', `A header of ${padded} bytes is over the format's cap`, 'header');
  const bytes = new Uint8Array(8 + padded).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  return bytes;
}
