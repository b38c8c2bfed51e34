import { openData } from '@/state/data-store';
import { recordThroughput, useDeviceStore } from '@/state/device-store';
import { modelFacts } from '@/state/journey-readiness';
import { openTrainer, useRunStore } from '@/state/run-store';
import { adaptToDevice } from '@/state/settings-store';
import { claimTab } from '@/state/tab-store';
import { loadSampleFonts } from './load-fonts';

/** What happens by itself: workers start once the first screen stands, the device shapes untouched settings, runs are measured. */
export function startStudio(): void {
  useDeviceStore.subscribe((state, before) => {
    if (state.report && state.report !== before.report) adaptToDevice(state.report);
  });
  useRunStore.subscribe(({ status, config, dataset, restored }, before) => {
    const ended = status.phase === 'finished' && before.status.phase !== 'finished';
    if (!ended || restored || !status.tokensPerSecond || !config || !dataset) return;
    const facts = modelFacts(config, dataset.tokenizer.vocabularySize, status.device);
    recordThroughput(status.tokensPerSecond, facts.flopsPerToken);
  });
  const whenIdle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200));
  whenIdle(async () => {
    await claimTab();
    void openData();
    void openTrainer();
    loadSampleFonts();
  });
}
