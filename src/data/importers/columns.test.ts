import { describe, expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { file, importTexts } from '../corpus/testing/import-texts';

describe('columns', () => {
  it('the proposal prefers running text over long codes and addresses', async () => {
    const data = Array.from({ length: 30 }, (_, i) => ({
      url: `https://example.org/${'path/'.repeat(30)}${i}`,
      hash: 'deadbeef'.repeat(40),
      note: 'A short remark.',
      story: `Once there was a hen, and she was number ${i} of many.`,
    }));
    const { source } = await importTexts([file('a.jsonl', data.map((row) => JSON.stringify(row)).join('\n'))]);
    expect(source.columns?.mapping.columns.map(({ name }) => name)).toEqual(['story']);
    expect(source.columns?.available.map(({ name }) => name)).toEqual(['url', 'hash', 'note', 'story']);
  });

  it('several files of a drop are read by the same columns, and a missing one is said', async () => {
    const a = file('a.jsonl', '{"text":"one two three","other":"x"}\n');
    const b = file('b.jsonl', `{"text":"four five","other":"${'long words '.repeat(90)}"}\n`);
    expect((await importTexts([a, b])).texts).toEqual(['one two three', 'four five']);
    const c = file('c.csv', 'id,note\n1,quite another table\n');
    const { codes, texts } = await importTexts([a, c], { mapping: documentsOf(['text']) });
    expect(codes).toEqual(['import/column-missing']);
    expect(texts).toEqual(['one two three', 'quite another table']);
  });

  it('tables of different shapes in one drop keep to themselves, and each says what was made of it', async () => {
    const histories = file('a.csv', 'user_id,item_id\n1,ab\n2,cd\n1,ef\n');
    const pairs = file('b.tsv', 'en\tde\nOne house here\tEin Haus hier\nTwo more houses\tZwei Häuser mehr\n');
    const shapes = async (
      files: Parameters<typeof importTexts>[0],
      options: Parameters<typeof importTexts>[1] = {},
    ) => {
      const { source, codes } = await importTexts(files, options);
      expect(codes).toEqual([]);
      const names = source.columns?.available.map(({ name }) => name);
      return [names, ...source.files.map(({ mapping }) => mapping?.shape)];
    };
    expect(await shapes([histories, pairs])).toEqual([['user_id', 'item_id'], 'sequences', 'pairs']);
    expect(await shapes([pairs, histories])).toEqual([['en', 'de'], 'pairs', 'sequences']);
    const mapping = documentsOf(['item_id']);
    expect(await shapes([histories, pairs], { mapping })).toEqual([['user_id', 'item_id'], 'documents', 'pairs']);
  });

  it('integers keep their digits', async () => {
    const line = (id: string, text: string) =>
      `{"user_id":${id},"item":"film ${text}","n":0.1234567890123456,"s":"9007199254740993"}`;
    const ids = ['1234567890123456700', '1234567890123456701', '-9007199254740993', '9007199254740991'];
    for (const [name, contents] of [
      ['a.jsonl', ids.map((id, i) => line(id, String(i))).join('\n')],
      ['a.json', `[${ids.map((id, i) => line(id, String(i))).join(',')}]`],
    ] as const) {
      const { rows } = await importTexts([file(name, contents)]);
      expect(rows.map(({ head }) => head?.group)).toEqual(ids);
    }
    // A line that is no JSON is told apart in no time.
    const begun = performance.now();
    const open = `"${'\\"'.repeat(500_000)}1234567890123456789`;
    expect((await importTexts([file('a.jsonl', `${open}\n{"text":"a line that is"}`)])).codes).toEqual([
      'import/json-line',
    ]);
    expect(performance.now() - begun).toBeLessThan(5000);
    const { texts } = await importTexts([file('a.jsonl', line('1234567890123456700', 'x'))], {
      mapping: documentsOf(['user_id', 'n', 's']),
    });
    expect(texts).toEqual(['1234567890123456700\n\n0.1234567890123456\n\n9007199254740993']);
  });

  it('keys may hold dots', async () => {
    expect((await importTexts([file('a.jsonl', '{"a.b":{"c":"dotted words here"}}')])).texts).toEqual([
      'dotted words here',
    ]);
  });

  it('a list of turns is a conversation, whoever wrote it', async () => {
    const openAi = {
      messages: [
        { role: 'user', content: 'What is it?' },
        { role: 'assistant', content: 'A whale.' },
      ],
    };
    const shareGpt = {
      conversations: [
        { from: 'human', value: 'And that?' },
        { value: 'A ship.', from: 'gpt' },
      ],
    };
    const { texts, source } = await importTexts([
      file('a.jsonl', JSON.stringify(openAi)),
      file('b.json', JSON.stringify([shareGpt])),
    ]);
    expect(texts).toEqual(['user: What is it?\n\nassistant: A whale.', 'human: And that?\n\ngpt: A ship.']);
    expect(source.columns?.mapping).toEqual(documentsOf(['messages', 'conversations']));
    // Not all objects of a list are turns: then what they say is all there is.
    const other = { messages: [{ role: 'user', content: 'Hello there' }, { note: 'left the room' }] };
    expect((await importTexts([file('a.jsonl', JSON.stringify(other))])).texts).toEqual(['Hello there']);
  });
});
