import './keep-reports';
import { expose } from 'comlink';
import { LoamError } from '@/base/errors';
import { audioReader } from '@/data/media/audio/audio-reader';
import { browserDecoder } from '@/data/media/images/browser-decoder';
import { imageReader } from '@/data/media/images/image-reader';
import { opfsStorage } from '@/storage/opfs';
import { createDataApi } from './data-api';
import { browserPool } from './data-pool/browser-pool';

/** From the studio's own files, once; nothing of the person's goes anywhere. */
let list: Promise<string> | undefined;
async function fetchSynonyms(): Promise<string> {
  const path = `${import.meta.env.BASE_URL}synonyms.txt`;
  const response = await fetch(path).catch(() => undefined);
  if (response?.ok) return response.text();
  list = undefined;
  throw new LoamError({
    code: 'augment/synonyms',
    what: 'The list of synonyms could not be loaded',
    where: path,
    remedy: 'Reload the page when you are connected, or switch the augmentation off.',
  });
}

expose(
  createDataApi(() => opfsStorage(), {
    synonyms: () => (list ??= fetchSynonyms()),
    pool: browserPool(),
    media: [imageReader(browserDecoder), audioReader()],
  }),
);
