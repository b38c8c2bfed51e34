import { expect, it } from 'vitest';
import { DroppedDocuments } from './dropped-documents';

function some(): DroppedDocuments {
  const dropped = new DroppedDocuments();
  dropped.add(4_000_000_000, 'pii', 'phone number');
  for (let i = 0; i < 1000; i++) dropped.add(2 * i, 'gopher-quality', i % 2 === 0 ? 'too few words' : 'ellipses');
  return dropped;
}

it('gives back every document, sorted when asked, also through bytes', () => {
  const dropped = some();
  expect(dropped.at(0)).toEqual({ document: 4_000_000_000, step: 'pii', reason: 'phone number' });
  dropped.sort();
  expect(dropped.count).toBe(1001);
  expect(dropped.at(3)).toEqual({ document: 6, step: 'gopher-quality', reason: 'ellipses' });
  expect([dropped.at(-1), dropped.at(1001)]).toEqual([undefined, undefined]);
  const again = DroppedDocuments.from(dropped.toBytes());
  expect([...(again ?? [])]).toEqual([...dropped]);
  again?.add(1, 'pii', 'phone number');
  again?.add(3, 'new', 'new reason');
  expect([...(again ?? [])].slice(-2).map(({ reason }) => reason)).toEqual(['phone number', 'new reason']);
});

it('knows bytes that are not its own', () => {
  const bytes = some().toBytes();
  const text = (value: string) => new TextEncoder().encode(value);
  const bad = [
    new Uint8Array(0),
    bytes.subarray(0, bytes.length - 1),
    bytes.subarray(0, 20),
    text('{"version":2,"causes":[]}\n'),
    text('{"version":1,"causes":[["a"]]}\n'),
    text('{"version":1,"causes":7}\n'),
    text('{"version":1,"causes":[]}\n12345678'),
    text('not json\n'),
  ];
  for (const wrong of bad) expect(DroppedDocuments.from(wrong)).toBeUndefined();
});
