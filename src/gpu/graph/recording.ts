import type { DispatchNote } from '../scope';

/** The vocabulary of a recorded step: what a `recording-device` writes down, `plan` lays out and `replay` runs. Knows nothing of tensors. */

export type Access = 'read' | 'write' | 'uniform';

/** A buffer that exists only in a recording. */
export interface BufferNode {
  readonly id: number;
  readonly sizeBytes: number;
  readonly role:
    | { readonly kind: 'temporary' }
    /** Lives outside the step under a name: parameters, optimizer state. Read and written in place. */
    | { readonly kind: 'external'; readonly name: string }
    /** Written by the host before every step: tokens, learning rate, seeds. */
    | { readonly kind: 'input'; readonly name: string };
  /** Bytes that the host wrote while recording: a constant of the step, or the first contents of a temporary. */
  initial?: Uint8Array;
  /** Uniforms that change by step: their contents, asked for before each replay. */
  now?: () => ArrayBuffer;
}

export interface PipelineNode {
  readonly id: number;
  readonly label: string;
  readonly code: string;
  readonly entryPoint: string;
  readonly constants: Readonly<Record<string, number>>;
  /** How the shader declares each binding of group 0. */
  readonly access: ReadonlyMap<number, Access>;
  /** Bindings that hold f16. */
  readonly halves: ReadonlySet<number>;
}

export interface Binding {
  readonly binding: number;
  readonly buffer: BufferNode;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly access: Access;
}

export type Command =
  | {
      readonly kind: 'dispatch';
      readonly pipeline: PipelineNode;
      readonly workgroups: readonly [number, number, number];
      readonly bindings: readonly Binding[];
      /** Whose it is, for profiles. */
      readonly note?: DispatchNote;
    }
  | {
      readonly kind: 'copy';
      readonly from: BufferNode;
      readonly fromOffset: number;
      readonly to: BufferNode;
      readonly toOffset: number;
      readonly sizeBytes: number;
    };

export interface Recording {
  readonly commands: readonly Command[];
  readonly pipelines: readonly PipelineNode[];
  /** What the step hands back to the host, by name; copied out after the last command. */
  readonly outputs: ReadonlyMap<string, BufferNode>;
}

export function reads(command: Command): BufferNode[] {
  if (command.kind === 'copy') return [command.from];
  // A read_write binding may be read: its earlier contents count as needed.
  return command.bindings.map((b) => b.buffer);
}

export function writes(command: Command): BufferNode[] {
  if (command.kind === 'copy') return [command.to];
  return command.bindings.filter((b) => b.access === 'write').map((b) => b.buffer);
}
