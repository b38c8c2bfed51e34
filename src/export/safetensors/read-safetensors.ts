import { ELEMENT_BYTES, toFloat32 } from './element-types';
import { clip, parseHeader, type TensorEntry } from './parse-header';
import { damaged } from './refuse';
import { MAX_HEADER_BYTES } from './write-safetensors';

export interface StoredTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** F32, F16 and BF16 as float32, read from the file now; others throw LoamError `safetensors/dtype`. */
  read(): Promise<Float32Array<ArrayBuffer>>;
}

export interface SafetensorsFile {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/**
 * Opens a safetensors file: the header is read and checked against the file's size, tensors are read on demand. Nothing in the file is
 * believed: lengths are checked before anything is allocated, and what is named in it never becomes a property of an object.
 *
 * Throws LoamError `safetensors/{truncated,header,duplicate,offsets,shape,dtype}`.
 */
export async function readSafetensors(file: Blob, where: string): Promise<SafetensorsFile> {
  if (file.size < 8) throw damaged('truncated', `The file has ${file.size} bytes, not even a header length`, where);
  const length = new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES))
    throw damaged('header', `The header is said to have ${length} bytes; ${MAX_HEADER_BYTES} are allowed`, where);
  const start = 8 + Number(length);
  if (start > file.size)
    throw damaged('truncated', `The header is said to end at byte ${start}; the file has ${file.size}`, where);
  const header = parseHeader(await headerText(file.slice(8, start), where), where);
  const sizeBytes = file.size - start;
  checkOffsets(header.tensors, sizeBytes, where);
  const tensors = new Map<string, StoredTensor>();
  for (const entry of header.tensors) {
    checkShape(entry, where);
    const { name, dtype, shape, begin, end } = entry;
    const read = async () => {
      const values = toFloat32(dtype, await file.slice(start + begin, start + end).arrayBuffer());
      if (values) return values;
      throw damaged('dtype', `Tensor "${clip(name)}" has elements of type ${dtype}; F32, F16 and BF16 are read`, where);
    };
    tensors.set(name, { name, dtype, shape, read });
  }
  return { metadata: header.metadata, tensors };
}

async function headerText(bytes: Blob, where: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await bytes.arrayBuffer());
  } catch (cause) {
    if (cause instanceof TypeError) throw damaged('header', 'The header is not UTF-8', where);
    throw cause;
  }
}

/** The data must be covered exactly: no holes, no overlaps, nothing after the last tensor. */
function checkOffsets(tensors: readonly TensorEntry[], sizeBytes: number, where: string): void {
  let covered = 0;
  for (const { name, begin, end } of [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered || end < begin)
      throw damaged('offsets', `Tensor "${clip(name)}" is at ${begin} to ${end}; it should begin at ${covered}`, where);
    covered = end;
  }
  if (covered < sizeBytes)
    throw damaged('offsets', `The tensors end at byte ${covered} of ${sizeBytes} bytes of data`, where);
  if (covered > sizeBytes)
    throw damaged('truncated', `The tensors need ${covered} bytes of data; the file has ${sizeBytes}`, where);
}

function checkShape({ name, dtype, shape, begin, end }: TensorEntry, where: string): void {
  const elementBytes = ELEMENT_BYTES.get(dtype);
  if (elementBytes === undefined)
    throw damaged('dtype', `Tensor "${clip(name)}" has the unknown element type "${clip(dtype)}"`, where);
  let bytes = elementBytes;
  if (shape.includes(0)) bytes = 0;
  for (const n of shape) {
    bytes *= n;
    if (!Number.isSafeInteger(bytes))
      throw damaged('shape', `Tensor "${clip(name)}" has the impossible shape [${shape}]`, where);
  }
  if (bytes !== end - begin)
    throw damaged('shape', `Tensor "${clip(name)}" [${shape}] needs ${bytes} bytes and has ${end - begin}`, where);
}
