/** Strings, which are passed over, and numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const INTEGER = /^-?\d{16,}$/;
/** Deeper down nobody has ids. */
const DEEPEST = 64;

/**
 * JSON whose integers keep their digits: those beyond 2^53 become texts. `JSON.parse` rounds them, and the ids of two users (snowflakes have 19
 * digits) become one. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!hasRounded(value, 0)) return value;
  // It is known by now that each string ends: without that, looking for them could take square time.
  return JSON.parse(
    text.replace(TOKENS, (token) =>
      INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    ),
  );
}

/** Whether there is a number that may have had more digits. Cheaper than to look through the text: most values are short and few. */
function hasRounded(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return false;
  if (Array.isArray(value)) return value.some((item) => hasRounded(item, depth + 1));
  for (const key in value) if (hasRounded(Reflect.get(value, key), depth + 1)) return true;
  return false;
}
