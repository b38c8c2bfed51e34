import { models, TeachableLLM } from '@genai-fi/nanogpt';
import * as tf from '@tensorflow/tfjs-core';
import { ADAM, type BenchConfig, batchSource, requireGpt2 } from '../material';
// The package exports its trainer only behind a job that owns the loop; a step of it is what is measured here.
import BasicTrainer from '../node_modules/@genai-fi/nanogpt/dist/training/BasicTrainer.js';
import { loopPeer, type Peer } from './peer';

/** Its trainer with the step made public. */
class StepTrainer extends BasicTrainer {
  step(batch: { xs: tf.Tensor; ys: tf.Tensor }): tf.Scalar {
    return this.trainStep({}, batch);
  }
}

/** @genai-fi/nanogpt 1.3.0: tfjs with kernels of its own. It brings its own copy of tfjs, which shares one engine with the copy imported here. */
export async function createPeer(config: BenchConfig): Promise<Peer> {
  requireGpt2(config);
  await TeachableLLM.selectBackend('webgpu');
  if (tf.getBackend() !== 'webgpu') throw new Error('nanogpt has no WebGPU here');
  const { layers, hidden, heads, time, batch, vocabulary } = config;
  const model = new models.NanoGPTV1({
    modelType: 'GenAI_NanoGPT_v1',
    vocabSize: vocabulary,
    blockSize: time,
    nLayer: layers,
    nHead: heads,
    nEmbed: hidden,
    mlpFactor: 4,
    useRope: false,
  });
  // A step never asks the tokeniser.
  const trainer = new StepTrainer(model, undefined as never, {
    ...ADAM,
    weightDecay: 0.1,
    clipNorm: 1,
    warmupSteps: 0,
    minLearningRate: ADAM.learningRate,
  });
  const batchAt = batchSource(config);

  return loopPeer(
    'its own layout (RMSNorm, no biases, otherwise as GPT-2 with learned positions) and its own first weights, normal with 0.02',
    async (index) => {
      const { inputs, targets } = batchAt(index);
      const xs = tf.tensor2d(inputs, [batch, time], 'int32');
      const ys = tf.tensor2d(targets, [batch, time], 'int32');
      const loss = trainer.step({ xs, ys });
      tf.dispose([xs, ys]);
      const [value] = await loss.data();
      loss.dispose();
      return value ?? Number.NaN;
    },
  );
}
