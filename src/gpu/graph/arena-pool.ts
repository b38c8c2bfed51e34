/**
 * Memory that several programs use in turn: training, evaluation and generation never run at the same time on one queue, so what one leaves behind is
 * free for the next. Buffers only grow in number: a program that is compiled keeps those that it was given.
 */
export class ArenaPool {
  private readonly buffers: GPUBuffer[] = [];

  constructor(private readonly device: GPUDevice) {}

  get sizeBytes(): number {
    return this.buffers.reduce((sum, { size }) => sum + size, 0);
  }

  /** One buffer for each size, none twice. */
  take(sizes: readonly number[]): GPUBuffer[] {
    const free = [...this.buffers].sort((a, b) => a.size - b.size);
    const bySize = sizes.map((size, index) => ({ size, index })).sort((a, b) => b.size - a.size);
    const taken: GPUBuffer[] = [];
    for (const { size, index } of bySize) {
      const at = free.findIndex((buffer) => buffer.size >= size);
      taken[index] = at >= 0 ? (free.splice(at, 1)[0] as GPUBuffer) : this.make(size); // found: at is an index of it
    }
    return taken;
  }

  private make(size: number): GPUBuffer {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const buffer = this.device.createBuffer({ size: Math.max(size, 16), usage: STORAGE | COPY_SRC | COPY_DST });
    this.buffers.push(buffer);
    return buffer;
  }

  dispose(): void {
    for (const buffer of this.buffers) buffer.destroy();
    this.buffers.length = 0;
  }
}
