import { expect, it } from 'vitest';
import { characterTrainer } from './characters/train';
import { readTokenizerFile } from './read-tokenizer-file';
import { addedToken } from './special-tokens';
import { texts } from './testing/samples';

const idle = { onProgress: () => {}, signal: new AbortController().signal };
const made = () => characterTrainer.train(texts('abc __proto__'), {}, idle);
const read = (...parts: BlobPart[]) => readTokenizerFile(new Blob(parts), 'mine.json');
const refusal = (code: string, where: string, what: string) => ({
  report: { code, where, what: expect.stringContaining(what) },
});

it('reads a file and keeps it word for word', async () => {
  const file = { ...(await made()), note: { kept: true } };
  const tokenizer = await read(JSON.stringify(file));
  expect(tokenizer.encode('cab')).toEqual([...'cab'].map((character) => tokenizer.encode(character)[0]));
  expect(JSON.parse(JSON.stringify(tokenizer.file))).toEqual(file);
});

it('takes __proto__ and the like for tokens', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const { model, ...file } = await made();
  const added = names.map((name, i) => addedToken(100 + i, name));
  const vocab = Object.entries((model as { vocab: object }).vocab).map(([token, id]) => [token, id]);
  const filler = Array.from({ length: 100 - vocab.length }, (_, i) => [`filler ${i}`, vocab.length + i]);
  const all = [...vocab, ...filler, ['__proto__', 100]].map(([t, id]) => `${JSON.stringify(t)}:${id}`).join();
  const json = JSON.stringify({ ...file, added_tokens: [...(file.added_tokens as object[]), ...added] });
  const tokenizer = await read(
    json.replace(/}$/, `,"model":{"type":"BPE","unk_token":"<unk>","merges":[],"vocab":{${all}}}}`),
  );
  expect(names.map((name) => tokenizer.encode(name))).toEqual([[100], [101], [102]]);
  expect(JSON.stringify(tokenizer.file)).toContain('"__proto__":100');
});

it('refuses what is no tokenizer, with the name of the file', async () => {
  await expect(read('{"model":')).rejects.toMatchObject(refusal('tokenizer/not-json', 'mine.json', 'not JSON'));
  await expect(read('[1]')).rejects.toMatchObject(refusal('tokenizer/not-json', 'mine.json', 'not a JSON object'));
  await expect(read('{"a":"', Uint8Array.of(0xff), '"}')).rejects.toMatchObject(
    refusal('tokenizer/not-json', 'mine.json', 'UTF-8'),
  );
  await expect(read('{}')).rejects.toMatchObject(refusal('tokenizer/unreadable', 'mine.json, model', 'no model'));
  const huge = { size: 100e6 + 1 } as Blob; // nothing else of it may be touched
  await expect(readTokenizerFile(huge, 'mine.json')).rejects.toMatchObject(
    refusal('tokenizer/not-json', 'mine.json', '100 MB'),
  );
});
