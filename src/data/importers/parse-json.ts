/** Only where there is one is a number looked for that is too long. */
const LONG = /\d{16}/;
/** Strings, which are passed over, and numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const INTEGER = /^-?\d{16,}$/;

/**
 * JSON whose integers keep their digits: those beyond 2^53 become texts. `JSON.parse` rounds them, and the ids of two users (snowflakes have 19
 * digits) become one. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // From here on it is known that each string ends: without that, looking for them could take square time.
  if (!LONG.test(text)) return value;
  return JSON.parse(
    text.replace(TOKENS, (token) =>
      INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    ),
  );
}
