import { create } from 'zustand';
import { type ErrorReport, isAbort, toReport } from '@/base/errors';
import type { GenerateRequest, GenerateResult, TokenJudgement } from '@/workers/protocol';
import { openTrainer, useRunStore } from './run-store';
import { askTrainer } from './run-store-session';

export interface Output {
  readonly id: number;
  readonly request: GenerateRequest;
  readonly text: string;
  /** Which weights wrote it. */
  readonly run: string;
  readonly step: number;
  readonly result?: GenerateResult | undefined;
  readonly error?: ErrorReport | undefined;
}

interface PlaygroundState {
  readonly prompt: string;
  readonly settings: Omit<GenerateRequest, 'prompt'>;
  /** Newest first. */
  readonly outputs: readonly Output[];
  /** The output that is being written. */
  readonly writing?: number | undefined;
  readonly judged: readonly TokenJudgement[];
  readonly window: number;
  readonly judging: boolean;
  readonly judgeError?: ErrorReport | undefined;
}

const KEPT = 20;

export const usePlayground = create<PlaygroundState>(() => ({
  prompt: '',
  settings: { maxTokens: 200, temperature: 0.8, topK: 0, topP: 0.95, seed: 1, weights: 'best' },
  outputs: [],
  judged: [],
  window: 0,
  judging: false,
}));
const get = usePlayground.getState;
const set = usePlayground.setState;
let nextId = 1;

// What was judged belongs to the run that judged it.
useRunStore.subscribe(({ status }, before) => {
  if (status.runId !== before.status.runId) set({ judged: [], window: 0, judgeError: undefined });
});

export const setPrompt = (prompt: string): void => set({ prompt });
export const setWriting = (change: Partial<PlaygroundState['settings']>): void =>
  set(({ settings }) => ({ settings: { ...settings, ...change } }));

const update = (id: number, change: (output: Output) => Partial<Output>): void =>
  set(({ outputs }) => ({ outputs: outputs.map((o) => (o.id === id ? { ...o, ...change(o) } : o)) }));

/** Continues the prompt. The text grows in the newest output; what it says of an error stands there too. */
export async function write(): Promise<void> {
  const { prompt, settings, writing } = get();
  if (writing !== undefined) return;
  const id = nextId++;
  const request: GenerateRequest = { ...settings, prompt };
  const { name, step, best } = useRunStore.getState().status;
  const output: Output = {
    id,
    request,
    text: '',
    run: name,
    step: settings.weights === 'best' ? (best?.step ?? step) : step,
  };
  set(({ outputs }) => ({ outputs: [output, ...outputs].slice(0, KEPT), writing: id }));
  // Tokens may come faster than a screen is drawn.
  let waiting = '';
  let whole = false;
  let frame: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(frame);
    frame = undefined;
    const text = waiting;
    waiting = '';
    if (text) update(id, (o) => ({ text: o.text + text }));
  };
  try {
    await openTrainer();
    const result = await askTrainer((_, client) =>
      client.generate(request, (text) => {
        if (whole) return;
        waiting += text;
        frame ??= setTimeout(flush, 50);
      }),
    );
    clearTimeout(frame);
    whole = true;
    update(id, () => ({ text: result.text, result }));
  } catch (error) {
    flush();
    if (!isAbort(error)) update(id, () => ({ error: toReport(error, 'Playground') }));
  } finally {
    set({ writing: undefined });
  }
}

export async function stopWriting(): Promise<void> {
  await askTrainer((api) => api.stopGenerating()).catch(() => undefined);
}

/** The same prompt and settings with the next seed. */
export function anotherSeed(): void {
  setWriting({ seed: (get().settings.seed + 1) % 2 ** 32 });
}

/** Takes an output's prompt and settings back. */
export function reuse({ request: { prompt, ...settings } }: Output): void {
  set({ prompt, settings });
}

export const forgetOutput = (id: number): void =>
  set(({ outputs }) => ({ outputs: outputs.filter((o) => o.id !== id) }));

/** Judges a stretch of held-out text with the best checkpoint. */
export async function judge(window: number): Promise<void> {
  if (get().judging) return;
  set({ judging: true, judgeError: undefined, window });
  try {
    await openTrainer();
    set({ judged: await askTrainer((api) => api.judge(window)) });
  } catch (error) {
    if (!isAbort(error)) set({ judgeError: toReport(error, 'held-out text') });
  } finally {
    set({ judging: false });
  }
}
