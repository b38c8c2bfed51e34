import { PairTable } from '../byte-bpe/pair-table';

/** A trie over numbers (bytes or code points): edge i of the table leads to node i + 1. */
export class PieceTrie {
  private readonly edges: PairTable;
  /** Piece that ends at a node, or -1. */
  private pieces = new Int32Array(1 << 12).fill(-1);

  constructor(expected = 1 << 12) {
    this.edges = new PairTable(expected);
  }

  add(symbols: ArrayLike<number>, piece: number): void {
    let node = 0;
    for (let i = 0; i < symbols.length; i++) {
      node = this.edges.add(node, symbols[i] as number) + 1;
      if (node >= this.pieces.length) {
        const next = new Int32Array(this.pieces.length * 2).fill(-1);
        next.set(this.pieces);
        this.pieces = next;
      }
    }
    this.pieces[node] = piece;
  }

  /** The node behind `node` along `symbol`, or -1. The root is 0. */
  step(node: number, symbol: number): number {
    const edge = this.edges.find(node, symbol);
    return edge < 0 ? -1 : edge + 1;
  }

  /** The piece that ends at the node, or -1. */
  pieceAt(node: number): number {
    return this.pieces[node] as number;
  }
}
