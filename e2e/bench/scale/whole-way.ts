import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { CorpusStore } from '@/data/corpus/corpus-store';
import { importFiles } from '@/data/corpus/import-files';
import type { WorkPool } from '@/data/pool/work-pool';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { prepareDataset } from '@/data/prepare/prepare-dataset';
import { recipes } from '@/data/recipes';
import { stepsOf } from '@/data/recipes/recipe-steps';
import type { DatasetManifest } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';

/** From a file to packed tokens, by the code of the data worker. `recipe` is the name of one, or '' for what is on at first. */
export async function wholeWay(
  path: string,
  recipe: string,
  storage: Storage,
  enter: (stage: string) => void,
  signal: AbortSignal,
  pool: WorkPool,
): Promise<DatasetManifest> {
  enter('Importing');
  const store = await CorpusStore.open(storage);
  const name = basename(path);
  const files = [{ path: name, blob: await openAsBlob(path) }];
  await importFiles(store, files, 'file', name, { signal, onProgress: () => enter('Importing') });
  const config = defaultPrepareConfig(store.textBytes);
  const steps = recipe === '' ? config.steps : stepsOf({ name: recipe, steps: recipes.get(recipe).steps });
  return prepareDataset(
    store,
    { ...config, steps },
    { storage, pool, signal, onProgress: (_, { label }) => enter(label) },
  );
}
