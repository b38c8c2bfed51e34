import { create } from 'zustand';
import { type ErrorReport, isAbort, LoamError, toReport } from '@/base/errors';
import { type SampleCorpus, samples } from '@/data/corpus/samples';
import { addFiles, useDataStore, whenPrepared } from './data-store';
import { goTo } from './journey-route';
import { startRun } from './run-store';

interface JourneyState {
  /** The sample that is on its way to a falling curve. */
  readonly sampleId?: string | undefined;
  readonly error?: ErrorReport | undefined;
}

/** The first minute: from nothing to a falling curve without one more decision. */
export const useJourneyStore = create<JourneyState>(() => ({}));

export const sampleCorpora = samples;

/** Fetches a sample, prepares it, starts training and shows it. A corpus that is there already is only trained on. */
export async function tryWithSample(sample: SampleCorpus | undefined = samples[0]): Promise<void> {
  if (!sample || useJourneyStore.getState().sampleId !== undefined) return;
  useJourneyStore.setState({ sampleId: sample.id, error: undefined });
  try {
    await addSample(sample);
    await whenPrepared();
    goTo('train');
    await startRun();
  } catch (error) {
    if (!isAbort(error)) useJourneyStore.setState({ error: toReport(error, sample.label) });
  } finally {
    useJourneyStore.setState({ sampleId: undefined });
  }
}

/** Adds a sample as a source; nothing else. */
export async function addSample(sample: SampleCorpus): Promise<void> {
  const has = useDataStore.getState().sources.some((s) => s.origin === 'sample' && s.name === sample.label);
  if (has) return;
  const path = `${import.meta.env.BASE_URL}${sample.path}`;
  const response = await fetch(path).catch(() => undefined);
  if (!response?.ok)
    throw new LoamError({
      code: 'sample/unreachable',
      what: `The sample "${sample.label}" could not be loaded`,
      where: path,
      remedy: 'Check that the studio’s server is running, or drop a text of your own.',
    });
  const blob = await response.blob();
  await addFiles([{ path: sample.path.split('/').at(-1) ?? sample.id, blob }], 'sample', sample.label);
}
