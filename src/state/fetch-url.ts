import { fetchThroughDoor } from '@/workers/door.client';
import { addGiven, useDataStore } from './data-store';

/** Fetches a file, for which the person has said yes, and imports it like a dropped one. Resolves when that is over, well or not. */
export function addFromWeb(address: URL): Promise<void> {
  return addGiven(address.host, async (signal) => {
    const onProgress = (progress: Parameters<Parameters<typeof fetchThroughDoor>[1]>[0]) =>
      useDataStore.setState({ stage: 'import', progress });
    const { name, url, blob } = await fetchThroughDoor(address.href, onProgress, signal);
    return { files: [{ path: name, blob }], origin: 'url', name, url };
  });
}
