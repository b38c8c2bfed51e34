import { LongText } from './long-text';

/** A value of a column as text; undefined where it is none: null, or bytes that are no text. */
export function cellText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof LongText) return value.toString();
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return dateText(value);
  // Older writers do not say that bytes are text.
  if (value instanceof Uint8Array) return bytesText(value);
  return JSON.stringify(value, (_key, inner) => jsonValue(inner));
}

/** A list or a struct as JSON has it; undefined for what is one value. */
export function nestedValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof LongText || value instanceof Date || value instanceof Uint8Array) return undefined;
  return JSON.parse(JSON.stringify(value, (_key, inner) => jsonValue(inner)));
}

function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? (bytesText(value) ?? null) : value;
}

function dateText(date: Date): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}

function bytesText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
