import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether Debian's package `sentencepiece` is there. */
export const installed = spawnSync('spm_train', ['--version']).error === undefined;

/** Debian's programs in a folder of their own, with one model at a time. */
export class SentencePiece {
  private readonly folder = mkdtempSync(join(tmpdir(), 'loam-sentencepiece-bpe-'));
  private readonly model = join(this.folder, 'model');

  /** A BPE model in the manner of Llama 2's. */
  train(lines: readonly string[], size: number): Uint8Array {
    const flags = [
      '--model_type=bpe',
      '--byte_fallback=true',
      '--split_digits=true',
      '--allow_whitespace_only_pieces=true',
      '--normalization_rule_name=identity',
      '--remove_extra_whitespaces=false',
      '--num_threads=1',
      '--minloglevel=2',
    ];
    this.run('spm_train', [`--model_prefix=${this.model}`, `--vocab_size=${size}`, ...flags], lines);
    return new Uint8Array(readFileSync(`${this.model}.model`));
  }

  /** The ids of each line, apart by blanks. */
  encode(lines: readonly string[]): string[] {
    const ids = this.run('spm_encode', [`--model=${this.model}.model`, '--output_format=id'], lines);
    return ids.trimEnd().split('\n');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private run(program: string, args: readonly string[], lines: readonly string[]): string {
    const input = join(this.folder, 'lines.txt');
    writeFileSync(input, `${lines.join('\n')}\n`);
    const { status, stdout, stderr } = spawnSync(program, [...args, `--input=${input}`], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
    return stdout;
  }
}
