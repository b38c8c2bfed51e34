import { audioReader } from '@/data/media/audio/audio-reader';
import { imageReader } from '@/data/media/images/image-reader';
import { nodeImageDecoder } from './node-image-decoder';

/** What Node decodes of a folder of pictures or recordings. */
export const mediaReaders = [imageReader(nodeImageDecoder), audioReader()];
