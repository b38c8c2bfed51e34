import { HtmlText } from '../html/html-text';
import { MarkupScanner } from '../markup/markup-scanner';
import { decodeText } from './decode-text';
import { decodeWords, parameters, readHeaders } from './headers';
import { decodeTransfer } from './transfer-encoding';

/** Messages in messages; more is nobody's correspondence. */
const DEEPEST = 12;
const MOST_PARTS = 1000;

export interface Message {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly list: string;
  readonly body: string;
  /** Parts that hold no text to read. */
  readonly attachments: number;
}

/** A message from its bytes. Never fails: what is no message has no headers, and is all body. */
export function parseMessage(bytes: Uint8Array): Message {
  const { fields } = readHeaders(bytes);
  const field = (name: string) => decodeWords(fields.get(name) ?? '');
  const seen = { parts: 0, attachments: 0 };
  const body = textOf(bytes, 0, seen)?.text ?? '';
  return {
    subject: field('subject'),
    from: field('from'),
    to: field('to'),
    date: field('date'),
    list: field('list-id'),
    body: body.trim(),
    attachments: seen.attachments,
  };
}

interface Found {
  readonly text: string;
  readonly isHtml: boolean;
}

/** Text of an entity: of several alternatives the plain one, where it says something; of several parts all that are text. */
function textOf(entity: Uint8Array, depth: number, seen: { parts: number; attachments: number }): Found | undefined {
  seen.parts++;
  const { fields, bodyStart } = readHeaders(entity);
  const type = parameters(fields.get('content-type') ?? 'text/plain');
  const body = entity.subarray(bodyStart);
  const attached = parameters(fields.get('content-disposition') ?? '').value === 'attachment';
  const boundary = type.get('boundary');
  if (type.value.startsWith('multipart/') && boundary && depth < DEEPEST) {
    const found: Found[] = [];
    for (const part of partsOf(body, boundary)) {
      if (seen.parts >= MOST_PARTS) break;
      const text = textOf(part, depth + 1, seen);
      if (text && text.text.trim() !== '') found.push(text);
    }
    if (type.value === 'multipart/alternative') return found.find(({ isHtml }) => !isHtml) ?? found[0];
    return found.length === 0
      ? undefined
      : { text: found.map(({ text }) => text.trim()).join('\n\n'), isHtml: found.every(({ isHtml }) => isHtml) };
  }
  if (!attached && type.value === 'message/rfc822' && depth < DEEPEST) return textOf(body, depth + 1, seen);
  // Messages without any type, or with one that is none, are plain text.
  if (attached || (type.value.includes('/') && !type.value.startsWith('text/'))) {
    if (!type.value.startsWith('multipart/')) seen.attachments++;
    return undefined;
  }
  const decoded = decodeTransfer(body, fields.get('content-transfer-encoding') ?? '');
  const text = decodeText(decoded, type.get('charset')).replace(/\r\n?/g, '\n');
  if (type.value === 'text/html') return { text: fromHtml(text), isHtml: true };
  return { text: type.get('format')?.toLowerCase() === 'flowed' ? unflowed(text) : text, isHtml: false };
}

/** Entities between the lines of a boundary (RFC 2046, section 5.1.1); the last may lack its end. */
function* partsOf(body: Uint8Array, boundary: string): Generator<Uint8Array> {
  const line = new TextEncoder().encode(`--${boundary}`);
  let start = -1;
  for (let at = 0; at >= 0 && at < body.length; ) {
    if (line.every((byte, i) => body[at + i] === byte)) {
      if (start >= 0) yield body.subarray(start, at);
      if (body[at + line.length] === 0x2d && body[at + line.length + 1] === 0x2d) return;
      const end = body.indexOf(10, at);
      start = end < 0 ? body.length : end + 1;
      at = start;
      continue;
    }
    const end = body.indexOf(10, at);
    at = end < 0 ? -1 : end + 1;
  }
  if (start >= 0 && start < body.length) yield body.subarray(start);
}

function fromHtml(html: string): string {
  const text = new HtmlText();
  const scanner = new MarkupScanner('html', text);
  scanner.write(html);
  scanner.finish();
  return text.taken();
}

/** Lines that end in a space go on in the next (RFC 3676); the line before a signature does not. */
function unflowed(text: string): string {
  return text.replace(/(?<!^--) \n(?!>)/gm, ' ');
}
