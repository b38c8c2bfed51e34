import { Registry } from '@/base/registry';
import type { ModelEntry } from './entry';
import { gpt2 } from './gpt2';
import { llama } from './llama';

/** Model families; the first is the default. */
export const models = new Registry<ModelEntry>('model', [llama, gpt2]);
