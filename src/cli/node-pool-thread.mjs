// A thread of Node does not get the loader of TypeScript from the one that starts it.
import { register } from 'tsx/esm/api';

register();
await import('./node-pool-answer.ts');
