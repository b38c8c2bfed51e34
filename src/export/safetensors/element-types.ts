/** Bytes per element of every element type that the format names and that fills whole bytes. */
export const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ['BOOL', 1],
  ['U8', 1],
  ['I8', 1],
  ['F8_E5M2', 1],
  ['F8_E4M3', 1],
  ['I16', 2],
  ['U16', 2],
  ['F16', 2],
  ['BF16', 2],
  ['I32', 4],
  ['U32', 4],
  ['F32', 4],
  ['I64', 8],
  ['U64', 8],
  ['F64', 8],
]);

/** Values of a tensor as float32, or undefined for an element type that weights do not come in. */
export function toFloat32(dtype: string, bytes: ArrayBuffer): Float32Array<ArrayBuffer> | undefined {
  // Every platform with WebGPU or Node is little-endian, as the format is.
  if (dtype === 'F32') return new Float32Array(bytes);
  if (dtype === 'BF16') return fromBits(bytes, (bits) => bits << 16);
  if (dtype === 'F16') return fromBits(bytes, halfToSingle);
  return undefined;
}

function fromBits(bytes: ArrayBuffer, widen: (bits: number) => number): Float32Array<ArrayBuffer> {
  const narrow = new Uint16Array(bytes);
  const wide = new Int32Array(narrow.length);
  for (let i = 0; i < narrow.length; i++) wide[i] = widen(narrow[i] ?? 0);
  return new Float32Array(wide.buffer);
}

/** IEEE 754 binary16 to binary32, bit by bit: subnormals are normalised, infinities and NaNs keep their payload. */
function halfToSingle(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // The leading one of a subnormal: its place gives the exponent.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
