import { createRequire } from 'node:module';
import type * as Tfjs from '@tensorflow/tfjs';

/** The copy of tfjs that the studio's ops are registered with, not the peers' in this folder; `require` answers with what it is told. */
export const tf = createRequire(new URL('../../../src/gpu/', import.meta.url))('@tensorflow/tfjs') as typeof Tfjs;
