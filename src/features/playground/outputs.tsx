import { Copy, CornerUpLeft, X } from 'lucide-react';
import { forgetOutput, type Output, reuse, usePlayground } from '@/state/playground-store';
import { ErrorCard } from '@/ui/error-card';
import { IconButton } from '@/ui/icon-button';
import styles from './outputs.module.css';

/** What was written, newest first; older ones stay for comparison. */
export function Outputs() {
  const outputs = usePlayground((s) => s.outputs);
  const writing = usePlayground((s) => s.writing);
  if (outputs.length === 0)
    return <p className={styles.none}>What the model writes appears here, and stays for comparison.</p>;
  return (
    <ol className={styles.list} aria-label="What the model wrote, newest first">
      {outputs.map((output) => (
        <li key={output.id}>
          <OneOutput output={output} writing={output.id === writing} />
        </li>
      ))}
    </ol>
  );
}

function OneOutput({ output, writing }: { output: Output; writing: boolean }) {
  const { request, text, result, error, run, step } = output;
  return (
    <article className={styles.output} aria-busy={writing}>
      <p className={styles.text}>
        {request.prompt && <b>{request.prompt}</b>}
        {text}
        {writing && <span className={styles.caret} aria-hidden />}
      </p>
      {error && <ErrorCard error={error} />}
      <footer className={styles.foot}>
        <p className={styles.facts}>
          <span>
            {run}, {request.weights} weights, step {step.toLocaleString('en-US')}
          </span>
          <span>{settingsOf(output)}</span>
          {writing && <span>writing</span>}
          {result && (
            <span>
              {result.tokens} tokens, {result.tokensPerSecond.toFixed(result.tokensPerSecond < 10 ? 1 : 0)} tokens/s,{' '}
              {ENDS[result.end]}
            </span>
          )}
        </p>
        <div className={styles.tools}>
          <IconButton label="Copy the text" onPress={() => void navigator.clipboard.writeText(request.prompt + text)}>
            <Copy size={16} aria-hidden />
          </IconButton>
          <IconButton label="Use this prompt and these settings again" onPress={() => reuse(output)}>
            <CornerUpLeft size={16} aria-hidden />
          </IconButton>
          <IconButton label="Remove this text" isDisabled={writing} onPress={() => forgetOutput(output.id)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      </footer>
    </article>
  );
}

const ENDS = { length: 'full length', 'end of text': 'ended by itself', stopped: 'stopped' } as const;

function settingsOf({ request: { temperature, topK, topP, seed } }: Output): string {
  return [
    `temperature ${temperature}`,
    ...(topK > 0 ? [`top k ${topK}`] : []),
    ...(topP < 1 ? [`top p ${topP}`] : []),
    `seed ${seed}`,
  ].join(', ');
}
