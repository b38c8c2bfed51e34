import { Registry } from '@/base/registry';
import { aeda } from './aeda';
import { audioNoise } from './audio-noise';
import { audioSpeed } from './audio-speed';
import { audioVolume } from './audio-volume';
import { bpeDropout } from './bpe-dropout';
import { documentRotation } from './document-rotation';
import { eda } from './eda';
import type { AugmentEntry } from './entry';
import { fillInTheMiddle } from './fill-in-the-middle';
import { imageColour } from './image-colour';
import { imageCrop } from './image-crop';
import { imageFlip } from './image-flip';
import { imageInsertion } from './image-insertion';
import { imageRotation } from './image-rotation';
import { noise } from './noise';
import { pairSwap } from './pair-swap';
import { reversal } from './reversal';
import { sentenceOrder } from './sentence-order';
import { spanCorruption } from './span-corruption';
import { specAugment } from './spec-augment';
import { windowShift } from './window-shift';

export const augmentations = new Registry<AugmentEntry>('augmentation', [
  documentRotation,
  sentenceOrder,
  reversal,
  eda,
  aeda,
  noise,
  spanCorruption,
  fillInTheMiddle,
  windowShift,
  bpeDropout,
  pairSwap,
  imageInsertion,
  imageFlip,
  imageCrop,
  imageRotation,
  imageColour,
  audioNoise,
  audioSpeed,
  audioVolume,
  specAugment,
]);
