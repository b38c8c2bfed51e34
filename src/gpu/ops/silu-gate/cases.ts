import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { siluGate } from '.';
import { siluGateReference } from './reference';

function siluGateCase(name: string, gate: OpInput): OpCase {
  return {
    name,
    inputs: { gate, up: floats(gate.shape, 2) },
    run: (inputs) => siluGate(input(inputs, 'gate'), input(inputs, 'up')),
    reference: (values) => siluGateReference(input(values, 'gate'), input(values, 'up')),
  };
}

export const cases: readonly OpCase[] = [
  siluGateCase('1', floats([1], 1)),
  siluGateCase('5 x 13', floats([5, 13], 1)),
  siluGateCase('3 x 256', floats([3, 256], 1, 3)),
  siluGateCase('zeros', constant([4], 0)),
  siluGateCase('large', { shape: [6], values: Float32Array.of(-1e4, -100, -20, 20, 100, 1e4) }),
];
