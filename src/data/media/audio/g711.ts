/**
 * ITU-T G.711: logarithmic PCM of telephones. Both laws keep sign, 3 bits of exponent and 4 of mantissa; values are of 16 bit linear PCM.
 */
const table = (decode: (code: number) => number): Int16Array =>
  Int16Array.from({ length: 256 }, (_, code) => decode(code));

/** All bits are stored inverted; magnitudes have a bias of 33 (here times 4: 132). */
export const MU_LAW = table((code) => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return bits & 0x80 ? -magnitude : magnitude;
});

/** Even bits are stored inverted; the lowest segment is linear. */
export const A_LAW = table((code) => {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
});
