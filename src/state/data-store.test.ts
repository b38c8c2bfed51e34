import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LoamError } from '@/base/errors';
import { suitableVocabulary } from '@/data/prepare/default-config';
import type { DatasetManifest, PrepareConfig } from '@/schema/dataset';
import type { SourceReport } from '@/schema/source';
import type { DataClient } from '@/workers/data.client';
import type { CorpusReport, WorkerFailure } from '@/workers/protocol';
import {
  addFiles,
  addGiven,
  addText,
  cancelData,
  openData,
  removeSource,
  useDataStore,
  whenPrepared,
} from './data-store';
import { defaultPreparation } from './data-store-config';
import { importTokenizer, setStep, setTokenizer, setTokenizerOption } from './data-store-settings';
import { setDataClientFactory } from './data-store-worker';

const state = useDataStore.getState;
const file = (path: string) => ({ path, blob: new Blob(['text']) });
const abort = () => new DOMException('cancelled', 'AbortError');

/** A worker without a thread: it answers at once, remembers what it was asked, and can be made to fail. */
class FakeWorker {
  prepared: PrepareConfig[] = [];
  calls: string[] = [];
  fail: (failure: WorkerFailure) => void = () => {};
  /** Set to hold preparations until released. */
  hold: Promise<void> | undefined;
  largestVocabulary = 1e9;
  textBytes = 1e6;
  private sources: SourceReport[] = [];
  private rejectHeld: ((error: Error) => void) | undefined;

  client(): DataClient {
    const self = this;
    const api = {
      async add(files: { path: string }[], origin: SourceReport['origin'], name: string, url?: string) {
        self.calls.push(['add', name, url].filter(Boolean).join(' '));
        if (name === 'broken') throw new LoamError({ code: 'storage/full', what: 'full', where: '', remedy: '' });
        const source = {
          id: name,
          name,
          origin,
          sizeBytes: 4,
          documents: files.length,
          characters: 4,
          textBytes: 4,
          files: [],
        };
        self.sources.push(source);
        return source;
      },
      async remove(id: string) {
        self.sources = self.sources.filter((s) => s.id !== id);
      },
      async inspect() {
        return { documents: self.sources.length, textBytes: self.textBytes, samples: [] } as unknown as CorpusReport;
      },
      async prepare(config: PrepareConfig) {
        self.prepared.push(config);
        if (self.hold)
          await Promise.race([
            self.hold,
            new Promise((_, reject) => {
              self.rejectHeld = reject;
            }),
          ]);
        if (Number(config.tokenizer.options.vocabularySize) > self.largestVocabulary)
          throw new LoamError({ code: 'tokenizer/vocabulary-too-large', what: 'too large', where: '', remedy: '' });
        return { id: `d${self.prepared.length}`, preparation: config } as unknown as DatasetManifest;
      },
      async importTokenizer(_: Blob, name: string) {
        if (name === 'broken') throw new LoamError({ code: 'x', what: '', where: '', remedy: '' });
        return { id: 'hash', name, vocabularySize: 9 };
      },
      async cancel() {
        self.calls.push('cancel');
        self.rejectHeld?.(abort());
      },
    };
    return {
      api: api as unknown as DataClient['api'],
      open: async () => ({ sources: [...self.sources] }),
      terminate() {},
    };
  }
}

let worker: FakeWorker;
beforeEach(() => {
  worker = new FakeWorker();
  setDataClientFactory((onFailure) => {
    worker.fail = onFailure;
    return worker.client();
  });
  const fresh = { sources: [], imports: [], fresh: false, preparing: false, cancelled: false, vocabularyChosen: false };
  useDataStore.setState({
    ...fresh,
    worker: 'off',
    failure: undefined,
    error: undefined,
    dataset: undefined,
    report: undefined,
    config: defaultPreparation(),
  });
});

