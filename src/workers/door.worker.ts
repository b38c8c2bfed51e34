import './keep-reports';
import { expose } from 'comlink';
import { fetchFile } from './fetch-file';
import type { DoorApi } from './protocol';

/**
 * The only door out: a worker of its own, started after a person's yes, for one file, and ended with it. Its script is served with a policy that
 * lets it ask other hosts; the page and the workers that know of corpora and models have one that does not (decision 0007).
 */
const api: DoorApi = { fetchFile };
expose(api);
