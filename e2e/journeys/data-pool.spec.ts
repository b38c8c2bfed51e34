import { corpusFile } from '../data/make-corpus';
import { expect, test } from './studio-test';

test('a corpus of some size is prepared by further workers, which the policy allows', async ({ studio, context }) => {
  const scripts = new Set<string>();
  context.on('request', (request) => scripts.add(new URL(request.url()).pathname));
  const { bytes } = corpusFile();
  const once = new TextDecoder().decode(bytes);
  // Each line differs, so that nothing is a duplicate.
  const count = Math.ceil(5e6 / once.length);
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify({ text: `${i}\n${once}` }));
  await studio.data.choose({ path: 'many.jsonl', bytes: new TextEncoder().encode(lines.join('\n')) });
  await studio.data.whenReady(90_000);
  expect(await studio.data.number('Documents')).toBe(count);
  expect([...scripts].filter((path) => path.includes('data-pool.worker'))).toHaveLength(1);
});
