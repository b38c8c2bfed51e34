import type { Storage } from '@/storage/storage';
import type { Breather } from '../tokenizers/breather';

/** Room for archives that lie inside compressed files: unpacking them needs random access, which a stream has not and the heap should not give. */
export class Spool {
  private count = 0;

  constructor(
    private readonly storage: Storage,
    private readonly folder: string,
    private readonly breather: Breather,
  ) {}

  readonly keep = async (chunks: AsyncIterable<Uint8Array>): Promise<Blob> => {
    const path = `${this.folder}/${this.count++}`;
    const writer = await this.storage.create(path);
    try {
      for await (const chunk of chunks) {
        await this.breather.breatheIfDue();
        await writer.write(chunk);
      }
      await writer.close();
    } catch (error) {
      await writer.abort();
      throw error;
    }
    return this.storage.blob(path);
  };

  async remove(): Promise<void> {
    if (this.count > 0) await this.storage.remove(this.folder);
  }
}
