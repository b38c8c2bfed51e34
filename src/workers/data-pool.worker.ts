import { answerWith } from './data-pool/answer';
import type { ToThread } from './data-pool/thread';

const answer = answerWith((message, transfer) => postMessage(message, { transfer }));
addEventListener('message', ({ data }: MessageEvent<ToThread>) => answer(data));
