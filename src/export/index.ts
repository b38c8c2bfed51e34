import { Registry } from '@/base/registry';
import type { ExporterEntry } from './entry';
import { huggingFace } from './hugging-face';

/** Weight formats; the first is the default. */
export const exporters = new Registry<ExporterEntry>('exporter', [huggingFace]);