describe('a file from the web', () => {
  it('is imported when it has come, with its address', async () => {
    await addGiven('host.org', async () => ({
      files: [file('a.txt')],
      origin: 'url',
      name: 'a.txt',
      url: 'https://host.org/a.txt',
    }));
    await whenPrepared();
    expect(worker.calls).toContain('add a.txt https://host.org/a.txt');
    expect(state()).toMatchObject({ imports: [], sources: [{ origin: 'url' }] });
  });
  it('is waited for under its own name, and given up when cancelled', async () => {
    const coming = addGiven(
      'host.org',
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    await vi.waitFor(() => expect(state().imports).toMatchObject([{ name: 'host.org' }]));
    await vi.waitFor(() => expect(state().worker).toBe('on'));
    await cancelData();
    await coming;
    expect(state()).toMatchObject({ imports: [], sources: [], cancelled: true, error: undefined });
  });
  it('says why it did not come', async () => {
    await addGiven('host.org', async () => {
      throw new LoamError({ code: 'fetch/status', what: '404', where: '', remedy: '' });
    });
    expect(state()).toMatchObject({ imports: [], sources: [], error: { code: 'fetch/status' } });
  });
});

describe('an imported tokenizer', () => {
  it('takes the place of one that is trained until another kind is chosen', async () => {
    await addFiles([file('a')], 'file', 'a');
    await importTokenizer(new Blob(['{}']), 'theirs.json');
    await whenPrepared();
    expect(worker.prepared.at(-1)?.importedTokenizer).toMatchObject({ name: 'theirs.json' });
    setTokenizer('characters');
    await whenPrepared();
    expect(worker.prepared.at(-1)).toMatchObject({ tokenizer: { id: 'characters' } });
    expect(worker.prepared.at(-1)?.importedTokenizer).toBeUndefined();
  });
  it('changes nothing when it cannot be read', async () => {
    await addFiles([file('a')], 'file', 'a');
    const before = state().config;
    await expect(importTokenizer(new Blob(['{}']), 'broken')).rejects.toMatchObject({ report: { code: 'x' } });
    expect(state()).toMatchObject({ config: before, error: undefined });
  });
});

describe('the corpus on the screen', () => {
  it('prepares by itself after a drop', async () => {
    await addFiles([file('a.txt')], 'file', 'a.txt');
    await expect(whenPrepared()).resolves.toMatchObject({ id: 'd1' });
    expect(state()).toMatchObject({ fresh: true, preparing: false, imports: [] });
  });
  it('prepares once for several drops in a row', async () => {
    await Promise.all([addFiles([file('a')], 'file', 'a'), addFiles([file('b')], 'file', 'b'), addText('pasted')]);
    await whenPrepared();
    expect(worker.prepared.length).toBe(1);
    expect(state().sources.length).toBe(3);
  });
  it('prepares again after a change of settings, once for many', async () => {
    await addFiles([file('a')], 'file', 'a');
    await whenPrepared();
    vi.useFakeTimers();
    setStep('exact-duplicates', { on: false });
    setStep('unicode-nfc', { on: false });
    expect(state().fresh).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    await whenPrepared();
    expect(worker.prepared.length).toBe(2);
    expect(worker.prepared[1]?.steps.filter((s) => s.on).map((s) => s.id)).toEqual([
      'control-characters',
      'white-space',
      'missing-values',
      'empty-documents',
    ]);
  });
  it('is empty again when the last source is gone', async () => {
    await addFiles([file('a')], 'file', 'a');
    await whenPrepared();
    await removeSource('a');
    expect(state()).toMatchObject({ sources: [], dataset: undefined, report: undefined });
  });
  it('keeps what it has when one import fails as a whole', async () => {
    await addFiles([file('a')], 'file', 'a');
    await whenPrepared();
    await addFiles([file('b')], 'file', 'broken');
    expect(state().error?.code).toBe('storage/full');
    expect(state().sources.map((s) => s.id)).toEqual(['a']);
    expect(state().imports).toEqual([]);
  });
  it('stops a running preparation when something is added, and prepares the whole', async () => {
    worker.hold = new Promise(() => {});
    await addFiles([file('a')], 'file', 'a');
    await vi.waitFor(() => expect(worker.prepared.length).toBe(1));
    const adding = addFiles([file('b')], 'file', 'b');
    worker.hold = undefined;
    await adding;
    await whenPrepared();
    expect(worker.calls).toContain('cancel');
    expect(worker.prepared.length).toBe(2);
    expect(state()).toMatchObject({ fresh: true, cancelled: false });
  });
  it('says that it was cancelled, and waits', async () => {
    worker.hold = new Promise(() => {});
    await addFiles([file('a')], 'file', 'a');
    await vi.waitFor(() => expect(worker.prepared.length).toBe(1));
    const outcome = expect(whenPrepared()).rejects.toMatchObject({ name: 'AbortError' });
    await cancelData();
    await outcome;
    expect(state()).toMatchObject({ cancelled: true, preparing: false, error: undefined });
  });
});

describe('the vocabulary', () => {
  it('grows with the text', () => {
    const sizes = [1e3, 1e5, 1e6, 1e7, 5e7, 1e9].map(suitableVocabulary);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });
  it('is taken smaller by itself when the corpus does not bear it', async () => {
    worker.largestVocabulary = 300;
    await addFiles([file('a')], 'file', 'a');
    await whenPrepared();
    expect(Number(state().config.tokenizer.options.vocabularySize)).toBeLessThanOrEqual(300);
  });
  it('is left to the person once chosen: then it is an error with a way on', async () => {
    worker.largestVocabulary = 300;
    await openData();
    setTokenizerOption('vocabularySize', 4096);
    await addFiles([file('a')], 'file', 'a');
    await expect(whenPrepared()).rejects.toMatchObject({ report: { code: 'tokenizer/vocabulary-too-large' } });
    expect(state().config.tokenizer.options.vocabularySize).toBe(4096);
  });
});

describe('a worker that dies', () => {
  const failure = { code: 'worker/data-stopped', what: 'stopped', where: '', remedy: 'again' };
  it('ends what waits for it, says so, and can be started again', async () => {
    worker.hold = new Promise(() => {});
    await addFiles([file('a')], 'file', 'a');
    await vi.waitFor(() => expect(state().preparing).toBe(true));
    worker.fail(failure);
    expect(state()).toMatchObject({ worker: 'failed', failure, preparing: false });
    worker.hold = undefined;
    await openData();
    expect(state()).toMatchObject({ worker: 'on', failure: undefined });
    await whenPrepared();
    expect(state().fresh).toBe(true);
  });
});
