import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { causalSoftmax } from '../causal-softmax';
import { matMul } from '../matmul';

/**
 * Causal scaled dot-product attention (Vaswani et al. 2017, equation 1) with grouped heads (Ainslie et al. 2023).
 * q [B, H, T, D], k and v [B, Hkv, S, D], H a multiple of Hkv -> [B, H, T, D]; query row t sees key rows 0 .. t + offset.
 *
 * The G = H / Hkv query heads of a group are neighbours in memory, so they are one matrix of G * T rows: no head is repeated, and the
 * gradients of k and v add over the group inside their products.
 */
export function attention(q: Tensor, k: Tensor, v: Tensor, { offset }: { offset: number }): Tensor {
  const [batch, heads, time, headSize] = dims(q.shape, 4, 'attention', 'q');
  const [keyBatch, keyHeads, keys, keySize] = dims(k.shape, 4, 'attention', 'k');
  requireSize(keyBatch, batch, 'attention', 'the batch of k');
  requireSize(keySize, headSize, 'attention', 'the head size of k');
  requireThat(heads % keyHeads === 0, 'attention', `${heads} heads cannot share ${keyHeads} key heads evenly`);
  requireThat(v.shape.join() === k.shape.join(), 'attention', `v [${v.shape.join(', ')}] has not the shape of k`);
  requireThat(offset >= 0 && offset + time <= keys, 'attention', `rows up to ${offset + time} see only ${keys} keys`);

  const groups = batch * keyHeads;
  const rows = (heads / keyHeads) * time;
  const keyMatrix = k.reshape([groups, keys, headSize]);
  const scores = matMul(q.reshape([groups, rows, headSize]), keyMatrix, { transposeB: true });
  const p = causalSoftmax(scores.reshape([batch, heads, time, keys]), 1 / Math.sqrt(headSize), offset);
  const mixed = matMul(p.reshape([groups, rows, keys]), v.reshape([groups, keys, headSize]));
  return mixed.reshape([batch, heads, time, headSize]);
}
