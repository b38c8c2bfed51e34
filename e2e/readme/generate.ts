import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { blocks, blocksIn, withBlocks } from './blocks';

/** `npm run readme`: makes the generated parts of README.md anew. `e2e/readme/readme.unit.test.ts` fails when that was forgotten. */
const path = fileURLToPath(new URL('../../README.md', import.meta.url));
const before = readFileSync(path, 'utf8');
const after = withBlocks(before);
if (after !== before) writeFileSync(path, after);
const missing = Object.keys(blocks).filter((name) => !blocksIn(before).includes(name));
console.log(after === before ? 'README.md is up to date.' : 'README.md was brought up to date.');
if (missing.length > 0) console.log(`It has no marker for: ${missing.join(', ')}.`);
