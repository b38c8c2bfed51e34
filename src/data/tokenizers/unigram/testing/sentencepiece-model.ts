import type { TokenizerFile } from '../../entry';
import { addedToken } from '../../special-tokens';

/** A piece of a SentencePiece model; type 1 is an ordinary one, 2 the unknown, 3 a control mark, 6 a byte (sentencepiece_model.proto). */
export interface Piece {
  readonly text: string;
  readonly score: number;
  readonly type: number;
}

/**
 * A Unigram model of Google's SentencePiece as a `tokenizer.json` with Metaspace. Reads no more of the protobuf than pieces: field 1 of the model,
 * each with text (1), score (2) and type (3). Without a normalizer: texts stay as they are.
 */
export function sentencePieceFile(model: Uint8Array): TokenizerFile {
  const pieces = sentencePieces(model);
  const unknown = pieces.findIndex(({ type }) => type === 2);
  const metaspace = { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always' };
  return {
    added_tokens: pieces.flatMap(({ text, type }, id) => (type === 1 ? [] : [addedToken(id, text)])),
    normalizer: null,
    pre_tokenizer: { ...metaspace, split: true },
    post_processor: null,
    decoder: metaspace,
    model: {
      type: 'Unigram',
      unk_id: unknown,
      byte_fallback: false,
      vocab: pieces.map(({ text, score }) => [text, score]),
    },
  };
}

/** In order of id. */
export const sentencePieces = (model: Uint8Array): Piece[] =>
  [...fieldsOf(model)].filter(({ field }) => field === 1).map(({ bytes }) => pieceOf(bytes));

/** The model's table of characters: field 2 of the normalizer's part, which is field 3. */
export function sentencePieceMap(model: Uint8Array): Uint8Array {
  const normalizer = [...fieldsOf(model)].find(({ field }) => field === 3)?.bytes ?? new Uint8Array();
  return [...fieldsOf(normalizer)].find(({ field }) => field === 2)?.bytes ?? new Uint8Array();
}

function pieceOf(bytes: Uint8Array): Piece {
  const piece = { text: '', score: 0, type: 1 };
  for (const { field, bytes: value, number } of fieldsOf(bytes)) {
    if (field === 1) piece.text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(value);
    if (field === 2) piece.score = new DataView(value.buffer, value.byteOffset).getFloat32(0, true);
    if (field === 3) piece.type = number;
  }
  return piece;
}

/** Fields of a protobuf message: wire types 0 (varint), 1 and 5 (eight and four bytes), 2 (a length, then bytes). */
function* fieldsOf(message: Uint8Array): Generator<{ field: number; number: number; bytes: Uint8Array }> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('the model breaks off');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const wire = key & 7;
    const number = wire === 0 || wire === 2 ? varint() : 0;
    const length = { 0: 0, 1: 8, 2: number, 5: 4 }[wire];
    if (length === undefined) throw new Error(`no wire type ${wire}`);
    yield { field: Math.floor(key / 8), number, bytes: message.subarray(at, at + length) };
    at += length;
  }
}
