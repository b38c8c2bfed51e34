import type { Corpus } from '../prepare/corpus';
import { herePool } from './here-pool';
import type { WorkPool } from './work-pool';

/** The pool for a corpus: a small one is done here, since it would not be worth the threads' start. */
export const worthThreads = ({ totalCharacters }: Pick<Corpus, 'totalCharacters'>, pool?: WorkPool): WorkPool =>
  pool && totalCharacters >= pool.worthFrom ? pool : herePool;
