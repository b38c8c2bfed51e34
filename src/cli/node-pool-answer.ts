import { parentPort } from 'node:worker_threads';
import { answerWith } from '@/workers/data-pool/answer';
import type { ToThread } from '@/workers/data-pool/thread';

const answer = answerWith((message, transfer) => parentPort?.postMessage(message, transfer));
parentPort?.on('message', (message: ToThread) => answer(message));
