import { toReport } from '@/base/errors';
import { readText, storageCases, writeText } from '@/storage/conformance';
import { opfsStorage, sweepOpfs } from '@/storage/opfs';

/** Runs in a real worker over the real OPFS, started by storage.spec.ts. Answers one message per request. */
export type OpfsRequest =
  | { readonly ask: 'conformance' }
  | { readonly ask: 'fill'; readonly megabytes: number }
  | { readonly ask: 'hold' | 'read' | 'write'; readonly path: string };
export type OpfsAnswer = { readonly name: string; readonly outcome: string }[];

async function answer(request: OpfsRequest): Promise<OpfsAnswer> {
  const storage = await opfsStorage();
  switch (request.ask) {
    case 'conformance': {
      const outcomes: { name: string; outcome: string }[] = [];
      for (const { name, run } of storageCases) {
        for (const path of await storage.list('')) await storage.remove(path);
        await sweepOpfs();
        const outcome = await run(await opfsStorage()).then(
          () => 'ok',
          (error: unknown) => `${toReport(error).code} ${toReport(error).what}`,
        );
        outcomes.push({ name, outcome });
      }
      return outcomes;
    }
    case 'fill': {
      await writeText(storage, 'f', 'old');
      const writer = await storage.create('f');
      const mebibyte = new Uint8Array(1 << 20).fill(7);
      try {
        for (let i = 0; i < request.megabytes; i++) await writer.write(mebibyte);
        await writer.close();
        return [{ name: 'fill', outcome: 'fitted' }];
      } catch (error) {
        await writer.abort();
        const { code, what } = toReport(error);
        return [
          { name: code, outcome: what },
          { name: 'kept', outcome: await readText(storage, 'f') },
          { name: 'files', outcome: (await storage.list('')).join() },
        ];
      }
    }
    case 'hold':
      await writeText(storage, request.path, 'held');
      await storage.open(request.path); // until this worker ends
      return [{ name: 'hold', outcome: 'held' }];
    case 'read':
      return [
        {
          name: 'read',
          outcome: await readText(storage, request.path).catch((error: unknown) => toReport(error).code),
        },
      ];
    case 'write': {
      const outcome = await writeText(storage, request.path, 'new').then(
        () => 'written',
        (error: unknown) => toReport(error).code,
      );
      return [{ name: 'write', outcome }];
    }
  }
}

self.onmessage = (event: MessageEvent<OpfsRequest>) => {
  answer(event.data).then(
    (outcomes) => self.postMessage(outcomes),
    (error: unknown) => self.postMessage([{ name: 'worker', outcome: String(error) }]),
  );
};
